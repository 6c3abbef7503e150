/**
 * One slide as blocks in reading order: its title, then what stands on it in the order in which it was placed, then what layout and
 * master lend it. Every stretch of text carries whether the slide shows it; what belongs to a shape without being drawn follows it, hidden.
 */
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { contradictions } from '../ooxml/alternate.ts';
import { resolveColour } from '../ooxml/colours.ts';
import { type Body, type BodySources, NO_SOURCES, readBody } from '../ooxml/drawing/body.ts';
import { EMU_PER_POINT, type Frame, makeFrame, type Rect, UNMOVED } from '../ooxml/drawing/frame.ts';
import { solid } from '../ooxml/drawing/paint.ts';
import type { PictureOpacity } from '../ooxml/drawing/pictures.ts';
import { bodyBlocks, inOneLine, type Judge } from '../ooxml/drawing/words.ts';
import { childOf, type XmlElement } from '../ooxml/xml.ts';
import { asideOf } from './aside.ts';
import type { Deck, Slide } from './deck.ts';
import { frameTexts } from './graphics.ts';
import { groundOf } from './ground.ts';
import { placeParagraphs } from './layout.ts';
import { type Item, type Pieces, takeApart } from './pieces.ts';
import { masterType } from './placeholders.ts';
import { drawingProperties } from './shape-xml.ts';
import { hiddenSpan, Scene, type SlideLook } from './sight.ts';
import { tableCells } from './table-cells.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

/** A box smaller than this in both directions shows nothing. */
const MIN_BOX = EMU_PER_POINT;

export class SlideReader {
  readonly #deck: Deck;
  readonly #slide: Slide;
  readonly #pieces: Pieces;
  readonly #scene: Scene;
  readonly #lent: Set<XmlElement>;
  /** The whole slide is left out of the show. */
  readonly #hidden: Hidden | undefined;

  /** `lent` collects what layouts and masters lent to slides so far: it is read once. */
  constructor(deck: Deck, slide: Slide, lent: Set<XmlElement>, opacity: PictureOpacity) {
    const whole = makeFrame(deck.width, deck.height, UNMOVED);
    this.#deck = deck;
    this.#slide = slide;
    this.#lent = lent;
    this.#pieces = takeApart(slide, whole, deck.tableStyles, deck.shapes);
    this.#scene = new Scene(
      whole,
      this.#pieces.painted,
      groundOf(slide),
      ({ paint, part }) => opacity.isOpaque(paint, part.relations),
      deck.steps,
    );
    const isSkipped = /^(?:0|false)$/.test(slide.part.root.attributes.get('show') ?? '1');
    this.#hidden = slide.isListed
      ? isSkipped
        ? hiddenBy(PPTX_TECHNIQUES, 'pptx-hidden-slide', { place: slide.part.name })
        : undefined
      : hiddenBy(PPTX_TECHNIQUES, 'pptx-unlisted-slide', { place: slide.part.name });
  }

  *blocks(): Generator<BlockDraft> {
    const rank = (item: Item): number => (item.layer !== 'slide' ? 2 : isTitle(item) ? 0 : 1);
    for (const item of [...this.#pieces.items].sort((a, b) => rank(a) - rank(b))) {
      if (item.layer !== 'slide') {
        // A slide that is not shown must not use up what the others show.
        if (this.#lent.has(item.element) || this.#hidden !== undefined) continue;
        this.#lent.add(item.element);
      }
      yield* this.#item(item);
      yield* asideOf(item, this.#locator);
    }
    yield* this.#variants();
  }

  /** What is there for programs that can't show the slide as it is, where it says something else. */
  *#variants(): Generator<BlockDraft> {
    const { part, layout, master } = this.#slide;
    for (const one of [part, layout, master]) {
      if (one === undefined || (one !== part && this.#lent.has(one.root))) continue;
      this.#lent.add(one.root);
      const hidden = hiddenBy(PPTX_TECHNIQUES, 'pptx-fallback', { place: one.name });
      for (const text of contradictions(one.root)) {
        yield { kind: 'paragraph', runs: [{ text, hidden }], locator: this.#locator };
      }
    }
  }

  get #locator() {
    return { page: this.#slide.number };
  }

  *#item(item: Item): Generator<BlockDraft> {
    const always = this.#hiddenWhole(item);
    switch (item.kind) {
      case 'text': {
        const text = childOf(item.element, 'p:txBody');
        if (text === undefined) return;
        const body = readBody(text, this.#sources(item), this.#slide.scope);
        const blocks = bodyBlocks(body, this.#judge(item, body, item.frame, item.depth, always), this.#locator);
        yield* isTitle(item) ? blocks.map((block): BlockDraft => ({ ...block, kind: 'heading', level: 1 })) : blocks;
        return;
      }
      case 'table':
        yield this.#table(item, always);
        return;
      case 'frame': {
        const { width, height } = item.frame;
        const whole = { left: 0, top: 0, right: width, bottom: height };
        const looks = item.isPlaced ? [this.#scene.look(item.frame, whole, item.depth)] : [];
        yield* frameTexts(this.#deck, this.#slide, item, always, looks);
        return;
      }
      case 'picture':
        return;
      default: {
        const never: never = item.kind;
        throw new TypeError(`unknown item ${JSON.stringify(never)}`);
      }
    }
  }

  #hiddenWhole(item: Item): Hidden | undefined {
    const place = placeOf(item);
    if (this.#hidden !== undefined) return this.#hidden;
    if (item.hidden !== undefined) return { ...item.hidden, place };
    const { width, height } = onSlide(item.frame);
    if (!item.isPlaced || width >= MIN_BOX || height >= MIN_BOX) return undefined;
    return hiddenBy(PPTX_TECHNIQUES, 'pptx-zero-size', { place });
  }

  #judge(item: Item, body: Body, frame: Frame, depth: number, always: Hidden | undefined): Judge {
    if (always !== undefined) return () => always;
    const looks = item.isPlaced ? this.#looks(body, frame, depth) : () => [];
    return (span, paragraph) => {
      const hidden = hiddenSpan(span, looks(paragraph));
      return hidden === undefined ? undefined : { ...hidden, place: placeOf(item) };
    };
  }

  /** How the places of each paragraph look, worked out when asked for. */
  #looks(body: Body, frame: Frame, depth: number): (paragraph: number) => readonly SlideLook[] {
    const { width, height, scaleX, scaleY } = onSlide(frame);
    const places = placeParagraphs(body, width, height);
    const known = new Map<number, readonly SlideLook[]>();
    const scaled = ({ left, top, right, bottom }: Rect): Rect => ({
      ...{ left: left / scaleX, right: right / scaleX, top: top / scaleY, bottom: bottom / scaleY },
    });
    return (paragraph) => {
      const found =
        known.get(paragraph) ?? (places[paragraph] ?? []).map((rect) => this.#scene.look(frame, scaled(rect), depth));
      known.set(paragraph, found);
      return found;
    };
  }

  #sources(item: Item): BodySources {
    const { master } = this.#slide;
    const bodies = item.inherits.map((one) => childOf(one, 'p:txBody'));
    const styles = childOf(master?.root, 'p:txStyles');
    const type = item.placeholder === undefined ? undefined : masterType(item.placeholder);
    const named = type === 'title' ? 'p:titleStyle' : type === 'body' ? 'p:bodyStyle' : 'p:otherStyle';
    const defaults = childOf(this.#deck.main.root, 'p:defaultTextStyle');
    const own = childOf(styles, named);
    const colour = resolveColour(childOf(childOf(item.element, 'p:style'), 'a:fontRef'), this.#slide.scope);
    return {
      bodies: present(bodies.map((body) => childOf(body, 'a:bodyPr'))),
      near: present(bodies.map((body) => childOf(body, 'a:lstStyle'))),
      far: present(type === undefined ? [defaults, own] : [own, defaults]),
      ...(colour === undefined ? {} : { fontPaint: solid(colour) }),
    };
  }

  /** A line for each row, ` | ` between cells; cells under a merged one are hidden. */
  #table(item: Item, always: Hidden | undefined): BlockDraft {
    const runs: BlockDraft['runs'][number][] = [];
    const far = present([childOf(this.#deck.main.root, 'p:defaultTextStyle')]);
    let last = -1;
    let column = 0;
    const cells = tableCells(item.element, item.frame, this.#slide.scope, this.#deck.tableStyles);
    for (const [index, { element, row, isMerged, frame, text }] of cells.entries()) {
      const words = childOf(element, 'a:txBody');
      if (row !== last) {
        if (last >= 0) runs.push({ text: '\n' });
        last = row;
        column = 0;
      }
      const sources = { ...NO_SOURCES, far, ...(text === undefined ? {} : { fontPaint: text }) };
      const body = words === undefined ? undefined : readBody(words, sources, this.#slide.scope);
      const merged = isMerged ? hiddenBy(PPTX_TECHNIQUES, 'pptx-merged-cell', { place: placeOf(item) }) : undefined;
      const depth = item.depth + index + 1;
      if (!isMerged && column > 0) runs.push({ text: ' | ' });
      if (!isMerged) column += 1;
      if (body === undefined) continue;
      const whole = { left: 0, top: 0, right: frame.width, bottom: frame.height };
      const looks =
        always !== undefined || merged !== undefined || !item.isPlaced ? [] : [this.#scene.look(frame, whole, depth)];
      runs.push(
        ...inOneLine(body, (span) => {
          const hidden = always ?? merged ?? hiddenSpan(span, looks);
          return hidden === undefined ? undefined : { ...hidden, place: placeOf(item) };
        }),
      );
    }
    return {
      kind: 'table',
      runs: always === undefined ? runs : runs.map((run) => ({ ...run, hidden: always })),
      locator: this.#locator,
    };
  }
}

function isTitle(item: Item): boolean {
  return item.placeholder !== undefined && masterType(item.placeholder) === 'title';
}

/** A box's measures as the slide has them: groups stretch boxes, and not the letters in them. */
function onSlide({ width, height, toSlide: [a, b, c, d] }: Frame) {
  const [scaleX, scaleY] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  return { width: width * Math.hypot(a, b), height: height * Math.hypot(c, d), scaleX, scaleY };
}

/** The part and the number that a shape has in it. */
function placeOf({ part, element }: Item): string {
  return `${part.name}, shape ${drawingProperties(element)?.attributes.get('id') ?? '?'}`;
}

function present<T>(found: readonly (T | undefined)[]): T[] {
  return found.filter((one) => one !== undefined);
}

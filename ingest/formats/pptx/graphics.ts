/** Charts, diagrams (SmartArt) and embedded objects on a slide: the text that they draw, and the names in their data that they don't. */
import type { Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { resolveColour } from '../ooxml/colours.ts';
import { NO_SOURCES, readBody } from '../ooxml/drawing/body.ts';
import { chartBlocks } from '../ooxml/drawing/chart-blocks.ts';
import { NO_PAINT, paintIn, solid, styledPaint } from '../ooxml/drawing/paint.ts';
import { bodyBlocks } from '../ooxml/drawing/words.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import type { Deck, Part, Slide } from './deck.ts';
import type { Item } from './pieces.ts';
import { graphicOf } from './shape-xml.ts';
import { hiddenSpan, type SlideLook } from './sight.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

type Locator = NonNullable<BlockDraft['locator']>;

/** `always` hides all of it; `looks` is how its place on the slide looks. */
export function* frameTexts(
  deck: Deck,
  slide: Slide,
  item: Item,
  always: Hidden | undefined,
  looks: readonly SlideLook[],
): Generator<BlockDraft> {
  const graphic = graphicOf(item.element);
  const locator = { page: slide.number };
  const chart = childOf(graphic, 'c:chart')?.attributes.get('r:id');
  if (chart !== undefined) {
    const part = deck.part(item.part.relations.get(chart)?.target);
    if (part !== undefined) {
      const undrawn = hiddenBy(PPTX_TECHNIQUES, 'pptx-chart-data');
      yield* chartBlocks(part.root, slide.scope, locator, looks, { always, judge: hiddenSpan, undrawn });
    }
    return;
  }
  const diagram = childOf(graphic, 'dgm:relIds')?.attributes.get('r:dm');
  if (diagram !== undefined) {
    const part = deck.part(item.part.relations.get(diagram)?.target);
    if (part !== undefined) yield* diagramBlocks(deck, slide, item.part, part.root, locator, always, looks);
  }
}

/** What the drawing of a diagram shows; where none was saved with it, the text of its data is what a program would draw. */
function* diagramBlocks(
  deck: Deck,
  slide: Slide,
  owner: Part,
  data: XmlElement,
  locator: Locator,
  always: Hidden | undefined,
  looks: readonly SlideLook[],
): Generator<BlockDraft> {
  const points = [...elementsOf(data)].filter(
    (one) => one.name === 'dgm:pt' && /^(?:node|asst|)$/.test(one.attributes.get('type') ?? ''),
  );
  const texts = points.flatMap((point) => childrenOf(point, 'dgm:t'));
  const drawing = drawingOf(deck, owner, data);
  if (drawing === undefined) {
    for (const text of texts) {
      const body = readBody(text, NO_SOURCES, slide.scope);
      yield* bodyBlocks(body, (span) => always ?? hiddenSpan(span, looks), locator);
    }
    return;
  }
  let drawn = '';
  for (const shape of [...elementsOf(drawing)].filter(({ name }) => name === 'sp')) {
    const text = childOf(shape, 'txBody');
    if (text === undefined) continue;
    const style = childOf(shape, 'style');
    const colour = resolveColour(childOf(style, 'a:fontRef'), slide.scope);
    const body = readBody(
      text,
      { ...NO_SOURCES, ...(colour === undefined ? {} : { fontPaint: solid(colour) }) },
      slide.scope,
    );
    const fill =
      paintIn(childOf(shape, 'spPr'), slide.scope) ?? styledPaint(childOf(style, 'a:fillRef'), slide.scope) ?? NO_PAINT;
    const onFill = looks.map((look) =>
      fill.kind === 'none' ? look : { ...look, papers: [fill.kind === 'colours' ? fill.colours : [undefined]] },
    );
    const blocks = bodyBlocks(body, (span) => always ?? hiddenSpan(span, onFill), locator);
    drawn += `${squeezed(blocks.flatMap(({ runs }) => runs.map((run) => run.text)).join(''))}\n`;
    yield* blocks;
  }
  const undrawn = texts.map(paragraphText).filter((text) => text !== '' && !drawn.includes(squeezed(text)));
  if (undrawn.length > 0) {
    const run: Run = { text: undrawn.join('\n'), hidden: hiddenBy(PPTX_TECHNIQUES, 'pptx-smartart-data') };
    yield { kind: 'paragraph', runs: [run], locator };
  }
}

function drawingOf(deck: Deck, owner: Part, data: XmlElement): XmlElement | undefined {
  const id = [...elementsOf(data)].find(({ name }) => name === 'dataModelExt')?.attributes.get('relId');
  const relation = owner.relations.get(id ?? '');
  return relation?.type === 'diagramDrawing' ? deck.part(relation.target)?.root : undefined;
}

function paragraphText(text: XmlElement): string {
  return childrenOf(text, 'a:p')
    .map((paragraph) =>
      [...elementsOf(paragraph)]
        .filter(({ name }) => name === 'a:t')
        .map(textOf)
        .join(''),
    )
    .join(' ')
    .trim();
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '').replace(/^- /, '');
}

/**
 * What the outline of one glyph says about what the file claims it means: nothing is drawn; a long text hangs on one glyph; it looks like
 * another letter. Found once for each glyph and claim of a font, by what pdf.js keeps of the document's fonts.
 */
import { knownOutline } from './known-outlines.ts';
import type { Looks } from './letter-shapes.ts';
import { isDot } from './outline.ts';
import type { Glyph } from './page.ts';
import { type ReferenceFonts, referenceFonts } from './reference-fonts.ts';

export type GlyphFact = 'blank' | 'expansion' | 'word-glyph' | Looks;

/** pdf.js's store of fonts and outlines; `get` throws for what is not there. */
interface FontStore {
  has(id: string): boolean;
  get(id: string): unknown;
}

/** More letters, as people count them, than any ligature stands for. */
const MAX_LIGATURE = 4;
/** A ligature is narrower than its letters, but not by this much. */
const MIN_LIGATURE_WIDTH = 0.45;
/** Names of icons, which some programs write in place of the icon: `shopping_cart`. */
const ICON_NAME = /^[a-z0-9_]{2,24}$/;
const PRINTS = /[\p{L}\p{N}\p{P}\p{S}]/u;
const SHOWS_NOTHING = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\u2800]*$/u;
/** Names that stand for fonts which a viewer has, when the file brings none. */
const COMMON_FONT = /^(?:Arial|Helvetica|Times|Courier|Symbol|ZapfDingbats|Calibri|Verdana|Georgia|Tahoma)/i;
const ASCII = /^[\x20-\x7e]+$/;
/** Fonts that every viewer has and that draw no Latin letter, whatever a file says that they mean. */
const NEVER_LATIN = /^(?:[A-Z]{6}\+)?(?:Symbol(?:MT)?|ZapfDingbats)(?:[-,](?:Bold|Italic|BoldItalic|Oblique))?$/;
/** Latin letters but for those that a Greek letter looks like. */
const NO_GREEK_TWIN = /^[CDFGJLQRSUVWa-np-z]$/;

/** Facts kept for one document. A file has as many glyphs as it has bytes for them, so this is bounded by it. */
export class GlyphFacts {
  readonly #fonts: FontStore;
  /** By font, then by outline and meaning. */
  readonly #known = new Map<string, Map<string, GlyphFact>>();
  #references: ReferenceFonts | undefined;

  constructor(fonts: FontStore) {
    this.#fonts = fonts;
  }

  /** To be awaited before the first question. */
  async ready(): Promise<ReferenceFonts> {
    this.#references ??= await referenceFonts();
    return this.#references;
  }

  /** Whether outlines of the font are to be had: not for fonts drawn by procedures, nor where pdf.js found no font to stand in. */
  hasOutlines(font: string): boolean {
    const { isType3Font, missingFile } = this.#font(font);
    return isType3Font !== true && missingFile !== true;
  }

  /** Whether pdf.js draws text of this font at all: it does not when it found no font to stand in. */
  hasInk(font: string): boolean {
    return this.#font(font).missingFile !== true;
  }

  /** Fonts of Type 3: each glyph is a small drawing. */
  isDrawnByProcedure(font: string): boolean {
    return this.#font(font).isType3Font === true;
  }

  of(font: string, { fontChar, unicode }: Glyph): GlyphFact {
    let facts = this.#known.get(font);
    if (facts === undefined) {
      facts = new Map();
      this.#known.set(font, facts);
    }
    const key = `${fontChar}\n${unicode}`;
    const known = facts.get(key);
    if (known !== undefined) return known;
    const fact = this.#find(font, fontChar, unicode);
    facts.set(key, fact);
    return fact;
  }

  #find(font: string, fontChar: string, unicode: string): GlyphFact {
    if (this.#references === undefined || SHOWS_NOTHING.test(unicode)) return 'unknown';
    const id = `${font}_path_${fontChar}`;
    const path = this.#fonts.has(id) ? this.#fonts.get(id) : '';
    if (typeof path !== 'string') return 'unknown';
    if (isDot(path)) return PRINTS.test(unicode) && !this.#isStandIn(font, unicode) ? 'blank' : 'unknown';
    const [first = '', ...others] = graphemes(unicode);
    if (others.length >= MAX_LIGATURE) {
      if (compatibilityWords().has(unicode)) return 'unknown';
      return ICON_NAME.test(unicode) ? 'word-glyph' : 'expansion';
    }
    if (others.length === 0 && NO_GREEK_TWIN.test(first) && this.#isNeverLatin(font)) return 'clearly-like-another';
    const known = knownOutline(path);
    if (known === undefined) return 'unknown';
    if (others.length === 0) return known.looksLike(first, this.#references);
    const { outline } = known;
    const expected = this.#widthOf([first, ...others]);
    if (expected === undefined || compatibilityWords().has(unicode)) return 'unknown';
    return outline.right - outline.left < expected * MIN_LIGATURE_WIDTH ? 'expansion' : 'unknown';
  }

  /** In ems; `undefined` when it can't be told. */
  #widthOf(letters: readonly string[]): number | undefined {
    let width = 0;
    for (const letter of letters) {
      const advance = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(letter)
        ? 1
        : this.#references?.byLetter.get(letter)?.[0]?.advance;
      if (advance === undefined) return undefined;
      width += advance;
    }
    return width;
  }

  /** The file names a font that it doesn't bring, and the one that stands in for it lacks the letter: a viewer has another. */
  #isStandIn(font: string, unicode: string): boolean {
    const { name } = this.#font(font);
    return typeof name === 'string' && COMMON_FONT.test(name) && !ASCII.test(unicode);
  }

  #isNeverLatin(font: string): boolean {
    const { name } = this.#font(font);
    return typeof name === 'string' && NEVER_LATIN.test(name);
  }

  #font(font: string): Readonly<Record<string, unknown>> {
    const stored = this.#fonts.has(font) ? this.#fonts.get(font) : undefined;
    return typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, unknown>>) : NO_FONT;
  }
}

const NO_FONT = { missingFile: true };

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function graphemes(text: string): string[] {
  if (text.length === 1) return [text];
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

let words: ReadonlySet<string> | undefined;

/** What single characters stand for that are whole words: squared Japanese and units, Arabic phrases, Roman numerals, `…`. */
function compatibilityWords(): ReadonlySet<string> {
  words ??= new Set(
    COMPATIBILITY_BLOCKS.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).flatMap((character) => [
        character.normalize('NFKC'),
        character.normalize('NFKD'),
      ]),
    ),
  );
  return words;
}

const COMPATIBILITY_BLOCKS: readonly (readonly [number, number])[] = [
  [0x2020, 0x206f],
  [0x2100, 0x218f],
  [0x2474, 0x24ff],
  [0x3200, 0x33ff],
  [0xfb00, 0xfb06],
  [0xfdf0, 0xfdff],
];

/**
 * Small grey pictures of words, for telling whether a scan shows the words that its invisible text claims: one from the pixels below
 * the word, one set from reference letters, both cut to their ink and scaled to one size, so that typefaces, sizes and small errors of
 * place matter little. Their correlation says how alike they are.
 */
import { foldLetter } from './letter-fold.ts';
import { GRID } from './outline.ts';
import type { Box } from './page.ts';
import type { ReferenceFonts, ReferenceLetter } from './reference-fonts.ts';

const ROWS = 10;
const COLUMNS_PER_LETTER = 5;
const MAX_COLUMNS = 160;

/** Ink in each cell, row by row; all rows and columns have some where they are at the edge. */
export interface WordPicture {
  readonly columns: number;
  readonly cells: Float32Array;
  /** Width by height of the ink. */
  readonly proportion: number;
}

export function columnsFor(word: string): number {
  return Math.min(MAX_COLUMNS, Math.max(1, [...word].length) * COLUMNS_PER_LETTER);
}

/** How much ink each pixel has, 0 to 1. */
export interface InkMap {
  readonly width: number;
  readonly height: number;
  readonly ink: Float32Array;
}

/** Edge columns and rows with less ink than this part of the fullest are specks and neighbours. */
const EDGE = 0.06;

/** `undefined` where there is no ink. */
export function pictureOfInk(map: InkMap, box: Box, columns: number): WordPicture | undefined {
  const cut = cutToInk(map, box);
  if (cut === undefined) return undefined;
  const cells = new Float32Array(ROWS * columns);
  const [width, height] = [cut.right - cut.left, cut.bottom - cut.top];
  const line = new Float32Array(columns);
  const across = columns / width;
  for (let y = cut.top; y < cut.bottom; y += 1) {
    line.fill(0);
    for (let x = 0; x < width; x += 1) {
      const ink = map.ink[y * map.width + cut.left + x] ?? 0;
      if (ink > 0) spreadAlong(line, x * across, across, ink);
    }
    const from = ((y - cut.top) / height) * ROWS;
    const to = from + ROWS / height;
    for (let row = Math.floor(from); row < Math.min(ROWS, to); row += 1) {
      const tall = Math.min(row + 1, to) - Math.max(row, from);
      for (let column = 0; column < columns; column += 1) {
        const at = row * columns + column;
        cells[at] = (cells[at] ?? 0) + (line[column] ?? 0) * tall;
      }
    }
  }
  return { columns, cells: withoutBands(blur(cells, columns), columns), proportion: width / height };
}

/** Adds ink of a stretch, given in cells, to the cells of a line. */
function spreadAlong(line: Float32Array, from: number, width: number, ink: number): void {
  const to = Math.min(line.length, from + width);
  for (let column = Math.floor(from); column < to; column += 1) {
    const wide = Math.min(column + 1, from + width) - Math.max(column, from);
    line[column] = (line[column] ?? 0) + ink * wide;
  }
}

/** Adds a rectangle full of ink, given in cells, to the cells that it touches. */
function spread(cells: Float32Array, columns: number, x: number, width: number, y: number, height: number): void {
  for (let row = Math.floor(y); row < Math.min(ROWS, y + height); row += 1) {
    const tall = Math.min(row + 1, y + height) - Math.max(row, y);
    for (let column = Math.floor(x); column < Math.min(columns, x + width); column += 1) {
      const wide = Math.min(column + 1, x + width) - Math.max(column, x);
      const at = row * columns + column;
      cells[at] = (cells[at] ?? 0) + tall * wide;
    }
  }
}

function cutToInk(map: InkMap, box: Box): Box | undefined {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  if (width < 1 || height < 1) return undefined;
  const rows = new Float32Array(height);
  const columns = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    const from = (box.top + y) * map.width + box.left;
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      const ink = map.ink[from + x] ?? 0;
      if (ink === 0) continue;
      row += ink;
      columns[x] = (columns[x] ?? 0) + ink;
    }
    rows[y] = row;
  }
  const [top, bottom] = edges(rows);
  const [left, right] = edges(columns);
  if (bottom - top < 2 || right - left < 1) return undefined;
  return { left: box.left + left, right: box.left + right, top: box.top + top, bottom: box.top + bottom };
}

function edges(profile: Float32Array): readonly [number, number] {
  const least = Math.max(...profile) * EDGE;
  if (least <= 0) return [0, 0];
  const first = profile.findIndex((ink) => ink > least);
  return [first, profile.findLastIndex((ink) => ink > least) + 1];
}

/** The word as it would be set. `undefined` when more than half of its letters are unknown. */
export function pictureOfLetters(
  word: string,
  face: number,
  fonts: ReferenceFonts,
  columns: number,
): WordPicture | undefined {
  const placed: { letter: ReferenceLetter; x: number }[] = [];
  let x = 0;
  let unknown = 0;
  for (const character of word) {
    const known = letterIn(character, face, fonts);
    if (known === undefined) unknown += 1;
    const letter = known ?? letterIn('o', face, fonts);
    if (letter === undefined) return undefined;
    placed.push({ letter, x });
    x += letter.advance;
  }
  // A strange letter among others must not keep a word from being compared.
  if (unknown * 2 > placed.length || placed.length === 0) return undefined;
  const left = Math.min(...placed.map(({ letter, x: at }) => at + letter.outline.left));
  const right = Math.max(...placed.map(({ letter, x: at }) => at + letter.outline.right));
  const bottom = Math.min(...placed.map(({ letter }) => letter.outline.bottom));
  const top = Math.max(...placed.map(({ letter }) => letter.outline.top));
  const cells = new Float32Array(ROWS * columns);
  const across = columns / (right - left);
  const down = ROWS / (top - bottom);
  for (const { letter, x: at } of placed) {
    const { outline } = letter;
    const cellWidth = ((outline.right - outline.left) / GRID) * across;
    const cellHeight = ((outline.top - outline.bottom) / GRID) * down;
    const from = (at + outline.left - left) * across;
    const below = (top - outline.top) * down;
    for (const [row, bits] of outline.picture.entries()) {
      for (let rest = bits; rest !== 0; ) {
        const start = lowestBit(rest);
        const end = start + lowestBit(~(rest >>> start));
        spread(
          cells,
          columns,
          from + start * cellWidth,
          (end - start) * cellWidth,
          below + row * cellHeight,
          cellHeight,
        );
        rest = end >= GRID ? 0 : (rest >>> end) << end;
      }
    }
  }
  return { columns, cells: withoutBands(blur(cells, columns), columns), proportion: (right - left) / (top - bottom) };
}

/** The place of the lowest bit that is set, of which there must be one. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function letterIn(character: string, face: number, { byLetter }: ReferenceFonts): ReferenceLetter | undefined {
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  const found = [character, plain, foldLetter(character), standIn(character)]
    .map((candidate) => byLetter.get(candidate))
    .find((letters) => letters !== undefined);
  return found?.find((letter) => letter.face === face) ?? found?.[0];
}

/** Signs that the references lack, by something of the same size. Letters of other scripts have none. */
function standIn(character: string): string {
  if (/\p{Pd}/u.test(character)) return '-';
  if (/[\p{Pi}\p{Pf}„‚]/u.test(character)) return '"';
  if (/\p{P}/u.test(character)) return '.';
  return /\p{S}/u.test(character) ? 'o' : '';
}

/** Each cell with its neighbours: letters stand a little off where they should. */
function blur(cells: Float32Array, columns: number): Float32Array {
  const along = new Float32Array(cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    const column = at % columns;
    const [hasLeft, hasRight] = [column > 0, column + 1 < columns];
    const sum = 2 * (cells[at] ?? 0) + (hasLeft ? (cells[at - 1] ?? 0) : 0) + (hasRight ? (cells[at + 1] ?? 0) : 0);
    along[at] = sum / (2 + (hasLeft ? 1 : 0) + (hasRight ? 1 : 0));
  }
  const out = new Float32Array(cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    const [hasAbove, hasBelow] = [at >= columns, at + columns < cells.length];
    const sum =
      2 * (along[at] ?? 0) + (hasAbove ? (along[at - columns] ?? 0) : 0) + (hasBelow ? (along[at + columns] ?? 0) : 0);
    out[at] = sum / (2 + (hasAbove ? 1 : 0) + (hasBelow ? 1 : 0));
  }
  return out;
}

/** Takes each row's mean away: that letters fill the middle of a line is true of all words. */
function withoutBands(cells: Float32Array, columns: number): Float32Array {
  const out = new Float32Array(cells.length);
  for (let start = 0; start < cells.length; start += columns) {
    let sum = 0;
    for (let at = start; at < start + columns; at += 1) sum += cells[at] ?? 0;
    for (let at = start; at < start + columns; at += 1) out[at] = (cells[at] ?? 0) - sum / columns;
  }
  return out;
}

/** Pearson's correlation of two pictures of one size, -1 to 1. */
export function correlation(one: WordPicture, other: WordPicture): number {
  const count = Math.min(one.cells.length, other.cells.length);
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const [a = 0, b = 0] = [one.cells[i], other.cells[i]];
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const spreadA = sumAA - (sumA * sumA) / count;
  const spreadB = sumBB - (sumB * sumB) / count;
  return spreadA <= 0 || spreadB <= 0 ? 0 : (sumAB - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB);
}

/**
 * A review for a person. All texts are a document's or its sender's, and somebody may have written them for whoever reads this: every line
 * of theirs stands behind a bar, also where it is too long for one, everything else does not, and nothing of them reaches the terminal that
 * steers it.
 */
import { type Finding, isAtLeast } from '../../filters/finding.ts';
import type { Broker } from '../broker.ts';
import type { Caller } from '../identity/caller.ts';
import type { CleanPage, CutPiece, ReviewDetail, ReviewView } from '../review.ts';
import { cut, print, printable, table } from './terminal.ts';

const BAR = '  │ ';
/** Columns where there is no terminal to say. */
const WIDTH = 100;
const MAX_TITLE_WIDTH = 40;
const MAX_EXCERPT_WIDTH = 80;

/** A row for the list: id, since when, status, worst finding, title, who brought it. */
export function toRow({ reviewId, openedAt, state, status, findings, title, broughtBy }: ReviewView): string[] {
  const loud = findings.filter(({ severity }) => isAtLeast(severity, 'medium'));
  const techniques = [...new Set((loud.length > 0 ? loud : findings).map(({ technique }) => technique))];
  return [
    reviewId,
    openedAt,
    state === 'open' ? status : state,
    techniques.join(', '),
    broughtBy,
    cut(title, MAX_TITLE_WIDTH),
  ];
}

/** A review with all of its evidence, page after page. */
export async function readWhole(broker: Broker, caller: Caller, reviewId: string): Promise<ReviewDetail> {
  const first = await broker.readReview(caller, reviewId, {});
  if (first.evidence === null) return first;
  const { evidence } = first;
  const pieces = [...evidence.pieces];
  let { clean, nextClean, nextPieces } = evidence;
  while (nextClean !== null || nextPieces !== null) {
    const asked = {
      ...(nextClean === null ? {} : { clean: nextClean }),
      ...(nextPieces === null ? {} : { pieces: nextPieces }),
    };
    const { evidence: next } = await broker.readReview(caller, reviewId, asked);
    if (next === null) break;
    if (nextClean !== null) clean = joinPages(clean, next.clean);
    if (nextPieces !== null) for (const piece of next.pieces) addPiece(pieces, piece);
    nextClean = nextClean === null ? null : next.nextClean;
    nextPieces = nextPieces === null ? null : next.nextPieces;
  }
  return { ...first, evidence: { ...evidence, clean, pieces, nextClean, nextPieces } };
}

function joinPages(before: CleanPage, after: CleanPage): CleanPage {
  const known = new Set(before.spans.map(({ start, end }) => `${start} ${end}`));
  const spans = [...before.spans, ...after.spans.filter(({ start, end }) => !known.has(`${start} ${end}`))];
  return { ...before, text: before.text + after.text, spans };
}

function addPiece(pieces: CutPiece[], piece: CutPiece): void {
  const last = pieces.at(-1);
  if (last?.number === piece.number) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
  else pieces.push(piece);
}

/** Writes a review to stdout. */
export function printReview(review: ReviewDetail): void {
  const { title, findings, evidence } = review;
  const lines = [
    ['review', `${review.reviewId}, ${decided(review)}`],
    ['title', title],
    ['document', `${review.documentId} version ${review.generation}, ${review.status}, ${review.format}`],
    ['labels', `collection ${review.collection}, ${review.classification}, owner ${review.owner}`],
    ['brought by', `${review.broughtBy}, ${review.receivedAt}`],
    ['risk', `${review.risk.verdict}, ${review.risk.score.toFixed(2)}`],
    ['original', review.originalBytes === null ? 'not kept any more' : original(review)],
    ...(review.uri === null ? [] : [['uri', review.uri]]),
    ...(review.legalHold ? [['legal hold', 'nothing of it may be lost']] : []),
    ...review.detections.map(({ kind, severity, summary }) => ['sign', `${kind}, ${severity}: ${summary}`]),
    ...(review.note === null ? [] : [['note', review.note]]),
  ];
  for (const line of table(lines)) print(oneRow(line));
  print();
  print(findings.length === 0 ? 'Nothing was found.' : 'What was found');
  for (const line of table(findings.map(toFindingRow))) print(oneRow(`  ${line}`));
  print();
  if (evidence === null) {
    print('The evidence is not kept any more.');
    return;
  }
  const { clean, pieces, totalPieces, nextClean, nextPieces } = evidence;
  print(totalPieces === 0 ? 'Nothing was hidden.' : `What was hidden: ${shown(pieces, totalPieces)}`);
  for (const piece of pieces) printPiece(piece);
  print();
  print(`What would be indexed: ${clean.text.length} of ${clean.length} characters`);
  printClean(clean, pieces);
  if (nextClean !== null || nextPieces !== null) print('\nThere is more: `--all` shows it.');
}

function decided({ state, decidedBy, decidedAt, openedAt }: ReviewDetail): string {
  if (state === 'open') return `open since ${openedAt}`;
  return [state, decidedBy && `by ${decidedBy}`, decidedAt].filter((part) => part).join(' ');
}

const original = ({ originalBytes, fileName }: ReviewDetail) =>
  [`${originalBytes} bytes`, fileName].filter((part) => part !== null).join(', ');

const shown = (pieces: readonly CutPiece[], total: number) =>
  `${total} ${total === 1 ? 'piece' : 'pieces'}${pieces.length < total ? `, ${pieces.length} of them here` : ''}`;

function toFindingRow({ severity, technique, where, excerpt, decoded }: Finding): string[] {
  const said = decoded === undefined ? excerpt : `says: ${decoded}`;
  return [severity, technique, where, cut(printable(said), MAX_EXCERPT_WIDTH)];
}

function printPiece({ number, technique, severity, where, place, why, at, text, length }: CutPiece): void {
  const stood = at === undefined ? undefined : `at ${at}`;
  const told = [`${number}. ${technique}`, severity, where, stood, place, why].filter((part) => part !== undefined);
  print(oneRow(printable(told.join(', '))));
  // Here also what nobody sees is written out: it may be all that there is.
  for (const line of text.split('\n')) printBehindBar(visible(line));
  if (text.length < length) print(`  … ${length - text.length} more characters`);
}

/** The text line by line; below a line, where something was cut from it. */
function printClean({ text, from }: CleanPage, pieces: readonly CutPiece[]): void {
  const places = pieces
    .flatMap(({ at, number }) => (at === undefined ? [] : [{ at: at - from, number }]))
    .sort((a, b) => a.at - b.at);
  let [start, next] = [0, places.findIndex(({ at }) => at >= 0)];
  for (const line of text.split('\n')) {
    const end = start + line.length;
    printBehindBar(printable(line));
    const here: string[] = [];
    for (let place = places[next]; place !== undefined && place.at <= end; place = places[next]) {
      here.push(`${place.number} (after ${place.at - start} characters)`);
      next += 1;
    }
    if (here.length > 0) print(oneRow(`  ^ hidden here: ${here.join(', ')}`));
    start = end + 1;
  }
}

const width = () => process.stdout.columns ?? WIDTH;

/** Columns of the terminal that a character takes, at most. */
const columnsOf = (c: string) => (c > '\u{10ff}' && c !== BAR.trim() ? 2 : 1);

/** The line in as many rows as it takes: one that the terminal wraps would go on before the bar, and could say anything there. */
function printBehindBar(line: string): void {
  for (const row of rowsOf(line, width() - BAR.length)) print(BAR + row);
}

/** As much of a line as the terminal shows in one row. */
function oneRow(line: string): string {
  const [row = '', ...more] = rowsOf(line, width());
  return more.length === 0 ? row : `${row.slice(0, -1)}~`;
}

function rowsOf(line: string, room: number): string[] {
  const rows = [''];
  let used = 0;
  for (const c of line) {
    used += columnsOf(c);
    if (used > room) {
      rows.push('');
      used = columnsOf(c);
    }
    rows[rows.length - 1] += c;
  }
  return rows;
}

function visible(text: string): string {
  return printable(text).replace(
    /[\p{C}\p{Default_Ignorable_Code_Point}]/gu,
    (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
}

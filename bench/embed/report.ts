/**
 * What the benchmark of embedders prints.
 */
import type { Machine } from '../machine.ts';

export interface Row {
  readonly length: string;
  readonly words: number;
  readonly embedder: string;
  readonly texts: number;
  readonly tokensPerText: number;
  /** On one core. */
  readonly textsPerSecond: number;
  readonly tokensPerSecond: number;
  /** How many times as long as the default embedder it took: of the rounds the middle one, the lowest and the highest. */
  readonly times: { readonly median: number; readonly lowest: number; readonly highest: number };
}

export interface Report {
  readonly bench: 'embed';
  readonly machine: Machine;
  readonly rounds: number;
  readonly rows: readonly Row[];
  /** What was not measured, and why. */
  readonly missing: readonly string[];
}

const HEAD = ['length', 'embedder', 'texts/s', 'tokens/s', 'times as long', 'lowest', 'highest'];

export function show({ machine, rounds, rows, missing }: Report): string {
  const cells = rows.map(({ length, words, embedder, textsPerSecond, tokensPerSecond, times }) => [
    `${length}, ${words} words`,
    embedder,
    figure(textsPerSecond),
    figure(tokensPerSecond),
    ...[times.median, times.lowest, times.highest].map(figure),
  ]);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [
    line(HEAD),
    ...cells.map(line),
    ...missing,
    `one core, by processor time, ${rounds} rounds; node ${machine.node}, ${machine.model}`,
  ].join('\n');
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(3);
}

/**
 * The figures of the `index` benchmark, as a table.
 */
import type { Machine } from '../machine.ts';
import type { Percentiles } from '../percentiles.ts';
import type { Layout, Share } from './world.ts';

export interface Measured {
  readonly share: Share;
  readonly layout: Layout;
  readonly timesMs: Percentiles;
  /** The first question under a plan. */
  readonly newcomersMs: Percentiles;
  /** Of what brute force finds among the first ten, 0 to 1. Absent where there is too much to compare. */
  readonly recall?: { readonly vectors: number; readonly hybrid: number };
}

export interface IndexReport {
  readonly bench: 'index';
  readonly machine: Machine;
  readonly k: number;
  readonly sizes: {
    readonly passages: number;
    readonly fileBytes: number;
    /** What the process grew by while it searched, with what the system keeps of the file for it. */
    readonly memoryBytes: number;
    readonly cases: readonly Measured[];
  }[];
}

const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const share = (part: number | undefined) => (part === undefined ? '–' : part.toFixed(3));

export function show({ machine, k, sizes }: IndexReport): string {
  const lines = [`hybrid search, k = ${k}; node ${machine.node}, ${machine.cpus} × ${machine.model}`];
  for (const { passages, fileBytes, memoryBytes, cases } of sizes) {
    lines.push('', `${passages} passages: file ${mib(fileBytes)}, memory ${mib(memoryBytes)}`);
    lines.push(row(['visible', '', 'p50 ms', 'p99 ms', 'new plan p50', 'recall vectors', 'recall hybrid']));
    for (const { share: visible, layout, timesMs, newcomersMs, recall } of cases)
      lines.push(
        row([
          ...[`${visible * 100} %`, layout, timesMs.p50.toFixed(1), timesMs.p99.toFixed(1), newcomersMs.p50.toFixed(1)],
          ...[share(recall?.vectors), share(recall?.hybrid)],
        ]),
      );
  }
  return lines.join('\n');
}

const WIDTHS = [8, 10, 8, 8, 13, 15, 14];
const row = (cells: readonly string[]) => cells.map((cell, i) => cell.padStart(WIDTHS[i] ?? 0)).join(' ');

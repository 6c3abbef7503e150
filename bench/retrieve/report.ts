/**
 * The figures as tables for a person. The JSON output is the report itself.
 */
import { table } from '../../src/cli/terminal.ts';
import type { WordClass } from '../corpus/probes.ts';
import type { Machine } from '../machine.ts';
import type { Percentiles } from '../percentiles.ts';
import type { IndexName } from './indexes.ts';
import type { Load } from './load.ts';
import type { Comparison } from './pairs.ts';

/** What brokering may add to the bare query with one client, in milliseconds. */
export const BUDGET_MS = { p50: 6, p99: 20 } as const;

export interface OneClient extends Comparison {
  readonly words: WordClass;
  /** Chunks of the corpus that hold a word of the class, on average. */
  readonly meanChunks: number;
  /** The index query for `k` hits alone, asked after the others and not in turn with them. */
  readonly bareAtK: Percentiles;
  readonly withinBudget: boolean;
}

export interface ManyClients {
  readonly words: WordClass;
  readonly clients: number;
  readonly bare: Load;
  readonly brokered: Load;
}

/** What was measured over one index. */
export interface OfIndex {
  readonly index: IndexName;
  /** What it is, in words. */
  readonly title: string;
  /** What filling it from the catalogue took; absent when it came with the corpus. */
  readonly filledInSeconds?: number | undefined;
  readonly oneClient: readonly OneClient[];
  readonly manyClients: readonly ManyClients[];
}

export interface Report {
  readonly bench: 'retrieve';
  readonly machine: Machine;
  readonly k: number;
  /** Hits that the broker asks the index for. */
  readonly limit: number;
  readonly chunks: number;
  readonly documents: number;
  readonly readableShare: number;
  readonly budgetMs: typeof BUDGET_MS;
  readonly indexes: readonly OfIndex[];
  /** What a question's own screening takes, which is a part of the brokered road. */
  readonly screening: Percentiles;
}

const ms = (value: number) => value.toFixed(2);
const cells = (times: Percentiles, shown = ms) => [shown(times.p50), shown(times.p95), shown(times.p99)];

export function show(report: Report): string {
  const { machine, k } = report;
  const readable = Math.round(report.readableShare * 100);
  return [
    `${report.chunks} chunks in ${report.documents} documents, of which the asker may read ${readable} %; k = ${k}`,
    `Node ${machine.node}, ${machine.cpus} × ${machine.model}`,
    `screening of a question, a part of what brokering adds: ${cells(report.screening).join(' / ')} ms at p50 / p95 / p99`,
    ...report.indexes.flatMap((one) => ['', ...showIndex(one, report)]),
  ].join('\n');
}

function showIndex({ title, filledInSeconds, oneClient, manyClients }: OfIndex, report: Report): string[] {
  return [
    title,
    ...(filledInSeconds === undefined ? [] : [`filled from the catalogue in ${Math.round(filledInSeconds)} s`]),
    ...(oneClient.length === 0 ? [] : ['', 'One client, in milliseconds', ...showOne(oneClient, report)]),
    ...(manyClients.length === 0
      ? []
      : ['', 'Many clients, each asking again at once; times in milliseconds', ...showMany(manyClients)]),
  ];
}

function showOne(oneClient: readonly OneClient[], { k, limit }: Report): string[] {
  return [
    ...table([
      ['words', 'in chunks', 'requests', '', 'p50', 'p95', 'p99'],
      ...oneClient.flatMap((one) => [
        [
          one.words,
          String(Math.round(one.meanChunks)),
          String(one.requests),
          `bare, ${limit} hits`,
          ...cells(one.bare),
        ],
        ['', '', '', 'brokered', ...cells(one.brokered)],
        ['', '', '', 'difference', ...cells(one.difference)],
        ['', '', '', 'ratio', ...cells(one.ratio, (value) => `${value.toFixed(2)}×`)],
        ['', '', '', `bare, ${k} hits, alone`, ...cells(one.bareAtK)],
      ]),
    ]),
    ...oneClient.map(({ words, withinBudget }) => {
      const { p50, p99 } = BUDGET_MS;
      return `${words}: ${withinBudget ? 'within' : 'NOT within'} +${p50} ms at p50 and +${p99} ms at p99`;
    }),
  ];
}

function showMany(manyClients: readonly ManyClients[]): string[] {
  return table([
    ['words', 'clients', '', 'requests', 'per second', 'p50', 'p95', 'p99'],
    ...manyClients.flatMap(({ words, clients, bare, brokered }) => [
      [words, String(clients), 'bare', ...loadCells(bare)],
      ['', '', 'brokered', ...loadCells(brokered)],
    ]),
  ]);
}

const loadCells = ({ requests, perSecond, times }: Load) => [String(requests), perSecond.toFixed(1), ...cells(times)];

/**
 * The figures as tables for a person. The JSON output is the report itself.
 */
import { table } from '../../src/cli/terminal.ts';
import type { Machine } from '../machine.ts';
import type { Percentiles } from '../percentiles.ts';
import { type Existence, MAX_DIFFERENCE } from './existence.ts';
import type { FullK } from './full-k.ts';
import { type Groups, MAX_RATIO } from './groups.ts';
import type { Sharing } from './sharing.ts';

export interface Report {
  readonly bench: 'entitlements';
  readonly machine: Machine;
  readonly chunks: number;
  readonly groups?: readonly Groups[];
  readonly fullK?: readonly FullK[];
  readonly existence?: readonly Existence[];
  readonly sharing?: readonly Sharing[];
}

const ms = (value: number) => value.toFixed(2);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const cells = ({ p50, p95, p99 }: Percentiles) => [p50, p95, p99].map(ms);
const PERCENTILES = ['p50', 'p95', 'p99'];

export function show({ machine, chunks, groups, fullK, existence, sharing }: Report): string {
  return [
    `${chunks} chunks; SQLite index; times in milliseconds`,
    `Node ${machine.node}, ${machine.cpus} × ${machine.model}`,
    ...(groups ? showGroups(groups) : []),
    ...(fullK ?? []).flatMap(showFullK),
    ...(existence ? showExistence(existence) : []),
    ...(sharing ? showSharing(sharing) : []),
  ].join('\n');
}

function showGroups(all: readonly Groups[]): string[] {
  return [
    ...['', `Somebody in few groups and somebody in many; at most ${MAX_RATIO.toFixed(2)}× at p50 is wanted`],
    ...table([
      ['groups from', 'facts', 'questions', 'groups', ...PERCENTILES, 'ratio'],
      ...all.flatMap(({ source, facts, asked, groups: [few, many], ...times }) => [
        [source, facts, String(asked), String(few), ...cells(times.few), ''],
        ['', '', '', String(many), ...cells(times.many), `${times.ratio.toFixed(2)}×`],
      ]),
    ]),
  ];
}

function showFullK({ index, staleDocuments, cases }: FullK): string[] {
  return [
    ...['', `Strict filters against brute force; the index is ${index} (${staleDocuments} documents stale)`],
    ...table([
      ['readable', 'layout', 'questions', 'results', 'wrong answers', ...PERCENTILES],
      ...cases.map(({ readableShare, layout, asked, results, wrong, timesMs }) => [
        ...[percent(readableShare), layout, String(asked), String(results), String(wrong)],
        ...cells(timesMs),
      ]),
    ]),
  ];
}

function showExistence(all: readonly Existence[]): string[] {
  return [
    ...['', `Forbidden against absent ids; medians within ${percent(MAX_DIFFERENCE)} are wanted`],
    ...table([
      ['request', 'pairs', 'different answers', 'forbidden p50', 'absent p50', 'difference', "Cliff's delta"],
      ...all.map(({ request, pairs, different, forbiddenMs, absentMs, difference, effect }) => [
        ...[request, String(pairs), String(different), ms(forbiddenMs), ms(absentMs), percent(difference)],
        effect.toFixed(3),
      ]),
    ]),
  ];
}

function showSharing(all: readonly Sharing[]): string[] {
  return [
    ...['', 'Sharing from person to person: audiences of the one who asks'],
    ...table([
      ['audiences', 'questions', 'facts', ...PERCENTILES],
      ...all.flatMap(({ audiences, asked, warm, cold }) => [
        [String(audiences), String(asked), 'warm', ...cells(warm)],
        ['', '', 'cold', ...cells(cold)],
      ]),
    ]),
  ];
}

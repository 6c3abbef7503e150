/**
 * The labelled texts of an injection benchmark: JSON lines, gzipped or not. Says which innocent texts are documents: the threshold for a rate of false
 * alarms is set on them, and what people type to a chat is told of and decides nothing.
 */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { randomFrom } from '../corpus/random.ts';

const row = z.object({
  id: z.string(),
  text: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  kind: z.string(),
  source: z.string(),
  /** `payload`: the instruction that somebody put into the text. */
  meta: z.object({ payload: z.string().optional() }).optional(),
});
export type Row = z.infer<typeof row>;

/** Sources whose innocent texts are what people type to a chat, not documents. */
const CHAT_SOURCES: ReadonlySet<string> = new Set([
  'XSTest',
  'CyberSecEval-FRR',
  'deepset/prompt-injections',
  'PINT-example',
]);

const GZIP_MAGIC = 0x1f;
const SEED = 11;

/** All rows, or of every group, by source, label and kind, `limit` drawn at random: the same in every run. */
export async function readRows(path: string, limit?: number): Promise<readonly Row[]> {
  const bytes = await readFile(path);
  const text = (bytes[0] === GZIP_MAGIC ? gunzipSync(bytes) : bytes).toString('utf8');
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
  if (limit === undefined) return rows;
  const groups = groupBy(rows, ({ label, kind, source }) => JSON.stringify([label, kind, source]));
  return [...groups.values()].flatMap((group) => sample(group, limit));
}

/** Whether the row is an innocent text, and a document. */
export function isInnocentDocument({ label, source }: Row): boolean {
  return label === 0 && !CHAT_SOURCES.has(source);
}

/** An attack of which is known what was put into it, and where. */
export interface Planted {
  readonly row: Row;
  readonly payload: string;
  /** Offset of the payload in the text. */
  readonly start: number;
}

/** Attacks whose payload stands in their text, word by word. */
export function plantedIn(rows: readonly Row[]): readonly Planted[] {
  return rows.flatMap((one) => {
    const payload = one.meta?.payload ?? '';
    const start = one.text.indexOf(payload);
    return one.label === 1 && payload !== '' && start >= 0 ? [{ row: one, payload, start }] : [];
  });
}

/** `count` attacks, of each source as many as of the others as far as there are. */
export function sampleBySource(planted: readonly Planted[], count: number): readonly Planted[] {
  const groups = groupBy(planted, ({ row: { source } }) => source);
  const mixed = [...groups.values()].map((group) => sample(group, count));
  return Array.from({ length: count }, (_, i) => mixed.flatMap((group) => group[i] ?? []))
    .flat()
    .slice(0, count);
}

/** At most `count` of `all`, drawn at random, in their order: the same in every run. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  const random = randomFrom(SEED);
  return all
    .map((one, at) => ({ one, at, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** In the order in which keys first come. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/**
 * A retrieval collection in the layout of BEIR (Thakur et al., 2021): `corpus.jsonl` `{_id, title, text}`, `queries.jsonl` `{_id, text}`
 * and `qrels/test.tsv` `query-id, corpus-id, score` under a line of headings. Files are read line by line, and are as large as an index
 * of a workspace may be, not larger; a folder that is something else is refused with the file and the line.
 */
import { createReadStream } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Gains } from './metrics.ts';

export interface Document {
  readonly id: string;
  /** Empty when it has none. */
  readonly title: string;
  readonly text: string;
}

export interface Query {
  readonly id: string;
  readonly text: string;
  /** Of the documents that are judged relevant; at least one. */
  readonly gains: Gains;
}

export interface Collection {
  /** The name of its folder. */
  readonly name: string;
  readonly documents: readonly Document[];
  /** Those that are judged in `qrels/test.tsv`, in the order of `queries.jsonl`. */
  readonly queries: readonly Query[];
}

/** The folder is no such collection, or one too large. The message says where, and quotes nothing but the path. */
export class NoCollection extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoCollection';
  }
}

const MAX_DOCUMENTS = 1_000_000;
const MAX_QUERIES = 100_000;
const MAX_JUDGEMENTS = 10_000_000;
const MAX_CHARACTERS = 1_000_000_000;

const MAX_ID = 1_000;
const id = z.string().min(1).max(MAX_ID);
const documentRow = z.object({ _id: id, title: z.string().nullish(), text: z.string() });
const queryRow = z.object({ _id: id, text: z.string() });

/** Reads a folder. Throws {@link NoCollection}. */
export async function readCollection(folder: string): Promise<Collection> {
  const documents: Document[] = [];
  for await (const row of rows(join(folder, 'corpus.jsonl'), MAX_DOCUMENTS, json(documentRow)))
    documents.push({ id: row._id, title: row.title ?? '', text: row.text });
  const known = new Set(documents.map((document) => document.id));
  if (known.size < documents.length)
    throw new NoCollection(`${join(folder, 'corpus.jsonl')}: an id stands there twice`);
  const gains = await readGains(join(folder, 'qrels', 'test.tsv'), known);
  const queries: Query[] = [];
  for await (const { _id, text } of rows(join(folder, 'queries.jsonl'), MAX_QUERIES, json(queryRow))) {
    const judged = gains.get(_id);
    if (judged !== undefined) queries.push({ id: _id, text, gains: judged });
    gains.delete(_id);
  }
  if (queries.length === 0) throw new NoCollection(`${folder}: no query is judged`);
  return { name: basename(resolve(folder)), documents, queries };
}

/** Gains above nothing, by query. A judgement of a document that is not in the corpus counts: nobody can find it. */
async function readGains(path: string, known: ReadonlySet<string>): Promise<Map<string, Map<string, number>>> {
  const gains = new Map<string, Map<string, number>>();
  let isHeading = true;
  let found = 0;
  for await (const [queryId, documentId, gain] of rows(path, MAX_JUDGEMENTS, judgement)) {
    if (isHeading) {
      isHeading = false;
      if (!Number.isNaN(gain)) throw new NoCollection(`${path}: the first line is not one of headings`);
      continue;
    }
    if (!Number.isFinite(gain)) throw new NoCollection(`${path}: a score is not a number`);
    if (known.has(documentId)) found += 1;
    if (gain <= 0) continue;
    const ofQuery = gains.get(queryId) ?? new Map<string, number>();
    gains.set(queryId, ofQuery.set(documentId, gain));
  }
  if (found === 0) throw new NoCollection(`${path}: no document of the corpus is judged`);
  return gains;
}

function judgement(line: string): readonly [string, string, number] {
  const [queryId, documentId, gain, more] = line.split('\t');
  if (queryId === undefined || documentId === undefined || gain === undefined || more !== undefined)
    throw new Error('not three columns');
  return [queryId, documentId, gain.trim() === '' ? Number.NaN : Number(gain)];
}

const json =
  <Row>(schema: z.ZodType<Row>) =>
  (line: string): Row =>
    schema.parse(JSON.parse(line));

async function* rows<Row>(path: string, maxRows: number, parse: (line: string) => Row): AsyncGenerator<Row> {
  const input = createReadStream(path, 'utf8');
  let number = 0;
  let characters = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      characters += line.length;
      if (number > maxRows || characters > MAX_CHARACTERS) throw new NoCollection(`${path}: too large`);
      if (line !== '') yield parseLine(line, path, number, parse);
    }
  } catch (error) {
    if (error instanceof NoCollection) throw error;
    throw new NoCollection(`${path}: can't be read`);
  } finally {
    input.destroy();
  }
}

function parseLine<Row>(line: string, path: string, number: number, parse: (line: string) => Row): Row {
  try {
    return parse(line);
  } catch {
    throw new NoCollection(`${path}: line ${number} is not a row of such a file`);
  }
}

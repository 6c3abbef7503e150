/**
 * Passages as points of Qdrant, and questions as it is asked them. Words are a sparse vector: a passage brings what BM25 makes of how often
 * it has a word, a question asks for words, and how rare each is among the passages of the workspace is counted by Qdrant.
 *
 * The same passage is the same point, so what is put twice is there once. Pure; it talks to no server.
 */
import { createHash } from 'node:crypto';
import type { EmbeddingModel, Vector } from '../../embedding/port.ts';
import type { EmbeddedEntry, IndexEntry } from '../port.ts';
import { requireVector } from '../vector.ts';
import { wordsToLookFor } from '../words/question.ts';
import { segment } from '../words/segment.ts';
import { vectorNames } from './collection.ts';
import { type Payload, payloadOf } from './filter.ts';

/** Numbers of words, each once, and their weights. */
export interface Sparse {
  readonly indices: number[];
  readonly values: number[];
}

/** A passage as Qdrant keeps it: by the names that the model gives them it has a vector by direction, one by words, or neither. */
export interface Point {
  readonly id: string;
  readonly vector: Readonly<Record<string, number[] | Sparse>>;
  readonly payload: Payload;
}

/** BM25's usual constants, and the weights of title, headings and text, as the embedded index has them. */
const K1 = 1.2;
const B = 0.75;
const WEIGHTS = { title: 3, headings: 2, text: 1 };
/** Words of a passage on average. Fixed, since a vector that was made once can't follow an average that moves. */
const AVERAGE_LENGTH = 200;

/** The passages of a generation as points. Throws on a vector that is not of the model, and on the name of an attribute that is none. */
export function pointsOf(
  workspace: string,
  documentId: string,
  generation: number,
  entries: readonly EmbeddedEntry[],
  model: EmbeddingModel,
): readonly Point[] {
  const names = vectorNames(model);
  return entries.map((entry) => {
    const { vector } = entry;
    if (vector !== undefined) requireVector(vector, model);
    const words = wordsOf(entry);
    return {
      id: pointId(workspace, entry.chunkId, generation),
      vector: {
        ...(vector !== undefined && { [names.dense]: denseOf(vector) }),
        ...(words.indices.length > 0 && { [names.words]: words }),
      },
      payload: payloadOf(workspace, documentId, generation, entry),
    };
  });
}

/** A UUID of version 8, whose bits are ours to choose: of SHA-256. */
export function pointId(workspace: string, chunkId: string, generation: number): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([workspace, chunkId, generation]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const denseOf = (vector: Vector): number[] => [...vector];

/** What the words of a passage weigh, how rare they are left aside. */
export function wordsOf({ title, headings, context, text }: IndexEntry): Sparse {
  const counts = new Map<string, number>();
  let length = 0;
  const add = (part: string, weight: number) => {
    for (const word of segment(part).split(' ')) {
      if (word === '') continue;
      counts.set(word, (counts.get(word) ?? 0) + weight);
      length += 1;
    }
  };
  add(title, WEIGHTS.title);
  add(headings.join('\n'), WEIGHTS.headings);
  add(context === undefined ? text : `${context}\n${text}`, WEIGHTS.text);
  const norm = K1 * (1 - B + (B * length) / AVERAGE_LENGTH);
  const weights = new Map<number, number>();
  for (const [word, count] of counts) {
    const number = numberOf(word);
    weights.set(number, (weights.get(number) ?? 0) + (count * (K1 + 1)) / (count + norm));
  }
  return { indices: [...weights.keys()], values: [...weights.values()] };
}

/** The words that a question looks for; `undefined` when it has none. */
export function questionOf(text: string): Sparse | undefined {
  const indices = [...new Set(wordsToLookFor(text).map(numberOf))];
  return indices.length === 0 ? undefined : { indices, values: indices.map(() => 1) };
}

/** Two words may share a number, one pair in four thousand million: then each finds the other, under the same condition. */
const numberOf = (word: string): number => createHash('sha256').update(word).digest().readUInt32BE(0);

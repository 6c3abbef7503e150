/**
 * A static model as it is shipped, checked: a row of small integers for each token of a vocabulary. Guarantees: the sizes of the files
 * fit the card, and their bytes are those that the card names by hash. Doesn't know where the files come from.
 */
import { z } from 'zod';
import { EmbedderUnavailable, type EmbeddingModel } from '../port.ts';
import type { StaticTable } from './encoder.ts';

/** `model.json`. */
const card = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  dimension: z.int().min(8).max(4_096).multipleOf(8),
  tokens: z.int().min(1).max(1_000_000),
  minSimilarity: z.number().min(-1).max(1),
  sha256: z.strictObject({
    'vectors.bin': z.hash('sha256'),
    'vocab.txt': z.hash('sha256'),
  }),
});

/** What is known of the model, and its table. */
export type StaticModel = EmbeddingModel & StaticTable;

/** A file of a model by its name, such as `vocab.txt`. */
export type ReadModelFile = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Reads a model's card and checks it; its table is read, and checked against the card, when it is asked for. Throws `EmbedderUnavailable`, and what `read` throws. */
export async function readCard(
  read: ReadModelFile,
): Promise<{ readonly model: EmbeddingModel; readTable(): Promise<StaticTable> }> {
  const { sha256, tokens, ...model } = parseCard(await read('model.json'));
  const readTable = async () => {
    const bytes = await readChecked(read, 'vocab.txt', sha256['vocab.txt']);
    const vocabulary = parseVocabulary(bytes);
    if (vocabulary.length !== tokens)
      throw damaged('vocab.txt', `has ${vocabulary.length} tokens, and model.json says ${tokens}`);
    const rows = await readChecked(read, 'vectors.bin', sha256['vectors.bin'], tokens * model.dimension);
    const { dimension } = model;
    return { dimension, vocabulary, rows: new Int8Array(rows.buffer, rows.byteOffset, rows.byteLength) };
  };
  return { model, readTable };
}

/** Reads a model with its table, and checks it. Throws as {@link readCard} does. */
export async function readModel(read: ReadModelFile): Promise<StaticModel> {
  const { model, readTable } = await readCard(read);
  return { ...model, ...(await readTable()) };
}

function damaged(file: string, problem: string): EmbedderUnavailable {
  return new EmbedderUnavailable(`the model’s file \`${file}\` ${problem}`);
}

function parseCard(bytes: Uint8Array<ArrayBuffer>): z.infer<typeof card> {
  let json: unknown;
  try {
    json = JSON.parse(decode(bytes));
  } catch {
    throw damaged('model.json', 'is not JSON');
  }
  const parsed = card.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'is not a model card' };
  throw damaged('model.json', `is not a model card: ${[...path.map(String), message].join(': ')}`);
}

/** A token a line. */
function parseVocabulary(bytes: Uint8Array<ArrayBuffer>): string[] {
  let text: string;
  try {
    text = decode(bytes);
  } catch {
    throw damaged('vocab.txt', 'is not UTF-8');
  }
  return text.split('\n').slice(0, -1);
}

function decode(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

async function readChecked(
  read: ReadModelFile,
  name: string,
  sha256: string,
  size?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(name);
  if (size !== undefined && bytes.byteLength !== size)
    throw damaged(name, `has ${bytes.byteLength} bytes and should have ${size}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw damaged(name, 'is damaged: its SHA-256 is not the one in model.json');
  return bytes;
}

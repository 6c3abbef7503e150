/** What `sluice score` is asked: one JSON object a line, and batches of them that are worth a worker's while. */
import { z } from 'zod';
import type { Line } from './lines.ts';

/** A text to be scored, or what is wrong with its line. */
export type Question =
  | { readonly id: string | number; readonly text: string }
  | { readonly id?: string | number; readonly error: { readonly line: number; readonly message: string } };

const id = z.union([z.string(), z.number()], { error: '`id` is a string or a number' });
const text = z.string({ error: '`text` is a string' });

/** UTF-16 units of text that make a batch: tens of milliseconds for the quickest classifier. */
const BATCH_UNITS = 16_000;
const BATCH_TEXTS = 64;

export function questionIn(line: Line): Question {
  const wrong = (message: string, known?: string | number): Question => ({
    ...(known !== undefined && { id: known }),
    error: { line: line.number, message },
  });
  if ('fault' in line) return wrong(line.fault);
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    return wrong('is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('is not an object');
  const said: { readonly id?: unknown; readonly text?: unknown } = value;
  const [ofId, ofText] = [id.safeParse(said.id), text.safeParse(said.text)];
  const message = [ofId, ofText].flatMap(({ error }) => error?.issues[0]?.message ?? []).join(', ');
  if (ofId.success && ofText.success) return { id: ofId.data, text: ofText.data };
  return wrong(message, ofId.data);
}

/** The questions of a group, in order, in batches of bounded length; a text that is longer has one of its own. */
export function batchesOf(questions: readonly Question[]): readonly (readonly Question[])[] {
  const batches: Question[][] = [];
  let batch: Question[] = [];
  let units = 0;
  for (const question of questions) {
    const more = unitsOf(question);
    if (batch.length > 0 && (batch.length === BATCH_TEXTS || units + more > BATCH_UNITS)) {
      batches.push(batch);
      batch = [];
      units = 0;
    }
    batch.push(question);
    units += more;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

export function unitsOf(question: Question): number {
  return 'text' in question ? question.text.length : 0;
}

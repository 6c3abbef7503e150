/**
 * One request to `/embeddings`, and its answer as floats in the order of the texts. Guarantees that an answer is complete, bounded and of
 * numbers.
 */
import { z } from 'zod';
import { postJson } from '../../outgoing/post-json.ts';
import { EmbedderUnavailable } from '../port.ts';
import type { Endpoint } from './settings.ts';

/** Of a number as JSON, with what is around it. */
const BYTES_PER_NUMBER = 40;
/** Of an answer, besides its numbers. */
const MORE_BYTES = 64 * 1024;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })),
});

/** Asks for the vectors of `texts`. Throws `PassingFailure`, and `LastingFailure` or `EmbedderUnavailable` for what will not pass. */
export async function requestEmbeddings(
  endpoint: Endpoint,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const { url, key, model, dimension, shortens, timeoutMs } = endpoint;
  const json = await postJson({
    ...{ url: `${url}/embeddings`, key, timeoutMs, signal, service: 'the embedding endpoint' },
    body: { model, input: texts, encoding_format: 'float', ...(shortens && { dimensions: dimension }) },
    maxBytes: texts.length * dimension * BYTES_PER_NUMBER + MORE_BYTES,
  });
  return inOrder(json, texts.length);
}

function inOrder(json: unknown, count: number): readonly (readonly number[])[] {
  const { success, data } = answer.safeParse(json);
  if (!success) throw new EmbedderUnavailable('the embedding endpoint answers with what are not vectors');
  const byIndex = new Map(data.data.map(({ index, embedding }) => [index, embedding]));
  const ordered = Array.from({ length: count }, (_, index) => byIndex.get(index) ?? []);
  if (data.data.length !== count || ordered.some(({ length }) => length === 0))
    throw new EmbedderUnavailable('the embedding endpoint answers with other than a vector for each text');
  return ordered;
}

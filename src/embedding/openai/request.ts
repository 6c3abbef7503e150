/**
 * One request to `/embeddings`, and its answer as floats in the order of the texts. Guarantees that an answer is complete, bounded and of
 * numbers, that no redirect is followed, and that errors hold neither text nor key nor what the endpoint said.
 */
import { z } from 'zod';
import { EmbedderUnavailable } from '../port.ts';
import type { Endpoint } from './settings.ts';

/** Of a number as JSON, with what is around it. */
const BYTES_PER_NUMBER = 40;
/** Of an answer, besides its numbers. */
const MORE_BYTES = 64 * 1024;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()) })),
});

/** A failure that may pass: the endpoint is busy, broken, or can't be reached. */
export class PassingFailure extends Error {
  /** What the endpoint asked to be left alone for. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PassingFailure';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Asks for the vectors of `texts`. Throws {@link PassingFailure}, and `EmbedderUnavailable` for what will not pass. */
export async function requestEmbeddings(
  endpoint: Endpoint,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const { url, key, model, dimension, shortens, timeoutMs } = endpoint;
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let status: number;
  let body: string | undefined;
  try {
    const response = await fetch(`${url}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        model,
        input: texts,
        encoding_format: 'float',
        ...(shortens && { dimensions: dimension }),
      }),
      redirect: 'manual',
      signal: inTime,
    });
    status = response.status;
    if (!response.ok) {
      const retryAfterMs = retryAfter(response.headers.get('retry-after'));
      await response.body?.cancel();
      if (status === 429 || status >= 500)
        throw new PassingFailure(`the embedding endpoint answers ${status}`, retryAfterMs);
    } else {
      body = await readBounded(response, texts.length * dimension * BYTES_PER_NUMBER + MORE_BYTES);
    }
  } catch (cause) {
    if (cause instanceof PassingFailure || cause instanceof EmbedderUnavailable) throw cause;
    const isLate = inTime.aborted && !signal.aborted;
    throw new PassingFailure(
      isLate ? 'the embedding endpoint takes too long' : 'the embedding endpoint can not be reached',
    );
  }
  if (body === undefined) throw new EmbedderUnavailable(`the embedding endpoint answers ${status}`);
  return inOrder(body, texts.length);
}

/** `undefined` for a moment that is not told, or not understood. In milliseconds from now. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new EmbedderUnavailable('the embedding endpoint answers with more than vectors');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function inOrder(body: string, count: number): readonly (readonly number[])[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new EmbedderUnavailable('the embedding endpoint answers with what is not JSON');
  }
  const { success, data } = answer.safeParse(json);
  if (!success) throw new EmbedderUnavailable('the embedding endpoint answers with what are not vectors');
  const byIndex = new Map(data.data.map(({ index, embedding }) => [index, embedding]));
  const ordered = Array.from({ length: count }, (_, index) => byIndex.get(index) ?? []);
  if (data.data.length !== count || ordered.some(({ length }) => length === 0))
    throw new EmbedderUnavailable('the embedding endpoint answers with other than a vector for each text');
  return ordered;
}

/**
 * One request with JSON to a service that the operator named, and its answer as JSON. Guarantees that an answer is bounded and comes in time,
 * that no redirect is followed, and that errors hold neither what was sent nor the key nor what the service said.
 */

export interface JsonRequest {
  readonly url: string;
  /** Sent as bearer token. */
  readonly key: string | undefined;
  readonly body: unknown;
  /** Of the answer, at most. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** The caller's, to give it up. */
  readonly signal: AbortSignal;
  /** What errors call it, such as `the embedding endpoint`. */
  readonly service: string;
}

/** A failure that may pass: the service is busy, broken, or can't be reached. */
export class PassingFailure extends Error {
  /** What the service asked to be left alone for. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'PassingFailure';
    this.retryAfterMs = retryAfterMs;
  }
}

/** A failure that the same request would meet again. */
export class LastingFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LastingFailure';
  }
}

/** Throws {@link PassingFailure} or {@link LastingFailure}. */
export async function postJson(request: JsonRequest): Promise<unknown> {
  const { service } = request;
  const text = await answerTo(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new LastingFailure(`${service} answers with what is not JSON`);
  }
}

async function answerTo({ url, key, body, maxBytes, timeoutMs, signal, service }: JsonRequest): Promise<string> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: inTime,
    });
    const { status } = response;
    if (response.ok) return await readBounded(response, maxBytes, service);
    const retryAfterMs = retryAfter(response.headers.get('retry-after'));
    await response.body?.cancel();
    const message = `${service} answers ${status}`;
    throw status === 429 || status >= 500 ? new PassingFailure(message, retryAfterMs) : new LastingFailure(message);
  } catch (cause) {
    if (cause instanceof PassingFailure || cause instanceof LastingFailure) throw cause;
    const isLate = inTime.aborted && !signal.aborted;
    throw new PassingFailure(isLate ? `${service} takes too long` : `${service} can not be reached`);
  }
}

/** `undefined` for a moment that is not told, or not understood. In milliseconds from now. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

async function readBounded(response: Response, maxBytes: number, service: string): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new LastingFailure(`${service} answers with more than was asked for`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

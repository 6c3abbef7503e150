/**
 * Reading request bodies within bounds. A body that is said to be too large is refused before any of it is read, one that
 * turns out to be is refused at the byte that is too much; nothing is parsed before all of it was counted.
 */
import { Problem } from '../problem.ts';
import { invalidRequest } from './parse.ts';

/** Essence of a `Content-Type`, lower case, such as `application/json`; empty when there is none. */
export function mediaTypeOf(header: string | null): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Reads the body. Throws `request-too-large` when it has more than `maxBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  if (declared !== null && !request.headers.has('transfer-encoding')) {
    // The server's parser ends the body at its declared length; this way is the faster one.
    const whole = new Uint8Array(await request.arrayBuffer());
    if (whole.byteLength > maxBytes) throw tooLarge(maxBytes);
    return whole;
  }
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: a sender that never ends must not hold up its answer.
      reader.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    pieces.push(value);
  }
  return concat(pieces, size);
}

/** Parses JSON of RFC 8259: UTF-8 without a byte order mark. Throws `invalid-request`. */
export function parseJson(bytes: Uint8Array, at = ''): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidRequest([{ at, detail: 'the JSON is not valid UTF-8' }]);
  }
  try {
    return JSON.parse(text);
  } catch {
    // Its message quotes the body and goes nowhere.
    throw invalidRequest([{ at, detail: 'this is not valid JSON' }]);
  }
}

/** Throws `unsupported-media-type` unless the body is said to be JSON in UTF-8. */
export function requireJson(contentType: string | null): void {
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  if (mediaTypeOf(contentType) === 'application/json' && (charset ?? 'utf-8').toLowerCase() === 'utf-8') return;
  throw new Problem('unsupported-media-type', 'the body must be `application/json` in UTF-8');
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('request-too-large', `the body must have at most ${maxBytes} bytes`);
}

function concat(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/**
 * The connection to Qdrant: its client, and its errors without what they quote. An answer of Qdrant may repeat values of a request, and
 * what is logged holds no label, no text and no key: an error keeps what was done and the status, and nothing else.
 */
import { QdrantClient } from '@qdrant/js-client-rest';

export interface Connection {
  /** With its path, if there is a proxy that has one. The port is that of the URL: 443 or 80 where it names none. */
  readonly url: string;
  readonly key: string | undefined;
  /** Longest time that one request may take. */
  readonly timeoutMs: number;
}

/**
 * The client of a server. The key travels as a bearer token: `fetch` follows redirects here, since the client has no setting for it, and
 * takes this header off when one leads to another origin, which it does not do with `api-key`.
 */
export function connect({ url, key, timeoutMs }: Connection): QdrantClient {
  const { origin, pathname, protocol } = new URL(url);
  return new QdrantClient({
    ...{ url: origin, port: protocol === 'https:' ? 443 : 80, prefix: pathname.replace(/\/+$/, '') },
    ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }),
    ...{ timeout: timeoutMs, checkCompatibility: false },
  });
}

/** Qdrant did not do what it was asked. `status` is absent when there was no answer. */
export class QdrantFailure extends Error {
  readonly status: number | undefined;
  constructor(doing: string, status: number | undefined, why: string) {
    super(`${doing}: ${why}`);
    this.name = 'QdrantFailure';
    this.status = status;
  }
}

/** Whether it says that the server is away or overwhelmed; what it refuses says that it is there. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof QdrantFailure)) return false;
  return error.status === undefined || error.status >= 500 || error.status === 429;
}

/** Does it, and throws {@link QdrantFailure} for whatever goes wrong. */
export async function asking<Result>(doing: string, request: () => Promise<Result>): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    const status = statusOf(error);
    throw new QdrantFailure(doing, status, status === undefined ? reasonOf(error) : `Qdrant answered ${status}`);
  }
}

/** Codes of Node's and of its `fetch` for a connection that was there and ended. */
const CUT_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * Asks for what changes nothing. A connection that ended without an answer may just have been idle for too long: then it is asked once more,
 * which opens another.
 */
export function reading<Result>(doing: string, request: () => Promise<Result>): Promise<Result> {
  return asking(doing, async () => {
    try {
      return await request();
    } catch (error) {
      if (!CUT_OFF.has(codeOf(error) ?? '')) throw error;
      return await request();
    }
  });
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'QdrantClientResourceExhaustedError') return 429;
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}

/** A code of Node's, such as `ECONNREFUSED`, says where to look; a message may say more than it should. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'QdrantClientTimeoutError') return 'no answer in time';
  const code = codeOf(error);
  return code === undefined ? 'no answer that can be used' : `no answer (${code})`;
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error instanceof Error ? (error.cause ?? {}) : {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

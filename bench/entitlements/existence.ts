/**
 * Whether an answer tells what exists: ids that are forbidden and ids that are absent are asked for in pairs, over HTTP, in turn the one and
 * the other first. Bytes have to be equal, and times not to be told apart.
 */
import { randomUUID } from 'node:crypto';
import { mint } from '../corpus/asker.ts';
import { openBroker } from '../corpus/open-broker.ts';
import { percentilesOf } from '../percentiles.ts';
import { type Ask, openHttpClient, type Wire } from '../retrieve/http-client.ts';
import { startServer } from '../retrieve/server.ts';
import { cliffsDelta } from './effect.ts';

/** By how much medians may differ. */
export const MAX_DIFFERENCE = 0.05;

export interface Existence {
  readonly request: string;
  readonly pairs: number;
  /** Pairs whose answers differ in more than the id of the request, the time and the ids that were asked for: there should be none. */
  readonly different: number;
  /** Medians. */
  readonly forbiddenMs: number;
  readonly absentMs: number;
  /** Of the forbidden to the absent, less one. */
  readonly difference: number;
  /** Cliff's delta: -1 to 1. */
  readonly effect: number;
}

interface Request {
  readonly name: string;
  ask(id: string): Omit<Ask, 'token'>;
}

const entitlements = { readers: ['user:mallory'], deniers: [] };

const REQUESTS: readonly Request[] = [
  { name: 'fetch', ask: (id) => ({ method: 'GET', path: `/v1/documents/${id}/text` }) },
  { name: 'access who', ask: (id) => ({ method: 'GET', path: `/v1/access/who/${id}` }) },
  { name: 'access explain', ask: (id) => ({ method: 'GET', path: `/v1/access/explain/${id}?user=user:few` }) },
  { name: 'read document', ask: (id) => ({ method: 'GET', path: `/v1/documents/${id}` }) },
  { name: 'delete document', ask: (id) => ({ method: 'DELETE', path: `/v1/documents/${id}` }) },
  {
    name: 'set entitlements',
    ask: (id) => ({ method: 'PUT', path: `/v1/documents/${id}/entitlements`, body: entitlements }),
  },
  {
    name: 'request approval',
    ask: (id) => ({ method: 'POST', path: '/v1/approvals', body: { documentId: id, reason: 'to answer a ticket' } }),
  },
];

const WARM_UP = 50;
/** Pairs that one person asks for: nobody may have more than 50 requests for approval open. */
const PAIRS_OF_A_PERSON = 20;

/** Measures on a folder of `folders.ts`, with `pairs` pairs for each kind of request. */
export async function measureExistence(folder: string, pairs: number): Promise<Existence[]> {
  const forbidden = await documentsIn(folder, pairs + WARM_UP);
  const tokens = await Promise.all(
    Array.from({ length: Math.ceil((pairs + WARM_UP) / PAIRS_OF_A_PERSON) }, (_, n) =>
      mint(folder, { user: `mallory-${n}`, scopes: ['retrieve', 'own', 'ingest'] }),
    ),
  );
  const server = await startServer(folder);
  const client = openHttpClient(server.url);
  try {
    const kinds = REQUESTS.map((request) => ({
      request,
      different: 0,
      forbiddenMs: [] as number[],
      absentMs: [] as number[],
    }));
    for (let n = 0; n < pairs + WARM_UP; n++) {
      const token = tokens[Math.floor(n / PAIRS_OF_A_PERSON)] ?? '';
      for (const kind of kinds) {
        const ids = { forbiddenMs: forbidden[n % forbidden.length] ?? '', absentMs: randomUUID() };
        const answers: string[] = [];
        for (const which of n % 2 === 0
          ? (['forbiddenMs', 'absentMs'] as const)
          : (['absentMs', 'forbiddenMs'] as const)) {
          const asked = kind.request.ask(ids[which]);
          const from = performance.now();
          const wire = await client.ask({ ...asked, token });
          const timeMs = performance.now() - from;
          if (n >= WARM_UP) kind[which].push(timeMs);
          answers.push(bare(wire, ids[which]));
        }
        if (answers[0] !== answers[1]) kind.different += 1;
      }
    }
    return kinds.map(({ request, different, ...times }) => {
      const [forbiddenMs, absentMs] = [percentilesOf(times.forbiddenMs).p50, percentilesOf(times.absentMs).p50];
      const effect = cliffsDelta(times.forbiddenMs, times.absentMs);
      return {
        ...{ request: request.name, pairs, different, forbiddenMs, absentMs, effect },
        difference: forbiddenMs / absentMs - 1,
      };
    });
  } finally {
    client.close();
    await server.stop();
  }
}

/** What is left of an answer without what is its own in any case: the id that was asked for, random ids, and times. */
function bare({ status, headers: all, bytes }: Wire, id: string): string {
  const { date: _, 'x-request-id': requestId = '', ...headers } = all;
  const body = bytes.toString();
  const { approvalId = '', requestedAt = '', expiresAt = '' } = JSON.parse(body || '{}') as Record<string, string>;
  let text = JSON.stringify([status, headers, body]);
  for (const own of [String(requestId), approvalId, requestedAt, expiresAt, id]) {
    if (own !== '') text = text.replaceAll(own, '*');
  }
  return text;
}

async function documentsIn(folder: string, count: number): Promise<string[]> {
  const { catalog, close } = await openBroker(folder);
  try {
    const rows = await catalog.store.read('SELECT id FROM documents ORDER BY id LIMIT ?', [count]);
    return rows.map(([id]) => String(id));
  } finally {
    await close();
  }
}

/**
 * Sharing from person to person: every row of some tables is read by a few people, so that each has an audience of its own. How long answers
 * take by the number of audiences that the one who asks is part of.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintCaller } from '../corpus/asker.ts';
import { openBroker } from '../corpus/open-broker.ts';
import { randomFrom } from '../corpus/random.ts';
import { type Percentiles, percentilesOf } from '../percentiles.ts';
import { moveFacts } from './move-facts.ts';

export interface Sharing {
  readonly audiences: number;
  readonly asked: number;
  /** Nothing changed since the last question. */
  readonly warm: Percentiles;
  /** The facts have moved, and audiences are read anew. */
  readonly cold: Percentiles;
}

/** What those who ask are part of. The last is the number of rows. */
const AUDIENCES = [10, 100, 1_000, 10_000, 50_000];
const TABLES = 10;
const WORDS = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'islet', 'jetty'];
/** Rows that hold a word, out of so many. */
const WORD_IN = 500;
const K = 8;
const WARM_UP = 20;

/** Builds its own tables, and asks `count` questions for each number of audiences. */
export async function measureSharing(count: number): Promise<Sharing[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-sharing-'));
  const { broker, close } = await openBroker(folder, 2);
  try {
    const admin = await mintCaller(folder, { user: 'operator', scopes: ['ingest', 'own', 'admin'] });
    for (let table = 0; table < TABLES; table++) {
      const delivery = {
        bytes: new TextEncoder().encode(tableOf(table)),
        format: 'csv',
        collection: 'shared',
      } as const;
      const rows = { readers: 'viewers' };
      const { status } = await broker.ingest(admin, { ...delivery, rows, entitlements: { readers: [] } });
      if (status !== 'active') throw new Error(`a table is ${status}`);
    }
    const askers = await Promise.all(
      AUDIENCES.map(async (audiences) => ({
        audiences,
        caller: await mintCaller(folder, { user: `reader-${audiences}`, scopes: ['retrieve'] }),
        warm: [] as number[],
        cold: [] as number[],
      })),
    );
    for (let n = 0; n < WARM_UP + count; n++) {
      // In turn, so that whatever else the machine does meets all of them alike.
      for (const { caller, warm, cold } of askers) {
        const query = WORDS[n % WORDS.length] ?? '';
        await moveFacts(broker, admin);
        for (const timesMs of [cold, warm]) {
          const from = performance.now();
          await broker.retrieve(caller, { query, k: K });
          if (n >= WARM_UP) timesMs.push(performance.now() - from);
        }
      }
    }
    return askers.map(({ audiences, warm, cold }) => ({
      ...{ audiences, asked: count },
      warm: percentilesOf(warm),
      cold: percentilesOf(cold),
    }));
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A table of rows that are each read by somebody of their own, and by those who ask as far as they come. */
function tableOf(table: number): string {
  const random = randomFrom(table);
  const rows = (AUDIENCES.at(-1) ?? 0) / TABLES;
  const lines = Array.from({ length: rows }, (_, n) => {
    const number = n * TABLES + table;
    const askers = AUDIENCES.filter((audiences) => number < audiences).map((audiences) => `user:reader-${audiences}`);
    const words = random() < 1 / WORD_IN ? WORDS[Math.floor(random() * WORDS.length)] : 'plain';
    // The rows of whoever reads few hold the words, too, or they would never be found.
    const word = number < 1_000 ? WORDS[number % WORDS.length] : words;
    return `${word} ${number},user:holder-${number} ${askers.join(' ')}`;
  });
  return ['note,viewers', ...lines].join('\n');
}

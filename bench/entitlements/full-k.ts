/**
 * Full answers under strict filters: every question of everybody is answered with exactly what brute force over the facts gives, on an
 * index that is up to date and on one that is behind with a thousand documents.
 */
import { join } from 'node:path';
import { mintCaller, WORKSPACE } from '../corpus/asker.ts';
import { openBroker } from '../corpus/open-broker.ts';
import { type Probes, questions } from '../corpus/probes.ts';
import { type Percentiles, percentilesOf } from '../percentiles.ts';
import { CASES, type Case } from './cases.ts';
import { StrictWorld } from './strict-world.ts';

const STALE_DOCUMENTS = 1_000;
const KS = [8, 50];
/** Of each class of words. */
const QUESTIONS = 4;
/** Answers before the first that is timed. */
const WARM_UP = 20;

export interface FullK {
  readonly index: 'up to date' | 'behind';
  /** Documents whose labels the index does not have. */
  readonly staleDocuments: number;
  readonly cases: readonly (Case & {
    readonly readableShare: number;
    readonly asked: number;
    readonly results: number;
    /** Answers that are not what brute force gives: there should be none. */
    readonly wrong: number;
    readonly timesMs: Percentiles;
  })[];
}

/** Measures on a folder of `folders.ts`. */
export async function measureFullK(folder: string, probes: Probes): Promise<FullK[]> {
  const open = await openBroker(folder, 2);
  try {
    const owner = await mintCaller(folder, { user: 'operator', scopes: ['retrieve', 'own', 'admin'] });
    const asked = (['rare', 'middling', 'common'] as const).flatMap((words, n) => {
      const source = questions(probes[words], n);
      return Array.from({ length: QUESTIONS }, () => source.next().value);
    });
    const world = await StrictWorld.make(
      { ...open, indexFile: join(folder, 'index', `${WORKSPACE}.db`) },
      owner,
      asked,
    );
    const fresh = await measure('up to date');
    open.fallBehind();
    await world.change(STALE_DOCUMENTS);
    return [fresh, await measure('behind')];

    async function measure(index: FullK['index']): Promise<FullK> {
      const sql = `SELECT count(DISTINCT document_id) FROM jobs WHERE kind = 'relabel'`;
      const staleDocuments = Number((await open.catalog.store.read(sql, []))[0]?.[0]);
      const cases: FullK['cases'][number][] = [];
      for (const one of CASES) {
        const caller = await mintCaller(folder, { user: one.reader, scopes: ['retrieve'] });
        const ask = async (query: string, k: number) => {
          const from = performance.now();
          const { results } = await open.broker.retrieve(caller, { query, k });
          return { results, timeMs: performance.now() - from };
        };
        for (let n = 0; n < WARM_UP; n++) await ask(asked[n % asked.length] ?? '', 8);
        const timesMs: number[] = [];
        let [wrong, found] = [0, 0];
        for (const k of KS) {
          for (const query of asked) {
            const { results, timeMs } = await ask(query, k);
            timesMs.push(timeMs);
            found += results.length;
            const chunkIds = results.map(({ chunkId }) => chunkId);
            if (chunkIds.join() !== world.expected(one.reader, query, k).join()) wrong += 1;
          }
        }
        const counts = { asked: timesMs.length, results: found, wrong };
        cases.push({ ...one, readableShare: world.share(one.reader), ...counts, timesMs: percentilesOf(timesMs) });
      }
      return { index, staleDocuments, cases };
    }
  } finally {
    await open.close();
  }
}

/**
 * Whether answers take longer for somebody who is in thousands of groups: the same questions of two people who may read the same, in turn
 * the one and the other first.
 */
import { mintCaller } from '../corpus/asker.ts';
import { openBroker } from '../corpus/open-broker.ts';
import { type Probes, questions } from '../corpus/probes.ts';
import { type Percentiles, percentilesOf } from '../percentiles.ts';
import { FEW_GROUPS, groupNames, MANY_GROUPS } from './folders.ts';
import { moveFacts } from './move-facts.ts';

/** What p50 with many groups may be of p50 with few. */
export const MAX_RATIO = 1.25;

export interface Groups {
  /** Where the groups come from. */
  readonly source: 'directory' | 'claims';
  /** `warm`: nothing changed since the last question. `cold`: the facts have moved, and what was known of those who ask is read anew. */
  readonly facts: 'warm' | 'cold';
  readonly groups: readonly [few: number, many: number];
  readonly asked: number;
  readonly few: Percentiles;
  readonly many: Percentiles;
  /** Of p50. */
  readonly ratio: number;
}

const K = 8;
const WARM_UP = 50;

/** Measures on a folder of `folders.ts`, with `count` questions of each kind. */
export async function measureGroups(folder: string, probes: Probes, count: number): Promise<Groups[]> {
  const { broker, close } = await openBroker(folder, 2);
  try {
    const scopes = ['retrieve'] as const;
    const callers = {
      directory: [
        await mintCaller(folder, { user: 'few', scopes }),
        await mintCaller(folder, { user: 'many', scopes }),
      ],
      claims: [
        await mintCaller(folder, { user: 'claimant', groups: groupNames(FEW_GROUPS), scopes }),
        await mintCaller(folder, { user: 'claimant', groups: groupNames(MANY_GROUPS), scopes }),
      ],
    } as const;
    const admin = await mintCaller(folder, { user: 'operator', scopes: ['admin'] });

    const measured: Groups[] = [];
    for (const source of ['directory', 'claims'] as const) {
      for (const facts of ['warm', 'cold'] as const) {
        const timesMs: [number[], number[]] = [[], []];
        const asked = questions(probes.middling, 1);
        for (let n = 0; n < WARM_UP + count; n++) {
          const query = asked.next().value;
          const answers: string[] = [];
          for (const who of n % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
            if (facts === 'cold') await moveFacts(broker, admin);
            const from = performance.now();
            const { results } = await broker.retrieve(callers[source][who], { query, k: K });
            const timeMs = performance.now() - from;
            if (n >= WARM_UP) timesMs[who].push(timeMs);
            answers.push(results.map(({ chunkId }) => chunkId).join());
          }
          if (answers[0] !== answers[1]) throw new Error(`\`${query}\` is answered differently to the two`);
        }
        const [few, many] = [percentilesOf(timesMs[0]), percentilesOf(timesMs[1])];
        measured.push({
          ...{ source, facts, asked: count, few, many },
          groups: [FEW_GROUPS, MANY_GROUPS],
          ratio: many.p50 / few.p50,
        });
      }
    }
    return measured;
  } finally {
    await close();
  }
}

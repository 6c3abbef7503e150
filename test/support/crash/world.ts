/**
 * The broker of a process that is to be killed, on the folder that one before it left, with the place at which it ends itself.
 */
import { QdrantIndex } from '../../../src/index/qdrant/qdrant-index.ts';
import { reindex } from '../../../src/intake/reindex.ts';
import { Problem } from '../../../src/problem.ts';
import { type Between, instead, openTestBroker } from '../broker.ts';
import { callerFor } from '../callers.ts';
import { kinds, projectRoot } from '../deliveries.ts';
import type { Plan, Report } from './messages.ts';

export const plan = JSON.parse(process.argv[2] ?? '') as Plan;
export const tell = (report: Report) => process.send?.(report);
export const olga = callerFor('olga');

let steps = Number.NEGATIVE_INFINITY;
/** Counts steps from here. */
export function countSteps(): void {
  steps = 0;
}

/** Before and after whatever is stored. */
async function between<T>(store: () => Promise<T>): Promise<T> {
  step();
  const result = await store();
  step();
  return result;
}

function step(): void {
  steps += 1;
  if (steps === plan.endAtStep) end();
}

const isCounting = () => steps >= 0;
const end = () => process.kill(process.pid, 'SIGKILL');

const watch: Between = {
  // Decisions of whoever looks on are no steps of bringing a document.
  store: (real) =>
    instead(real, {
      commit: (batch) =>
        batch.events?.some(({ kind }) => kind.startsWith('decision.'))
          ? real.commit(batch)
          : between(() => real.commit(batch)),
    }),
  index: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      relabel: (...all) => between(() => real.relabel(...all)),
      remove: (...all) => between(() => real.remove(...all)),
      async rebuild(options) {
        const { beside, switchOver, ...rebuild } = await real.rebuild(options);
        const put: typeof beside.put = (...all) => between(() => beside.put(...all));
        const changeOver = async () => {
          await between(switchOver);
          if (plan.endAtChangeOver && isCounting()) end();
        };
        return { ...rebuild, beside: instead(beside, { put }), switchOver: changeOver };
      },
    }),
  blobs: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      remove: (...all) => between(() => real.remove(...all)),
    }),
  evidence: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      remove: (...all) => between(() => real.remove(...all)),
    }),
};

/** A search of an index that loses requests may fail; then nothing was answered. */
export const isUnavailable = (error: unknown) => error instanceof Problem && error.code === 'index-unavailable';

const { qdrant } = plan;
export const sluice = await openTestBroker({
  folder: plan.folder,
  between: watch,
  ...(qdrant !== undefined && {
    openIndex: (model) =>
      QdrantIndex.open({
        ...{ model, url: qdrant, key: undefined, timeoutMs: 60_000, prefix: 'crash', mayCreate: plan.round === 0 },
        ...{ shards: undefined, replicas: 1, quantization: 'none', consistency: 'majority', ordering: 'strong' },
      }),
  }),
});
export const byName = new Map((await kinds(projectRoot(import.meta.url))).map((kind) => [kind.name, kind]));
export const names = [...byName.keys()];

/** Builds the index anew, or goes on with it. */
export async function build(): Promise<void> {
  const { isResumed } = await reindex(sluice);
  tell({ type: 'rebuilt', isResumed });
}

/**
 * A server process that answers the same question for several people, over and over, until it is told to stop; its first
 * argument is an `Asking` as JSON.
 */
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import { Problem } from '../../src/problem.ts';
import { instead, openTestBroker } from './broker.ts';
import { callerFor } from './callers.ts';

export interface Asking {
  readonly folder: string;
  readonly askers: readonly { readonly user: string; readonly agent?: string }[];
  readonly query: string;
  readonly controls: Controls;
}

/** What is taken out, to see what it kept away. */
export interface Controls {
  /** Decisions are recorded whatever changed since they were made. */
  readonly ignoresEpoch?: boolean;
  /** Whatever the index offers is let in. */
  readonly letsInAll?: boolean;
}

export interface Asked {
  readonly answers: number;
  /** Answers that held something. */
  readonly full: number;
  /** Refusals by code. */
  readonly refused: Readonly<Record<string, number>>;
}

const { folder, askers, query, controls } = JSON.parse(process.argv[2] ?? '') as Asking;

/** Plans stay as they are; only the decision on each hit is always the same. */
const allowing =
  (start: StartCedar): StartCedar =>
  () =>
    instead(start(), {
      statefulIsAuthorized: () => ({
        type: 'success',
        response: { decision: 'allow', diagnostics: { reason: ['readers'], errors: [] } },
        warnings: [],
      }),
    });

const { broker, close } = await openTestBroker({
  folder,
  between: {
    ...(controls.ignoresEpoch && {
      store: (real) => instead(real, { commit: ({ expectedEpoch: _, ...batch }) => real.commit(batch) }),
    }),
    ...(controls.letsInAll && { startCedar: allowing }),
  },
});

let isStopped = false;
const refused: Record<string, number> = {};
let answers = 0;
let full = 0;

async function ask({ user, agent }: Asking['askers'][number]): Promise<void> {
  const caller = callerFor(user, { scopes: ['retrieve'], ...(agent !== undefined && { agent }) });
  while (!isStopped) {
    try {
      const { results } = await broker.retrieve(caller, { query, k: 50 });
      answers += 1;
      if (results.length > 0) full += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused[error.code] = (refused[error.code] ?? 0) + 1;
      // Who is suspended comes back: asking without a pause would only keep everybody else from asking.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

process.on('message', () => {
  isStopped = true;
});
// The first answer loads what the others find loaded; the race is not about that.
for (const { user } of askers) await broker.retrieve(callerFor(user, { scopes: ['retrieve'] }), { query, k: 1 });
process.send?.('ready');
await Promise.all(askers.map(ask));
process.send?.({ answers, full, refused } satisfies Asked);
await close();
process.disconnect();

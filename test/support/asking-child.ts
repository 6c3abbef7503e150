/**
 * A server process that answers the same question for several people, over and over, until it is told to stop; its first
 * argument is an `Asking` as JSON.
 */
import { Problem } from '../../src/problem.ts';
import { instead, openTestBroker } from './broker.ts';
import { callerFor } from './callers.ts';

export interface Asking {
  readonly folder: string;
  readonly users: readonly string[];
  readonly query: string;
  /** For the negative control: decisions are recorded whatever changed since they were made. */
  readonly ignoresEpoch: boolean;
}

export interface Asked {
  readonly answers: number;
  /** Answers that held something. */
  readonly full: number;
  /** Refusals by code. */
  readonly refused: Readonly<Record<string, number>>;
}

const { folder, users, query, ignoresEpoch } = JSON.parse(process.argv[2] ?? '') as Asking;
const { broker, close } = await openTestBroker({
  folder,
  between: ignoresEpoch
    ? { store: (real) => instead(real, { commit: ({ expectedEpoch: _, ...batch }) => real.commit(batch) }) }
    : {},
});

let isStopped = false;
const refused: Record<string, number> = {};
let answers = 0;
let full = 0;

async function ask(user: string): Promise<void> {
  const caller = callerFor(user, { scopes: ['retrieve'] });
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
process.send?.('ready');
await Promise.all(users.map(ask));
process.send?.({ answers, full, refused } satisfies Asked);
await close();
process.disconnect();

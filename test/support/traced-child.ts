/**
 * Takes one document in and answers one question, and marks in its own system calls where it is: a mark is a look for a file that is
 * nowhere. Its first argument is the data folder.
 */
import { accessSync } from 'node:fs';
import { instead, openTestBroker } from './broker.ts';
import { callerFor } from './callers.ts';

function mark(name: string): void {
  try {
    accessSync(`/sluice-mark/${name}`);
  } catch {
    // It is never there.
  }
}

const olga = callerFor('olga');
const delivery = (content: string) => ({ bytes: new TextEncoder().encode(content), collection: 'hold' });

const { broker, close } = await openTestBroker({
  folder: process.argv[2] ?? '',
  between: {
    store: (real) =>
      instead(real, {
        async commit(batch) {
          const committed = await real.commit(batch);
          const [event] = batch.events ?? [];
          if (event) mark(`committed-${event.kind}`);
          return committed;
        },
      }),
  },
});
await broker.ingest(olga, delivery('The first crate.'));
mark('brought');
await broker.ingest(olga, delivery('The second crate.'));
mark('taken-in');
mark('asked');
await broker.retrieve(olga, { query: 'crate', k: 8 });
mark('answered');
await close();

/**
 * A process that takes documents in as fast as it can, until its parent is gone or tells it to stop. Its argument is the data folder.
 */
import { openHost } from '../../src/hosts/node.ts';
import { readSettings } from '../../src/hosts/settings.ts';
import { Problem } from '../../src/problem.ts';

const [folder = ''] = process.argv.slice(2);
/** Documents under way at a time. */
const CONCURRENCY = 4;
const PARAGRAPHS = 40;

const host = await openHost(readSettings({ SLUICE_DATA: folder, SLUICE_LOG_LEVEL: 'silent', SLUICE_SEARCHERS: '1' }));
const token = await host.localIssuer?.mint({
  user: 'loader',
  scopes: ['ingest'],
  ttlSeconds: 3_600,
  workspace: 'main',
});
const caller = await host.verify(token ?? '');
let isStopped = false;
let documents = 0;
let passages = 0;
let failed = 0;

function textOf(n: number): string {
  const paragraphs = Array.from(
    { length: PARAGRAPHS },
    (_, i) => `## Part ${i}\n\n${`Crate ${n}-${i} goes from quay ${i % 7} to quay ${n % 11} by noon. `.repeat(12)}`,
  );
  return `# Loading list ${n}\n\n${paragraphs.join('\n\n')}`;
}

async function load(from: number): Promise<void> {
  for (let n = from; !isStopped; n += CONCURRENCY) {
    try {
      const bytes = new TextEncoder().encode(textOf(n));
      const { chunks } = await host.broker.ingest(caller, { bytes, collection: 'load', format: 'markdown' });
      documents += 1;
      passages += chunks;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failed += 1;
    }
  }
}

process.on('message', () => {
  isStopped = true;
});
process.on('disconnect', () => process.exit());
// The first one starts the reader of documents.
await host.broker.ingest(caller, { bytes: new TextEncoder().encode(textOf(0)), collection: 'load' });
process.send?.('ready');
await Promise.all(Array.from({ length: CONCURRENCY }, (_, i) => load(i)));
process.send?.({ documents, passages, failed });
await host.close();
process.disconnect();

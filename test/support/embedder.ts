/** The embedder that the product has by default, for tests: opened once a process. */
import { join } from 'node:path';
import type { Embedder } from '../../src/embedding/port.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';

let opened: Promise<Embedder> | undefined;

export function testEmbedder(): Promise<Embedder> {
  opened ??= openStaticEmbedder(join(import.meta.dirname, '..', '..', 'models', 'minilm-static'));
  return opened;
}

/** The embedder that the product has by default, for tests: opened once a process. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Embedder } from '../../src/embedding/port.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';

/** The project's root: this module may be compiled, which puts it deeper. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

let opened: Promise<Embedder> | undefined;

export function testEmbedder(): Promise<Embedder> {
  opened ??= openStaticEmbedder(join(projectRoot(), 'models', 'minilm-static'));
  return opened;
}

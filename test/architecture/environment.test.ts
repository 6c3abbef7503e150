/** The environment is read where adapters are chosen, in `src/hosts/`, and nowhere else: everything else is given its settings. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentReads } from './environment-reads.ts';
import { ROOT, SHIPPED, sourceFiles } from './sources.ts';

describe('the environment', () => {
  test('is read in src/hosts/ alone', async () => {
    const paths = (await sourceFiles(SHIPPED)).filter((path) => !path.startsWith('src/hosts/'));
    expect(paths.length).toBeGreaterThan(10);
    const reads: string[] = [];
    for (const path of paths) {
      const text = await readFile(join(ROOT, path), 'utf8');
      reads.push(...environmentReads(text).map((line) => `${path}:${line}`));
    }
    expect(reads).toEqual([]);
  });
});

describe('the scan', () => {
  test.each([
    `const port = process.env.PORT;`,
    `const port = process.env['PORT'];`,
    `const port = process?.env?.PORT;`,
    `const port = process['env'].PORT;`,
    `const port = process[name];`,
    `const port = (process).env;`,
    `const port = globalThis.process.env.PORT;`,
    `const { env } = process;`,
    `const { env: settings } = process;`,
    `const { pid, ...rest } = process;`,
    `const p = process;`,
    `import { env } from 'node:process';`,
    `import { env as settings } from 'process';`,
    `import process from 'node:process';`,
    `import * as runtime from 'node:process';`,
    `export { env } from 'node:process';`,
    `const mode = import.meta.env.MODE;`,
    `f(() => ({ ...process.env }));`,
  ])('finds the read in `%s`', (line) => {
    expect(environmentReads(`// first line\n${line}\n`)).toEqual([2]);
  });

  test.each([
    `// process.env.PORT is read in the hosts`,
    `const text = 'process.env.PORT';`,
    `const { env } = settings;`,
    `const port = settings.env.PORT;`,
    `process.exitCode = 1;`,
    `process.on('SIGTERM', stop);`,
    `import { stdout } from 'node:process';`,
    `const { pid } = process;`,
    `const here = import.meta.dirname;`,
  ])('lets `%s` pass', (line) => {
    expect(environmentReads(line)).toEqual([]);
  });
});

/**
 * The sources as JavaScript in a folder of their own, made once a run of the tests: threads and processes that compile while they load
 * take seconds to start. Types are not checked here, and what is compiled is what the sources are when the run begins.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import type { Plugin } from 'vitest/config';
import { ROOT, SHIPPED, sourceFiles } from '../architecture/sources.ts';

/** Where tests find it: the processes that they run in are started by the one that compiled. */
const VARIABLE = 'SLUICE_TEST_COMPILED';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/** Path of a compiled source, such as `test/support/crash/child.ts`. */
export function compiledPath(source: string): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined) throw new Error('nothing is compiled: run the tests with their own configuration');
  return join(folder, source.replace(/\.ts$/, '.js'));
}

/** What modules in a folder of sources are told that they are, so that what they start is compiled: for `childEntry`. */
export function compiledEntries(folder: string): string {
  return pathToFileURL(compiledPath(`${folder}/entries.ts`)).href;
}

/** Compiles what is shipped and what helps tests, into a new folder, which is told to the tests. Resolves to what removes it again. */
export async function compile(): Promise<() => Promise<void>> {
  // Each project of the configuration asks for it, one after another.
  if (process.env[VARIABLE] !== undefined) return async () => {};
  // Inside the project, so that packages are found from there.
  await mkdir(join(ROOT, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, 'dist', 'test-'));
  process.env[VARIABLE] = folder;
  const sources = await sourceFiles([...SHIPPED, 'test/support', 'test/architecture', 'test/ingest/sandbox-entries']);
  await Promise.all(
    sources
      .filter((path) => !path.endsWith('.test.ts'))
      .map(async (path) => {
        const { outputText } = ts.transpileModule(await readFile(join(ROOT, path), 'utf8'), {
          compilerOptions: OPTIONS,
        });
        const target = join(folder, path.replace(/\.ts$/, '.js'));
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, outputText);
      }),
  );
  return () => rm(folder, { recursive: true, force: true });
}

/** Lets modules that start threads or processes start compiled ones: what they start lies beside where they say that they are. */
export function startCompiled(): Plugin {
  return {
    name: 'start-compiled',
    enforce: 'pre',
    transform(code, id) {
      const path = id.startsWith(ROOT) ? id.slice(ROOT.length).replace(/^\//, '') : '';
      if (!/^(?:src|ingest)\//.test(path) || !code.includes('import.meta.url')) return undefined;
      return {
        code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(compiledPath(path)).href)),
        map: null,
      };
    },
  };
}

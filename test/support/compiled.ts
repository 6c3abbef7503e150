/**
 * The sources as JavaScript in a folder of their own, for tests that start many processes: a process that compiles while it
 * loads takes seconds to start. Types are not checked here, and what is compiled is always what the sources are now.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT, SHIPPED, sourceFiles } from '../architecture/sources.ts';

export interface Compiled {
  /** Path of a compiled source, such as `test/support/server-child.ts`. */
  path(source: string): string;
  remove(): Promise<void>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/** Compiles what is shipped and what helps tests. */
export async function compile(): Promise<Compiled> {
  // Inside the project, so that packages are found from there.
  await mkdir(join(ROOT, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, 'dist', 'test-'));
  const sources = await sourceFiles([...SHIPPED, 'test/support', 'test/architecture']);
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
  return {
    path: (source) => join(folder, source.replace(/\.ts$/, '.js')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Finds the file that a child process or worker thread starts with, whether the project runs from its TypeScript sources
 * (tests, development) or compiled to JavaScript. Generic: nothing here knows what the child does.
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What `spawn` and `Worker` need: the file, and Node's own arguments before it. */
export interface ChildEntry {
  readonly path: string;
  readonly execArgv: readonly string[];
  /** Whether it is JavaScript already, so that it needs no compiler while it runs. */
  readonly isCompiled: boolean;
}

/** The entry `name` (no extension) beside the module whose `import.meta.url` is `from`. Sources need `tsx`, compiled files nothing. */
export function childEntry(name: string, from: string): ChildEntry {
  const isCompiled = !from.endsWith('.ts');
  return {
    path: fileURLToPath(new URL(`./${name}.${isCompiled ? 'js' : 'ts'}`, from)),
    execArgv: isCompiled ? [] : ['--import', loaderUrl()],
    isCompiled,
  };
}

/** Absolute, since the child does not run in the project's folder. */
function loaderUrl(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

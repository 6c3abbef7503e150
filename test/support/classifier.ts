/** The classifier of tests that are not about one: opened once a process. It needs no optional package, and takes little time. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { openClassifier } from '../../src/hosts/classifier.ts';

/** The project's models: this module may be compiled, which puts it deeper. */
export const MODELS_FOLDER = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'models');
})();

/** For readers in threads. */
export const PORTABLE = { classifier: { kind: 'portable' }, modelsFolder: MODELS_FOLDER } as const;

let opened: Promise<InjectionClassifier> | undefined;

export function testClassifier(): Promise<InjectionClassifier> {
  opened ??= openClassifier(PORTABLE.classifier, MODELS_FOLDER);
  return opened;
}

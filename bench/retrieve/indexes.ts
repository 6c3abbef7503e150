/**
 * The indexes that can be compared, by name.
 */
import { InvalidArgumentError } from 'commander';
import type { Located } from './located.ts';
import { locateQdrant } from './qdrant.ts';

export const INDEX_NAMES = ['sqlite', 'qdrant'] as const;
export type IndexName = (typeof INDEX_NAMES)[number];

/** Throws {@link NoQdrant}. */
export async function locate(name: IndexName): Promise<Located> {
  return name === 'qdrant' ? locateQdrant() : EMBEDDED;
}

/** In the data folder of the run, built with the corpus and removed with it. */
const EMBEDDED: Located = {
  ...{ title: 'SQLite', settings: { SLUICE_INDEX: 'sqlite' }, isEmpty: false },
  async settle() {},
  async remove() {},
};

/** Names with commas, each once. */
export function indexNames(text: string): readonly IndexName[] {
  const names = text.split(',').map((name) => INDEX_NAMES.find((known) => known === name));
  if (new Set(names).size < names.length) throw new InvalidArgumentError('Name each index once.');
  return names.map((name) => {
    if (name === undefined) throw new InvalidArgumentError('Write `sqlite`, `qdrant` or `sqlite,qdrant`.');
    return name;
  });
}

/**
 * Who may read what in the corpus of `bench -- entitlements`: documents of ten chunks in a few dozen folders, each of which many groups
 * read. One person is in five groups and another in those and in thousands more; both read the same third.
 */
import type { Broker } from '../../src/broker.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { named, type Shape } from '../corpus/shape.ts';

export const CHUNKS_PER_DOCUMENT = 10;
export const FEW_GROUPS = 5;
export const MANY_GROUPS = 5_000;

const FOLDERS = 36;
/** Every third folder is one of theirs. */
const STEP = 3;
const GROUPS_OF_A_FOLDER = 21;

/** Bare names of the first `count` groups. */
export const groupNames = (count: number) => Array.from({ length: count }, (_, n) => `crew-${n}`);

async function enrol(broker: Broker, admin: Caller): Promise<void> {
  const [few, many] = [named('user', 'few'), named('user', 'many')];
  const groups = groupNames(MANY_GROUPS).map((name, n) => ({
    id: named('group', name),
    members: n < FEW_GROUPS ? [few, many] : [many],
  }));
  await broker.importDirectory(admin, { users: [], groups, agents: [] }, { preview: false });
}

async function entitleCollections(broker: Broker, admin: Caller): Promise<void> {
  for (let folder = 0; folder < FOLDERS; folder++) {
    const theirs = folder % STEP === 0;
    const readers = Array.from({ length: GROUPS_OF_A_FOLDER }, (_, n) => {
      const other = FEW_GROUPS + folder * GROUPS_OF_A_FOLDER + n;
      if (!theirs) return named('group', `stranger-${other}`);
      return named('group', `crew-${n === 0 ? (folder / STEP) % FEW_GROUPS : other}`);
    });
    await broker.setCollectionEntitlements(admin, `folder-${folder}`, { readers, deniers: [] });
  }
}

export const IN_FOLDERS: Shape = {
  source: 'entitlements/folders',
  chunksPerDocument: CHUNKS_PER_DOCUMENT,
  asker: { user: 'few' },
  ...{ enrol, entitleCollections },
  labelsOf: (number) => ({ collection: `folder-${number % FOLDERS}` }),
};

/**
 * Who may read what in the corpus of `bench -- retrieve`: groups that nest, collections, and entitlements of every kind, so that the
 * person who asks may read about a third of it, by many audiences.
 */
import type { Broker, Delivery } from '../../src/broker.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { named, type Shape } from './shape.ts';

/** Bare names of the person and the agent whose questions are timed. */
export const ASKER = { user: 'alice', agent: 'helpdesk' } as const;

const GROUPS = 40;
const COLLECTIONS = 12;

const groupNamed = (n: number) => named('group', `team-${n}`);
const collectionNamed = (n: number) => `collection-${n}`;

/** Puts the person who asks into groups, four of them directly and two through others. */
async function enrol(broker: Broker, admin: Caller): Promise<void> {
  const asker = named('user', ASKER.user);
  await broker.putPrincipal(admin, asker, {});
  await broker.putPrincipal(admin, named('agent', ASKER.agent), {});
  for (const n of [0, 1, 2, 3]) await broker.addMember(admin, groupNamed(n), asker);
  await broker.addMember(admin, groupNamed(4), groupNamed(3));
  await broker.addMember(admin, groupNamed(5), groupNamed(4));
}

/** States what the documents of each collection inherit. The collections exist. */
async function entitleCollections(broker: Broker, admin: Caller): Promise<void> {
  for (let n = 0; n < COLLECTIONS; n++) {
    const readers = [groupNamed(n % GROUPS), groupNamed((7 * n + 11) % GROUPS)];
    await broker.setCollectionEntitlements(admin, collectionNamed(n), { readers, deniers: [] });
  }
}

type Labels = Pick<Delivery, 'collection' | 'classification' | 'entitlements'>;

/** Labels of the document with this number, drawn so that every kind occurs. */
function labelsOf(number: number, random: () => number): Labels {
  const collection = collectionNamed(number % COLLECTIONS);
  const level = random();
  const classification = level < 0.05 ? 'restricted' : level < 0.15 ? 'confidential' : 'internal';
  return { collection, classification, ...entitlementsOf(random) };
}

function entitlementsOf(random: () => number): Pick<Labels, 'entitlements'> {
  const group = () => groupNamed(Math.floor(random() * GROUPS));
  const owner = named('user', `owner-${Math.floor(random() * 50)}`);
  const kind = random();
  // Inherited from the collection.
  if (kind < 0.3) return {};
  // The owner alone.
  if (kind < 0.35) return { entitlements: { owner, readers: [] } };
  const readers = [group(), group()];
  return { entitlements: { owner, readers, deniers: kind < 0.4 ? [group()] : [] } };
}

export const TEAMS: Shape = {
  source: 'corpus/access',
  chunksPerDocument: 100,
  asker: ASKER,
  ...{ enrol, labelsOf, entitleCollections },
};

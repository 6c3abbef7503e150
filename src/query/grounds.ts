/**
 * The grounds of a decision: the epoch, the rules in force, where those who ask stand, and the circumstances. Epoch and `facts` are read
 * first: whatever changes after that moves them, and the record notices.
 */
import { randomBytes } from 'node:crypto';
import { type Ask, momentOf } from '../../entitlements/ask.ts';
import type { Numbers } from '../../entitlements/plan.ts';
import { readGrants } from '../catalog/approvals.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type CollectionTree, readCollectionTree } from '../catalog/collections.ts';
import { readState } from '../catalog/epoch.ts';
import { readSafeguards } from '../catalog/safeguards.ts';
import { readAudiences, readStanding, readUserNumbers } from '../catalog/standing.ts';
import type { ValueTokens } from '../evidence/value-tokens.ts';
import type { Caller } from '../identity/caller.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import type { Safeguards } from '../safeguards/safeguards.ts';
import { effective } from '../safeguards/strictness.ts';
import { FactsCache } from './facts-cache.ts';
import { reading, requireActive } from './footing.ts';
import type { Grounds } from './stages.ts';

export interface GroundsParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
  /** IANA name of the zone in which policies see weekdays and hours. */
  readonly timeZone: string;
  readonly tokens: ValueTokens;
}

/** Reads the grounds for a question. Throws `principal-suspended`, `policy-failure` or `catalogue-unavailable`. */
export async function takeGrounds(parts: GroundsParts, caller: Caller, purpose: string | undefined): Promise<Grounds> {
  const grounds = await reading(async () => {
    const { catalog, rulebook, timeZone } = parts;
    const nowMs = Date.now();
    const { epoch, facts } = await readState(catalog);
    const rules = await rulebook.current(caller.workspace, facts);
    const { said, ...workspace } = await readWorkspace(catalog, caller.workspace, rules.names, facts);
    const own = await readOwn(catalog, caller, rules.names, facts, nowMs);
    const approved = own.grants.documentIds;
    const ask: Ask = { purpose, ip: caller.ip, ...momentAt(nowMs, timeZone), approved };
    const safeguards = effective(said, own.standing.agent?.safeguards);
    const tokenOf = parts.tokens(caller.workspace);
    const fence = randomBytes(12).toString('hex');
    return { epoch, rules, ask, ...workspace, ...own, safeguards, fence, tokenOf };
  });
  requireActive(grounds.standing);
  return grounds;
}

/** The same for all who ask in a workspace, and an asker's own. */
type Shared = Pick<Grounds, 'tree' | 'numbers'> & { readonly said: Safeguards };
type Own = Pick<Grounds, 'standing' | 'audiences' | 'grants'>;
type Names = Grounds['rules']['names'];

/** Numbers that are kept of askers, at most: some 64 MiB. */
const MAX_WEIGHT = 8_000_000;
/** What an asker weighs beside their lists. */
const BASE_WEIGHT = 500;
/** Workspaces of which the tree of collections is kept. */
const MAX_WORKSPACES = 200;

interface Caches {
  readonly shared: FactsCache<Shared>;
  readonly own: FactsCache<Own>;
}

const caches = new WeakMap<Catalog, Caches>();

function cachesOf(catalog: Catalog): Caches {
  const found = caches.get(catalog) ?? { shared: new FactsCache(MAX_WORKSPACES), own: new FactsCache(MAX_WEIGHT) };
  caches.set(catalog, found);
  return found;
}

/** What policies' names stand for in a workspace, and what it says of its safeguards. Collections, principals, policies and safeguards don't change without moving `facts`. */
async function readWorkspace(catalog: Catalog, workspace: string, names: Names, facts: number): Promise<Shared> {
  const cache = cachesOf(catalog).shared;
  const kept = cache.get(facts, workspace);
  if (kept) return kept;
  const tree = await readCollectionTree(catalog, workspace);
  const users = await readUserNumbers(catalog, workspace, names.users);
  const said = await readSafeguards(catalog, workspace);
  const shared = { tree, numbers: numbersOf(tree, users), said };
  cache.set(facts, workspace, shared, 1);
  return shared;
}

/**
 * What is read of those who ask, from the cache while nothing has changed. The key names all that the answer depends on: `facts`, which
 * moves with every change of principals, memberships, audiences, collections, policies, attributes and approvals, and the asker as the
 * token names them. Grants end by themselves, so that an entry is good until the first of them does.
 */
async function readOwn(catalog: Catalog, caller: Caller, names: Names, facts: number, nowMs: number): Promise<Own> {
  const cache = cachesOf(catalog).own;
  const { workspace, user, agent, claimedGroups } = caller;
  const key = JSON.stringify([workspace, user, agent ?? null, claimedGroups ?? null]);
  const kept = cache.get(facts, key);
  if (kept && nowMs < (kept.grants.firstExpiryMs ?? Number.POSITIVE_INFINITY)) return kept;

  const standing = await readStanding(catalog, caller, names.groups);
  const audiences = await readAudiences(catalog, standing);
  const grants = await readGrants(catalog, standing, nowMs);
  const own = { standing, audiences, grants };
  cache.set(facts, key, own, key.length + weigh(own));
  return own;
}

function numbersOf(tree: CollectionTree, users: Awaited<ReturnType<typeof readUserNumbers>>): Numbers {
  return { user: (name) => users.get(name), collectionsBelow: (name) => tree.below(name) };
}

function weigh({ standing, audiences, grants }: Own): number {
  const lists = [standing.principals, standing.agentPrincipals, audiences.person, audiences.agent, grants.documentIds];
  return lists.reduce((weight, list) => weight + list.length, BASE_WEIGHT);
}

type Moment = ReturnType<typeof momentOf>;
let latest: { readonly timeZone: string; readonly moment: Moment } | undefined;

/** The moment that policies see: it changes once a minute, and working out the zone's hour each time is dear. */
function momentAt(nowMs: number, timeZone: string): Moment {
  const isSame = latest?.timeZone === timeZone && latest.moment.nowMs === nowMs - (nowMs % 60_000);
  if (!latest || !isSame) latest = { timeZone, moment: momentOf(nowMs, timeZone) };
  return latest.moment;
}

/**
 * The recheck: every hit is decided anew on live facts, whatever the index said. It is the second layer and suffices alone.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../../entitlements/cedar/engine.ts';
import { DECOY, type Decision, decide, type ResourceFacts } from '../../entitlements/decide.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type PassageWithFacts, readPassages, readWhole } from '../catalog/passages.ts';
import { hasRows, readDecoy, readResource } from '../catalog/resources.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import type { AuthorizedHit, Grounds, Sorted, Withheld } from './stages.ts';

export interface AuthorizeParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

/** Decides on chunks, keeping their order. */
export async function authorize(
  { catalog, rulebook }: AuthorizeParts,
  grounds: Grounds,
  chunkIds: readonly string[],
): Promise<Sorted<AuthorizedHit>> {
  if (chunkIds.length === 0) return { passed: [], withheld: [] };
  const found = await readPassages(catalog, grounds.standing, grounds.tree, chunkIds);
  return sort(
    rulebook.engine,
    grounds,
    chunkIds.map((chunkId) => ({ chunkId, found: found.get(chunkId) })),
  );
}

/** Chunks that are read at a time. */
const PAGE = 500;

/**
 * Decides on the chunks of one document or row, until `wanted` may be read or there are no more. What the id itself names comes first, and
 * what is absent is a decoy there: when it may not be read and has no rows, which may be readable one by one, none of its text is looked
 * at, so that what is forbidden takes no longer than what is not there.
 */
export async function authorizeWhole(
  { catalog, rulebook }: AuthorizeParts,
  grounds: Grounds,
  id: string,
  wanted: number,
): Promise<Sorted<AuthorizedHit>> {
  const { rules, standing, ask, tree } = grounds;
  const named = await readResource(catalog, standing, tree, id);
  const facts = named?.facts ?? (await decoyOf(catalog, grounds));
  const decision = decide(rulebook.engine, rules, standing, ask, facts);
  if (!decision.allowed && !(await hasRows(catalog, id))) {
    return { passed: [], withheld: [toWithheld(id, named?.facts, decision)] };
  }
  const passed: AuthorizedHit[] = [];
  const withheld: Withheld[] = [];
  for (let after = -1; ; ) {
    const found = await readWhole(catalog, standing, tree, id, after, PAGE);
    const page = found.map((one) => ({ chunkId: one.passage.chunkId, found: one }));
    const sorted = await sort(rulebook.engine, grounds, page);
    passed.push(...sorted.passed);
    withheld.push(...sorted.withheld);
    after = found.at(-1)?.passage.ordinal ?? 0;
    if (found.length < PAGE || passed.length >= wanted) return { passed: passed.slice(0, wanted), withheld };
    // A table may have thousands of rows that are none of the caller's: others are answered between its pages.
    await nextTurn();
  }
}

/** What nobody is served, and takes as long to decide on as what is there. */
async function decoyOf(catalog: Catalog, { standing, tree }: Grounds): Promise<ResourceFacts> {
  const facts = await readDecoy(catalog, standing, tree);
  return facts ? { ...facts, served: false } : DECOY;
}

async function sort(
  engine: Engine,
  grounds: Grounds,
  all: readonly { chunkId: string; found: PassageWithFacts | undefined }[],
): Promise<Sorted<AuthorizedHit>> {
  const decideOn = decider(engine, grounds);
  const passed: AuthorizedHit[] = [];
  const withheld: Withheld[] = [];
  for (const { chunkId, found } of all) {
    const decision = await decideOn(found?.facts ?? DECOY);
    if (decision.allowed && found) passed.push({ ...found, decision } as AuthorizedHit);
    else withheld.push(toWithheld(chunkId, found?.facts, decision));
  }
  return { passed, withheld };
}

/** How long one answer decides before others have their turn, in milliseconds. */
const TURN_MS = 8;

/** Decides once on each resource of one reading: its chunks differ in nothing but whether they are served. */
function decider(engine: Engine, { rules, standing, ask }: Grounds) {
  const known = new Map<string, Decision>();
  let turnSince = performance.now();
  return async (facts: ResourceFacts): Promise<Decision> => {
    const key = `${facts.served} ${facts.resourceId}`;
    const decision = known.get(key) ?? decide(engine, rules, standing, ask, facts);
    known.set(key, decision);
    if (performance.now() - turnSince > TURN_MS) {
      await nextTurn();
      turnSince = performance.now();
    }
    return decision;
  };
}

function toWithheld(chunkId: string, facts: ResourceFacts | undefined, { outcome, policies }: Decision): Withheld {
  const of = facts && { documentId: facts.documentId, resourceId: facts.resourceId };
  // A decoy is never let in, and what was found and let in does not come here.
  const reason = outcome === 'permitted' ? 'failed' : outcome;
  return { chunkId, ...of, stage: 'recheck', reason, policies };
}

/**
 * Who can read a document or a row, by asking for every person that the workspace knows: by which policies, with what masked, and who
 * could if somebody approved. People are asked for without an agent, an address or a purpose; agents only ever take away.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import { type Decision, decide } from '../../../entitlements/decide.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { type InventoryEntry, listPeople } from '../../catalog/inventory.ts';
import { readResource } from '../../catalog/resources.ts';
import type { AccessWho } from '../../governance.ts';
import { MAX_ROWS } from './admit.ts';
import { isWithin, planOf, type Scene, type Viewpoint, viewpointOf } from './viewpoint.ts';

/** People who are asked for. */
export const MAX_PEOPLE = 5_000;
/** People between two pauses for others. */
const TURN = 20;
/** Rows of a table that are decided on to name the policies that let somebody in. */
const SAMPLED_ROWS = 10;
/** Policies that follow what entitlements say; whoever another one lets in reads beyond them. */
const BY_ENTITLEMENTS: ReadonlySet<string> = new Set(['owner', 'readers']);

type Reader = AccessWho['readers'][number];

/** Works out who can read `entries`: one document or row, or the rows of one table. */
export async function whoReads(engine: Engine, scene: Scene, entries: readonly InventoryEntry[]): Promise<AccessWho> {
  const [first] = entries;
  if (first === undefined) throw new RangeError('there is nothing to ask about');
  const isTable = entries.length > 1;
  const people = await listPeople(scene.catalog, scene.workspace, MAX_PEOPLE + 1);
  const readers: Reader[] = [];
  const withApproval: { user: string; approver: string }[] = [];
  for (const [i, user] of people.slice(0, MAX_PEOPLE).entries()) {
    if (i % TURN === TURN - 1) await nextTurn();
    const viewpoint = await viewpointOf(scene, { user });
    const reader = isTable
      ? await readerOfRows(engine, scene, viewpoint, user, entries)
      : await readerOf(engine, scene, viewpoint, user, [first]);
    if (reader) readers.push(reader);
    else if (!isTable) withApproval.push(...(await approversFor(engine, scene, viewpoint, user, first)));
  }
  const { row: _row, resourceId: _row_id, ...table } = first.ref;
  return {
    resource: isTable ? { ...table, resourceId: table.documentId } : first.ref,
    readers,
    withApproval,
    ...(isTable ? { rows: entries.length } : {}),
    truncated: people.length > MAX_PEOPLE || entries.length >= MAX_ROWS,
  };
}

async function readerOfRows(
  engine: Engine,
  scene: Scene,
  viewpoint: Viewpoint,
  user: Principal,
  entries: readonly InventoryEntry[],
): Promise<Reader | undefined> {
  const planned = planOf(engine, scene, viewpoint);
  const readable = entries.filter(({ chunk }) => isWithin(planned, chunk));
  const reader = await readerOf(engine, scene, viewpoint, user, readable.slice(0, SAMPLED_ROWS));
  return reader && { ...reader, rows: readable.length };
}

async function readerOf(
  engine: Engine,
  scene: Scene,
  viewpoint: Viewpoint,
  user: Principal,
  entries: readonly InventoryEntry[],
): Promise<Reader | undefined> {
  const decisions: Decision[] = [];
  for (const { ref } of entries) decisions.push(await decideOn(engine, scene, viewpoint, ref.resourceId));
  const allowed = decisions.filter((decision) => decision.allowed);
  if (allowed.length === 0) return undefined;
  const policies = union(allowed.map((decision) => decision.policies));
  return {
    user,
    policies,
    beyondReaders: !policies.some((id) => BY_ENTITLEMENTS.has(id)),
    masks: union(allowed.map((decision) => decision.masks)),
  };
}

async function approversFor(
  engine: Engine,
  scene: Scene,
  viewpoint: Viewpoint,
  user: Principal,
  { ref }: InventoryEntry,
): Promise<{ user: string; approver: string }[]> {
  const refused = await decideOn(engine, scene, viewpoint, ref.resourceId);
  const approvers = refused.policies.map((id) => scene.rules.policies.get(id)?.approval);
  if (refused.outcome !== 'forbidden' || approvers.includes(undefined)) return [];
  const approved = { ...viewpoint, ask: { ...viewpoint.ask, approved: [ref.documentId] } };
  const { allowed } = await decideOn(engine, scene, approved, ref.resourceId);
  return allowed ? [{ user, approver: [...new Set(approvers)].join(', ') }] : [];
}

/** The decision on one resource, by live facts. */
export async function decideOn(
  engine: Engine,
  scene: Scene,
  { standing, ask }: Viewpoint,
  resourceId: string,
): Promise<Decision> {
  const found = await readResource(scene.catalog, standing, scene.tree, resourceId);
  if (!found) return { allowed: false, outcome: 'not-served', policies: [], masks: [] };
  return decide(engine, scene.rules, standing, ask, found.facts);
}

const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

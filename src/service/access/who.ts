/**
 * Who can read a document or a row, by asking for every person that the workspace knows: by which policies, with what masked, and who
 * could if somebody approved. People are asked for without an agent, an address or a purpose; agents only ever take away.
 */
import type { Decision } from '../../../entitlements/decide.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { type InventoryEntry, listPeople, readCells } from '../../catalog/inventory.ts';
import type { StoredCell } from '../../catalog/tables/documents.ts';
import type { AccessWho, ResourceRef } from '../../governance.ts';
import { cover } from '../../query/mask.ts';
import { alike, type Kind, whereIdsMatter } from './alike.ts';
import { type Approver, approversFor, asksForApproval } from './approvers.ts';
import { takingTurns } from './turns.ts';
import { decideOn, ifApproved, isWithin, planOf, type Scene, type Viewpoint, viewpointOf } from './viewpoint.ts';

/** People who are asked for. */
export const MAX_PEOPLE = 5_000;
/** Rows of a table that a question looks at. */
export const MAX_ROWS = 10_000;
/** Kinds of rows that are decided on for one person, to name the policies that let them in. */
const MAX_DECIDED = 200;
/** Policies that follow what entitlements say; whoever another one lets in reads beyond them. */
const BY_ENTITLEMENTS: ReadonlySet<string> = new Set(['owner', 'readers']);

type Reader = AccessWho['readers'][number];

/** Works out who can read `entries`: one document or row, or rows of the one table that `about` is. */
export async function whoReads(
  scene: Scene,
  about: ResourceRef,
  entries: readonly InventoryEntry[],
): Promise<AccessWho> {
  const isTable = entries.some(({ ref }) => ref.resourceId !== about.resourceId);
  const people = await listPeople(scene.catalog, scene.workspace, MAX_PEOPLE + 1);
  const table = await Table.of(scene, entries);
  const readers: Reader[] = [];
  const withApproval: { user: string; approver: string }[] = [];
  const pause = takingTurns();
  for (const user of people.slice(0, MAX_PEOPLE)) {
    await pause();
    const viewpoint = await viewpointOf(scene, { user });
    const { rows, ...reader } = await table.readBy(user, viewpoint);
    if (rows > 0) readers.push({ ...reader, ...(isTable && { rows }) });
    if (rows === entries.length) continue;
    const approvers = await table.approversFor(about.documentId, viewpoint);
    if (approvers) withApproval.push({ user, approver: approvers.map(({ as, name }) => name ?? as).join(', ') });
  }
  return {
    resource: about,
    readers,
    withApproval,
    ...(isTable && { rows: entries.length }),
    truncated: people.length > MAX_PEOPLE || entries.length >= MAX_ROWS || table.isCut,
  };
}

/** What is asked about, kind by kind. */
class Table {
  /** Whether somebody reads more kinds of rows than were decided on. */
  isCut = false;
  readonly #scene: Scene;
  readonly #kinds: readonly Kind<InventoryEntry>[];
  /** Of rows, where a policy masks anything. */
  readonly #cells: ReadonlyMap<string, readonly (readonly StoredCell[])[]>;

  private constructor(
    scene: Scene,
    kinds: readonly Kind<InventoryEntry>[],
    cells: Awaited<ReturnType<typeof readCells>>,
  ) {
    this.#scene = scene;
    this.#kinds = kinds;
    this.#cells = cells;
  }

  static async of(scene: Scene, entries: readonly InventoryEntry[]): Promise<Table> {
    const kinds = await alike(entries, ({ chunk }) => [chunk], await whereIdsMatter(scene));
    const isMasked = [...scene.rules.policies.values()].some(({ masks }) => masks.length > 0);
    const ids = entries.map(({ ref }) => ref.resourceId);
    return new Table(scene, kinds, isMasked ? await readCells(scene.catalog, ids) : new Map());
  }

  async readBy(user: Principal, viewpoint: Viewpoint): Promise<Reader & { readonly rows: number }> {
    const found = this.#within(viewpoint);
    const decisions: Decision[] = [];
    let rows = 0;
    for (const [i, kind] of found.entries()) {
      if (i >= MAX_DECIDED) {
        this.isCut = true;
        rows += kind.length;
        continue;
      }
      const decision = await decideOn(this.#scene, viewpoint, kind[0].ref.resourceId);
      const leaving = decision.allowed ? kind.filter((entry) => this.#leaves(entry, decision.masks)).length : 0;
      if (leaving > 0) decisions.push(decision);
      rows += leaving;
    }
    const policies = union(decisions.map((decision) => decision.policies));
    const masks = union(decisions.map((decision) => decision.masks));
    return { user, policies, beyondReaders: !policies.some((id) => BY_ENTITLEMENTS.has(id)), masks, rows };
  }

  /** Who could let them read more of it. */
  async approversFor(documentId: string, viewpoint: Viewpoint): Promise<readonly Approver[] | undefined> {
    if (!asksForApproval(this.#scene)) return undefined;
    const now = new Set(this.#within(viewpoint));
    const [more] = this.#within(ifApproved(viewpoint, documentId)).filter((kind) => !now.has(kind));
    return more && approversFor(this.#scene, viewpoint, more[0].ref);
  }

  #within(viewpoint: Viewpoint): readonly Kind<InventoryEntry>[] {
    const planned = planOf(this.#scene, viewpoint);
    return this.#kinds.filter(([{ chunk }]) => isWithin(planned, chunk));
  }

  /** Whether masks can be put on: a row of which that can't be said is withheld. */
  #leaves({ ref }: InventoryEntry, masks: readonly string[]): boolean {
    if (masks.length === 0 || ref.row === undefined) return true;
    const passages = this.#cells.get(ref.resourceId) ?? [];
    return passages.some((cells) => cover('', cells.map(nowhere), masks) !== undefined);
  }
}

/** Where a cell stands does not matter to whether it can be covered. */
const nowhere = (cell: StoredCell): StoredCell => ({ ...cell, start: 0, end: 0 });

const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

/**
 * Labels in numbers: the audiences, owners and attributes of a document and its rows, prepared before the generation is indexed and put
 * in force by its activation, never before.
 */
import { isDeepStrictEqual } from 'node:util';
import { and, eq, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Attributes } from '../../entitlements/attributes.ts';
import { rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Labelled, LabelledRow } from '../../ingest/label.ts';
import type { ResourceLabels } from '../index/port.ts';
import { type AudienceRef, existingAudience, holdAudience, internAudience, makeAudience } from './audiences.ts';
import { type Catalog, statement } from './catalog.ts';
import { collectionAudiences } from './collections.ts';
import type { StatedEntitlements } from './intent.ts';
import { type PendingGeneration, stagedId } from './pending.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Statement } from './store.ts';
import { collections, documents, resources } from './tables/documents.ts';
import { audiences, principals } from './tables/principals.ts';

/** The audiences of a document, what must be there before it is indexed, and what its activation changes. */
export interface DocumentAudiences {
  readonly readers: AudienceRef;
  readonly deniers: AudienceRef;
  readonly prepare: readonly Statement[];
  readonly onActivation: readonly Statement[];
}

/**
 * The audiences for stated entitlements. Sets are shared by content, unless `held`: then the document has its own readers,
 * because somebody set them before or because its rows build on them.
 */
export function documentAudiences(
  workspace: string,
  documentId: string,
  collection: string,
  stated: StatedEntitlements,
  held: boolean,
): DocumentAudiences {
  const inherited = collectionAudiences(workspace, collection);
  const deniers =
    stated.deniers.length === 0 ? inherited.deniers : internAudience(workspace, stated.deniers, inherited.deniers);
  const base = stated.readers === undefined ? inherited.readers : undefined;
  if (held) {
    const holder = `document:${documentId}/readers`;
    const readers = holdAudience(workspace, holder, stated.readers ?? [], base);
    return {
      readers: existingAudience(workspace, holder),
      deniers,
      prepare: [
        statement(
          sql`INSERT INTO audiences (workspace, holder) VALUES (${workspace}, ${holder}) ON CONFLICT DO NOTHING`,
        ),
        ...deniers.statements,
      ],
      onActivation: readers.statements,
    };
  }
  const readers = base ?? internAudience(workspace, stated.readers ?? []);
  return { readers, deniers, prepare: [...readers.statements, ...deniers.statements], onActivation: [] };
}

const readersAudience = alias(audiences, 'readers');
const deniersAudience = alias(audiences, 'deniers');

/** A document's labels as they stand in the catalogue. */
export interface CurrentLabels {
  readonly workspace: string;
  readonly documentId: string;
  readonly collection: string;
  readonly collectionId: number;
  readonly entitlementsVersion: number;
  readonly activeGeneration: number | null;
  readonly latestGeneration: number;
  readonly owner: Principal;
  readonly readersHolder: string;
  readonly deniersHolder: string;
  readonly classification: number;
  readonly attributes: Attributes;
}

export async function readCurrentLabels(catalog: Catalog, documentId: string): Promise<CurrentLabels | undefined> {
  const [row] = await catalog.db
    .select({
      workspace: documents.workspace,
      documentId: documents.id,
      collection: collections.name,
      collectionId: collections.id,
      entitlementsVersion: documents.entitlementsVersion,
      activeGeneration: documents.activeGeneration,
      latestGeneration: documents.latestGeneration,
      owner: sql<Principal>`${principals.name}`,
      readersHolder: readersAudience.holder,
      deniersHolder: deniersAudience.holder,
      classification: resources.classification,
      attributes: resources.attributes,
    })
    .from(documents)
    .innerJoin(resources, eq(resources.id, documents.id))
    .innerJoin(collections, eq(collections.id, documents.collectionId))
    .innerJoin(principals, eq(principals.id, resources.ownerId))
    .innerJoin(readersAudience, eq(readersAudience.id, resources.readersId))
    .innerJoin(deniersAudience, eq(deniersAudience.id, resources.deniersId))
    .where(and(eq(documents.id, documentId), ne(documents.status, 'deleted')));
  return row;
}

/** `kind` of a document as a whole; see `Labels`. */
const DOCUMENT = 0;

/** A row as a resource, in names and references. */
interface RowLabels {
  readonly resourceId: string;
  readonly row: LabelledRow;
  readonly owner: Principal;
  readonly readers: AudienceRef;
  /** Its document's, and its own over them. */
  readonly attributes: Attributes;
}

/** The labels under which a generation is indexed and activated. */
export interface DocumentLabels {
  readonly entitlementsVersion: number;
  readonly owner: Principal;
  readonly readers: AudienceRef;
  readonly deniers: AudienceRef;
  readonly classification: number;
  readonly attributes: Attributes;
  readonly collectionId: number;
  readonly rows: readonly RowLabels[];
  readonly prepare: readonly Statement[];
  readonly onActivation: readonly Statement[];
}

/** Works out a generation's labels from what its sender asked and from what has been set since. */
export function labelGeneration(
  current: CurrentLabels,
  { intent, receivedUnder, salt }: PendingGeneration,
  labelled: Labelled,
): DocumentLabels {
  const { workspace, documentId, collection } = current;
  const rowsBuildOnReaders = labelled.rows.some((row) => row.readers !== undefined);
  const held = `document:${documentId}/readers`;
  const statedNow = current.entitlementsVersion === receivedUnder;
  const stated = statedNow ? intent.entitlements : undefined;
  const classification = statedNow && intent.classification ? rankOf(intent.classification) : current.classification;
  const attributes = (statedNow ? labelled.attributes : undefined) ?? current.attributes;
  const owner = stated?.owner ?? current.owner;

  const isHeld = current.readersHolder === held;
  const chosen: DocumentAudiences = stated
    ? documentAudiences(workspace, documentId, collection, stated, rowsBuildOnReaders || isHeld)
    : unchangedAudiences(current, rowsBuildOnReaders && !isHeld);

  const rows = labelled.rows.map((row) => ({
    resourceId: stagedId(salt, 'row', row.index),
    row,
    owner: row.owner ?? owner,
    readers: row.readers === undefined ? chosen.readers : internAudience(workspace, row.readers, chosen.readers),
    attributes: { ...attributes, ...row.attributes },
  }));
  const names = [owner, ...rows.map((row) => row.owner)];
  return {
    entitlementsVersion: current.entitlementsVersion,
    owner,
    readers: chosen.readers,
    deniers: chosen.deniers,
    classification,
    attributes,
    collectionId: current.collectionId,
    rows,
    prepare: [
      ...chosen.prepare,
      internPrincipals(workspace, [...new Set(names)]),
      ...distinct(rows.map((row) => row.readers)).flatMap((readers) =>
        readers.holder === chosen.readers.holder ? [] : readers.statements,
      ),
    ],
    onActivation: [
      ...chosen.onActivation,
      ...relabel(current, { owner, classification, attributes, audiences: chosen }),
    ],
  };
}

/** The audiences that the document has. `wrap` puts its own held audience over shared readers, for rows to build on. */
function unchangedAudiences(current: CurrentLabels, wrap: boolean): DocumentAudiences {
  const { workspace, documentId } = current;
  const readers = existingAudience(workspace, current.readersHolder);
  const deniers = existingAudience(workspace, current.deniersHolder);
  if (!wrap) return { readers, deniers, prepare: [], onActivation: [] };
  const holder = `document:${documentId}/readers`;
  return {
    readers: existingAudience(workspace, holder),
    deniers,
    prepare: [makeAudience(workspace, holder, readers.id)],
    onActivation: [],
  };
}

function distinct(refs: readonly AudienceRef[]): AudienceRef[] {
  return [...new Map(refs.map((ref) => [ref.holder, ref])).values()];
}

/** Statements that change the document's own labels, none when they stay as they are. */
function relabel(
  current: CurrentLabels,
  {
    owner,
    classification,
    attributes,
    audiences,
  }: Pick<CurrentLabels, 'owner' | 'classification' | 'attributes'> & {
    readonly audiences: DocumentAudiences;
  },
): Statement[] {
  const { workspace, documentId } = current;
  const same =
    owner === current.owner &&
    classification === current.classification &&
    isDeepStrictEqual(attributes, current.attributes) &&
    audiences.readers.holder === current.readersHolder &&
    audiences.deniers.holder === current.deniersHolder;
  if (same) return [];
  return [
    statement(sql`UPDATE resources SET owner_id = ${principalId(workspace, owner)}, readers_id = ${audiences.readers.id},
      deniers_id = ${audiences.deniers.id}, classification = ${classification}, attributes = ${JSON.stringify(attributes)}
      WHERE id = ${documentId}`),
  ];
}

/** What an index keeps of a document's resources, by resource. */
export async function readResourceLabels(
  catalog: Catalog,
  documentId: string,
): Promise<ReadonlyMap<string, ResourceLabels>> {
  const rows = await catalog.db.values<[string, number, number, number, number, number, number, string]>(sql`
    SELECT r.id, r.row_number IS NOT NULL, r.readers_id, r.deniers_id, r.owner_id, d.collection_id, r.classification, r.attributes
    FROM resources r JOIN documents d ON d.id = r.document_id WHERE r.document_id = ${documentId}`);
  return new Map(
    rows.map(([id, kind, readers, deniers, owner, collection, classification, attributes]) => [
      id,
      {
        labels: { kind, readers, deniers, owner, collection, classification },
        attributes: JSON.parse(attributes) as Attributes,
      },
    ]),
  );
}

/** What a staged generation is indexed under: the document's labels as they will be once it is activated, the rows' as staged. */
export async function readStagedLabels(
  catalog: Catalog,
  current: Pick<CurrentLabels, 'workspace' | 'documentId'>,
  { collectionId: collection, classification, attributes, ...labels }: DocumentLabels,
): Promise<ReadonlyMap<string, ResourceLabels>> {
  const { workspace, documentId } = current;
  const [row] = await catalog.db.values<[number, number, number]>(
    sql`SELECT ${labels.readers.id}, ${labels.deniers.id}, ${principalId(workspace, labels.owner)}`,
  );
  if (!row) throw new Error('labels were not prepared');
  const [readers, deniers, owner] = row;
  const staged = new Map(await readResourceLabels(catalog, documentId));
  return staged.set(documentId, {
    labels: { kind: DOCUMENT, readers, deniers, owner, collection, classification },
    attributes,
  });
}

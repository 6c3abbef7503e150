/**
 * Documents as their owners see them: labels and state, never text.
 */
import { and, eq, ne, sql } from 'drizzle-orm';
import { classificationOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Finding } from '../../filters/finding.ts';
import type { DocumentView } from '../broker.ts';
import { type Catalog, prepare } from './catalog.ts';
import type { Intent } from './intent.ts';
import { principalId } from './people.ts';
import { documents } from './tables/documents.ts';

/** The document that this person brought under an external id. */
export async function findByExternalId(
  catalog: Catalog,
  workspace: string,
  broughtBy: Principal,
  externalId: string,
): Promise<string | undefined> {
  const [row] = await catalog.db
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.workspace, workspace),
        eq(documents.externalId, externalId),
        ne(documents.status, 'deleted'),
        sql`${documents.broughtById} = ${principalId(workspace, broughtBy)}`,
      ),
    );
  return row?.id;
}

type Row = [
  string,
  string | null,
  DocumentView['status'],
  number | null,
  number,
  number,
  string,
  string,
  number,
  number,
  string,
  number,
  string | null,
  string | null,
  string,
  string,
];

const askOwner = prepare<[owner: Principal]>(sql`
  SELECT o.name FROM documents d JOIN resources r ON r.id = d.id JOIN principals o ON o.id = r.owner_id
  WHERE d.id = ${sql.placeholder('documentId')} AND d.workspace = ${sql.placeholder('workspace')} AND d.status <> 'deleted'`);

/** Whose a document is: one statement for what exists and for what does not, so that neither takes longer to turn away. */
export async function readOwner(
  catalog: Catalog,
  workspace: string,
  documentId: string,
): Promise<Principal | undefined> {
  const [row] = await askOwner(catalog, { workspace, documentId });
  return row?.[0];
}

/** The document as its owner sees it, and `undefined` when there is none in this workspace. */
export async function readView(
  catalog: Catalog,
  workspace: string,
  documentId: string,
): Promise<DocumentView | undefined> {
  const [row] = await catalog.db.values<Row>(sql`
    SELECT d.id, d.external_id, d.status, d.active_generation, g.generation, d.created_at,
      c.name, o.name, r.classification, r.readers_id, ra.holder, r.deniers_id, g.title, g.format, g.intent, g.findings
    FROM documents d JOIN resources r ON r.id = d.id JOIN collections c ON c.id = d.collection_id
    JOIN principals o ON o.id = r.owner_id JOIN audiences ra ON ra.id = r.readers_id
    JOIN generations g ON g.document_id = d.id
      AND g.generation = (SELECT max(generation) FROM generations WHERE document_id = d.id)
    WHERE d.id = ${documentId} AND d.workspace = ${workspace} AND d.status <> 'deleted'`);
  if (!row) return undefined;
  const [id, externalId, status, generation, latestGeneration, createdAt, collection, owner, classification] = row;
  const [readersId, readersHolder, deniersId, title, format, intentText, findings] = row.slice(9) as [
    number,
    string,
    number,
    string | null,
    string | null,
    string,
    string,
  ];
  const intent = JSON.parse(intentText) as Intent;
  return {
    documentId: id,
    ...(externalId === null ? {} : { externalId }),
    title: title ?? intent.title ?? null,
    ...(intent.uri === undefined ? {} : { uri: intent.uri }),
    ...{ format, collection, status, generation, latestGeneration },
    classification: classificationOf(classification),
    createdAt: new Date(createdAt).toISOString(),
    entitlements: {
      owner,
      readers: await membersOf(catalog, readersId),
      deniers: await membersOf(catalog, deniersId),
      inherited: readersHolder.startsWith('collection:'),
    },
    findings: JSON.parse(findings) as Finding[],
  };
}

/** Members of an audience and its bases, by name. */
async function membersOf(catalog: Catalog, audienceId: number): Promise<string[]> {
  const rows = await catalog.db.values<[string]>(sql`
    WITH RECURSIVE base(id) AS (
      SELECT ${audienceId} UNION SELECT a.base_id FROM audiences a JOIN base ON a.id = base.id WHERE a.base_id IS NOT NULL
    ) SELECT DISTINCT p.name FROM base JOIN audience_members m ON m.audience_id = base.id
      JOIN principals p ON p.id = m.principal_id ORDER BY p.name`);
  return rows.map(([name]) => name);
}

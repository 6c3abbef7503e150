/**
 * The registry: which attributes a workspace has declared, for whom, of what type. A declaration never changes its type, and is not
 * taken back while anything has a value of it. Whether a policy names it is for the caller to see to, in the epoch of the change.
 */
import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Attributes, AttributeType, Registry, Subject } from '../../entitlements/attributes.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { AttributeDeclaration } from '../governance.ts';
import { type Catalog, guard, prepare, statement } from './catalog.ts';
import type { Batch } from './store.ts';
import { attributes } from './tables/settings.ts';

const askRegistry = prepare<[subject: Subject, name: string, type: AttributeType]>(sql`
  SELECT subject, name, type FROM attributes WHERE workspace = ${sql.placeholder('workspace')} ORDER BY subject, name`);

/** What the workspace has declared. The records have no prototype: a name that was not declared is not there, whatever it is. */
export async function readRegistry(catalog: Catalog, workspace: string): Promise<Registry> {
  const nothing = () => Object.create(null) as Record<string, AttributeType>;
  const registry = { user: nothing(), agent: nothing(), resource: nothing() };
  for (const [subject, name, type] of await askRegistry(catalog, { workspace })) registry[subject][name] = type;
  return registry;
}

/** The same as a list, by subject and name. */
export async function listDeclarations(catalog: Catalog, workspace: string): Promise<AttributeDeclaration[]> {
  return catalog.db
    .select({ subject: attributes.subject, name: attributes.name, type: attributes.type })
    .from(attributes)
    .where(eq(attributes.workspace, workspace))
    .orderBy(asc(attributes.subject), asc(attributes.name));
}

/** Attributes as people read them: datetimes, which are kept in milliseconds, as RFC 3339 text. */
export function writtenAttributes(values: Attributes, declared: Registry[Subject]): Attributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      declared[name] === 'datetime' && typeof value === 'number'
        ? [name, new Date(value).toISOString()]
        : [name, value],
    ),
  );
}

/** Declares an attribute; nothing happens when it is declared already. Refused with `attribute-in-use` when that is with another type. */
export function declareAttribute(workspace: string, declaration: AttributeDeclaration, event: AuditEvent): Batch {
  const { subject, name, type } = declaration;
  return {
    guards: [
      guard(
        'attribute-in-use',
        sql`NOT EXISTS (SELECT 1 FROM attributes
          WHERE workspace = ${workspace} AND subject = ${subject} AND name = ${name} AND type <> ${type})`,
      ),
    ],
    statements: [
      statement(sql`INSERT INTO attributes (workspace, subject, name, type)
        VALUES (${workspace}, ${subject}, ${name}, ${type}) ON CONFLICT DO NOTHING`),
    ],
    events: [event],
  };
}

/** Takes a declaration back. Refused with `attribute-in-use` while anything has a value of it, or waits to be taken in with one. */
export function withdrawAttribute(workspace: string, subject: Subject, name: string, event: AuditEvent): Batch {
  return {
    advancesEpoch: true,
    guards: holders(workspace, subject, name).map((some) => guard('attribute-in-use', sql`NOT EXISTS (${some})`)),
    statements: [
      statement(sql`DELETE FROM attributes WHERE workspace = ${workspace} AND subject = ${subject} AND name = ${name}`),
    ],
    events: [event],
  };
}

/** What has a value of the attribute. A name is letters, digits and `_`, so it is a key of a JSON path as it stands. */
function holders(workspace: string, subject: Subject, name: string): SQL[] {
  const has = (json: SQL, path: string) => sql`json_type(${json}, ${path}) IS NOT NULL`;
  if (subject !== 'resource') {
    return [
      sql`SELECT 1 FROM principals WHERE workspace = ${workspace} AND name >= ${`${subject}:`} AND name < ${`${subject};`}
        AND attributes <> '{}' AND ${has(sql`attributes`, `$.${name}`)}`,
    ];
  }
  return [
    sql`SELECT 1 FROM resources r JOIN documents d ON d.id = r.document_id
      WHERE d.workspace = ${workspace} AND d.status <> 'deleted'
        AND r.attributes <> '{}' AND ${has(sql`r.attributes`, `$.${name}`)}`,
    // What its sender stated before it was read, or of a version that is held: it may yet be served.
    sql`SELECT 1 FROM generations g JOIN documents d ON d.id = g.document_id
      WHERE d.workspace = ${workspace} AND d.status <> 'deleted' AND g.status NOT IN ('superseded', 'rejected')
        AND (${has(sql`g.intent`, `$.attributes.${name}`)} OR ${has(sql`g.intent`, `$.rows.attributes.${name}`)})`,
  ];
}

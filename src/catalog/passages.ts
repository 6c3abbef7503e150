/**
 * Passages with the facts that decide on them, read in one statement: text never travels without its labels.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { ScoredSpan, Verdict } from '../../filters/injection/classifier.ts';
import type { Locator } from '../../ingest/stages.ts';
import { isMember } from './audiences.ts';
import { type Ask, type Catalog, prepare } from './catalog.ts';

/** A chunk as it stands in the catalogue. */
export interface Passage {
  readonly chunkId: string;
  readonly documentId: string;
  readonly resourceId: string;
  readonly generation: number;
  readonly ordinal: number;
  readonly text: string;
  readonly contentHash: string;
  readonly title: string;
  readonly uri: string | undefined;
  readonly collection: string;
  readonly locator: Locator;
  readonly risk: {
    readonly score: number;
    readonly verdict: Verdict;
    readonly spans: readonly ScoredSpan[];
    readonly scoredBy: string;
  };
}

export interface PassageWithFacts {
  readonly passage: Passage;
  readonly facts: ResourceFacts;
  /** What an auditor needs to see why: numbers of the labels that were evaluated. */
  readonly evidence: {
    readonly owner: string;
    readonly readers: number;
    readonly deniers: number;
    readonly entitlementsVersion: number;
  };
}

type Row = [
  string,
  string,
  string,
  number,
  number,
  string,
  string,
  string,
  string | null,
  string,
  string,
  number,
  Verdict,
  string,
  string,
  string,
  number,
  number,
  string,
  number,
  number,
  number,
  number,
  number,
];

const person = sql`${sql.placeholder('person')}`;
const all = sql`${sql.placeholder('all')}`;

const passages = (where: SQL): Ask<Row> =>
  prepare(sql`
    SELECT c.id, c.document_id, c.resource_id, c.generation, c.ordinal, c.text, c.content_hash, g.title, g.intent ->> 'uri', k.name,
      c.locator, c.risk_score, c.verdict, c.spans, g.scored_by,
      d.workspace, d.status = 'active' AND c.generation IS d.active_generation AND g.status = 'active' AND c.verdict <> 'malicious',
      r.owner_id, o.name, r.readers_id, r.deniers_id, d.entitlements_version,
      r.classification, ${isMember(sql`r.readers_id`, person)} + 2 * ${isMember(sql`r.deniers_id`, all)}
    FROM chunks c JOIN resources r ON r.id = c.resource_id JOIN documents d ON d.id = c.document_id
    JOIN generations g ON g.document_id = c.document_id AND g.generation = c.generation
    JOIN collections k ON k.id = d.collection_id JOIN principals o ON o.id = r.owner_id
    WHERE ${where}`);

/** Placeholders of those who ask: the person's principals, and the agent's with them. */
const askers = ({ principals, agentPrincipals }: Standing) => ({
  person: JSON.stringify(principals),
  all: JSON.stringify([...principals, ...agentPrincipals]),
});

function fromRow(row: Row): PassageWithFacts {
  const [chunkId, documentId, resourceId, generation, ordinal, text, contentHash, title, uri, collection, locator] =
    row;
  const [
    score,
    verdict,
    spans,
    scoredBy,
    workspace,
    served,
    ownerId,
    owner,
    readers,
    deniers,
    entitlementsVersion,
    classification,
    edges,
  ] = row.slice(11) as [
    number,
    Verdict,
    string,
    string,
    string,
    number,
    number,
    string,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    passage: {
      ...{ chunkId, documentId, resourceId, generation, ordinal, text, contentHash, title, collection },
      uri: uri ?? undefined,
      locator: JSON.parse(locator) as Locator,
      risk: { score, verdict, spans: JSON.parse(spans) as ScoredSpan[], scoredBy },
    },
    facts: {
      workspace,
      served: served === 1,
      ownerId,
      reads: (edges & 1) !== 0,
      denied: (edges & 2) !== 0,
      classification,
    },
    evidence: { owner, readers, deniers, entitlementsVersion },
  };
}

const askChunks = passages(sql`c.id IN (SELECT value FROM json_each(${sql.placeholder('chunkIds')}))`);

/** The chunks with these ids, with facts as they are now for those who ask. Ids that no longer exist are simply not there. */
export async function readPassages(
  catalog: Catalog,
  standing: Standing,
  chunkIds: readonly string[],
): Promise<ReadonlyMap<string, PassageWithFacts>> {
  const rows = await askChunks(catalog, { ...askers(standing), chunkIds: JSON.stringify(chunkIds) });
  return new Map(rows.map(fromRow).map((one) => [one.passage.chunkId, one]));
}

const askWhole = passages(sql`c.id IN (
    SELECT id FROM chunks WHERE resource_id = ${sql.placeholder('id')} UNION SELECT id FROM chunks WHERE document_id = ${sql.placeholder('id')})
  AND c.generation IS d.active_generation AND c.ordinal > ${sql.placeholder('after')}
  ORDER BY c.ordinal LIMIT ${sql.placeholder('limit')}`);

/**
 * The served chunks of one resource or document, in order: at most `limit` with ordinals above `after`. `id` is a document's, which
 * gives all its chunks, or a row's, which gives the row's. Whoever calls decides on each: a document's rows need not be
 * readable together.
 */
export async function readWhole(
  catalog: Catalog,
  standing: Standing,
  id: string,
  after: number,
  limit: number,
): Promise<PassageWithFacts[]> {
  const rows = await askWhole(catalog, { ...askers(standing), id, after, limit });
  return rows.map(fromRow);
}

/**
 * Reviews as analysts see them, without what was cut: that is sealed. A deleted document's are there only while a legal hold keeps it.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import { classificationOf } from '../../entitlements/classification.ts';
import type { Finding } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { Intake } from '../broker.ts';
import type { ReviewState, ReviewView } from '../review.ts';
import type { Catalog } from './catalog.ts';
import type { Intent } from './intent.ts';
import type { generations } from './tables/documents.ts';

/** A review with what leads to its evidence. */
export interface FoundReview {
  readonly view: ReviewView;
  /** Name of the evidence of what was cut. */
  readonly cut: string;
  readonly owner: string;
  readonly attributes: Attributes;
  /** Of the version, while it is there. */
  readonly intent: Intent | undefined;
  readonly isOnHold: boolean;
}

type Row = [
  id: string,
  documentId: string,
  generation: number,
  state: ReviewState,
  title: string,
  format: string,
  findings: string,
  findingCount: number,
  riskScore: number,
  verdict: Verdict,
  broughtBy: string,
  receivedAt: number,
  openedAt: number,
  decidedAt: number | null,
  decidedBy: string | null,
  note: string | null,
  cut: string,
  status: (typeof generations.$inferSelect)['status'] | null,
  intent: string | null,
  collection: string,
  owner: string,
  classification: number,
  attributes: string,
  isOnHold: number,
];

/** Findings that a list shows of each version, the worst first. */
const LISTED_FINDINGS = 20;

const worstFindings = sql`(SELECT json_group_array(json(value)) FROM (SELECT value FROM json_each(r.findings)
  ORDER BY CASE value ->> 'severity' WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END, key LIMIT ${LISTED_FINDINGS}))`;

const query = (findings: SQL, where: SQL) => sql`
  SELECT r.id, r.document_id, r.generation, r.state, r.title, r.format, ${findings}, json_array_length(r.findings), r.risk_score, r.verdict, r.brought_by, r.received_at,
    r.opened_at, r.decided_at, r.decided_by, r.note, r.cut, g.status, g.intent, k.name, o.name, s.classification, s.attributes,
    h.document_id IS NOT NULL
  FROM reviews r JOIN documents d ON d.id = r.document_id JOIN collections k ON k.id = d.collection_id
  JOIN resources s ON s.id = d.id JOIN principals o ON o.id = s.owner_id
  LEFT JOIN generations g ON g.document_id = r.document_id AND g.generation = r.generation AND d.status <> 'deleted'
  LEFT JOIN legal_holds h ON h.document_id = d.id
  WHERE (d.status <> 'deleted' OR h.document_id IS NOT NULL) AND ${where}`;

/** One review of the workspace. */
export async function findReview(
  catalog: Catalog,
  workspace: string,
  reviewId: string,
): Promise<FoundReview | undefined> {
  const [row] = await catalog.db.values<Row>(
    query(sql`r.findings`, sql`r.workspace = ${workspace} AND r.id = ${reviewId}`),
  );
  return row && found(row);
}

/** Reviews of the workspace with the worst of their findings, newest first, `limit` of them after `before`; of one state, or of all. */
export async function listReviews(
  catalog: Catalog,
  workspace: string,
  { state, before, limit }: { readonly state?: ReviewState; readonly before?: string; readonly limit: number },
): Promise<ReviewView[]> {
  const those = [
    sql`r.workspace = ${workspace}`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(before === undefined
      ? []
      : [
          sql`(r.opened_at, r.id) < (SELECT opened_at, id FROM reviews WHERE id = ${before} AND workspace = ${workspace})`,
        ]),
  ];
  const where = sql`${sql.join(those, sql` AND `)} ORDER BY r.opened_at DESC, r.id DESC LIMIT ${limit}`;
  const rows = await catalog.db.values<Row>(query(worstFindings, where));
  return rows.map((row) => found(row).view);
}

const STATUS = {
  pending: 'received',
  active: 'active',
  held: 'held',
  rejected: 'rejected',
  superseded: 'gone',
} as const;

function found(row: Row): FoundReview {
  const [reviewId, documentId, generation, state, title, format, findings, findingCount, score, verdict] = row;
  const [broughtBy, receivedAt, openedAt, decidedAt, decidedBy, note, cut, status, intent] = row.slice(10, 19) as [
    string,
    number,
    number,
    number | null,
    string | null,
    string | null,
    string,
    Row[17],
    string | null,
  ];
  const [collection, owner, classification, attributes, isOnHold] = row.slice(19) as [
    string,
    string,
    number,
    string,
    number,
  ];
  return {
    view: {
      ...{ reviewId, documentId, generation, state, title, format, collection, broughtBy },
      status: status === null ? 'gone' : STATUS[status],
      classification: classificationOf(classification),
      receivedAt: new Date(receivedAt).toISOString(),
      openedAt: new Date(openedAt).toISOString(),
      risk: { score, verdict },
      findings: JSON.parse(findings) as Finding[],
      findingCount,
      decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
      ...{ decidedBy, note },
    },
    cut,
    owner,
    attributes: JSON.parse(attributes) as Attributes,
    intent: intent === null ? undefined : (JSON.parse(intent) as Intent),
    isOnHold: isOnHold === 1,
  };
}

/** What became of these very bytes in this document, when somebody rejected them: they are not asked about again. */
export async function findRejected(catalog: Catalog, documentId: string, blob: string): Promise<Intake | undefined> {
  const [row] = await catalog.db.values<[number, string, number]>(sql`
    SELECT r.generation, r.findings, (SELECT count(*) FROM chunks c WHERE c.document_id = r.document_id AND c.generation = r.generation)
    FROM reviews r WHERE r.document_id = ${documentId} AND r.blob = ${blob} AND r.state = 'rejected'
    ORDER BY r.decided_at DESC LIMIT 1`);
  if (!row) return undefined;
  const [generation, findings, chunks] = row;
  return { documentId, status: 'rejected', generation, chunks, findings: JSON.parse(findings) as Finding[] };
}

/**
 * A data folder as an outsider finds it: catalogue, index files and bytes are read by plain SQL and plain file calls, without
 * the product's code, and held against each other. What does not fit is told in words.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';

type Row = Readonly<Record<string, string | number | null>>;

function all(db: Database.Database, sql: string): Row[] {
  return db.prepare(sql).all() as Row[];
}

/** What must never be there, whatever was interrupted: nothing is served that is not whole. */
const NEVER: Readonly<Record<string, string>> = {
  'a served generation that is not active': `SELECT d.id FROM documents d LEFT JOIN generations g
    ON g.document_id = d.id AND g.generation = d.active_generation
    WHERE d.active_generation IS NOT NULL AND g.status IS NOT 'active'`,
  'an active generation that is not served': `SELECT g.document_id AS id FROM generations g JOIN documents d ON d.id = g.document_id
    WHERE g.status = 'active' AND d.status <> 'deleted' AND d.active_generation IS NOT g.generation`,
  'a served generation without passages': `SELECT d.id FROM documents d WHERE d.active_generation IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM chunks c WHERE c.document_id = d.id AND c.generation = d.active_generation)`,
  'a served generation with a gap': `SELECT document_id AS id FROM chunks c JOIN documents d
    ON d.id = c.document_id AND d.active_generation = c.generation
    GROUP BY document_id HAVING max(ordinal) - min(ordinal) + 1 <> count(*) OR min(ordinal) <> 0`,
  'a generation that waits without a job': `SELECT document_id AS id FROM generations g WHERE status = 'pending' AND NOT EXISTS
    (SELECT 1 FROM jobs j WHERE j.document_id = g.document_id AND j.kind IN ('ingest', 'erase'))`,
  'a held generation that nobody is asked about': `SELECT g.document_id AS id FROM generations g JOIN documents d ON d.id = g.document_id
    WHERE g.status = 'held' AND d.status <> 'deleted' AND NOT EXISTS
    (SELECT 1 FROM reviews r WHERE r.document_id = g.document_id AND r.generation = g.generation AND r.state = 'open')`,
  'an open review of nothing to decide': `SELECT r.id FROM reviews r LEFT JOIN generations g
    ON g.document_id = r.document_id AND g.generation = r.generation
    WHERE r.state = 'open' AND coalesce(g.status, '') NOT IN ('held', 'active')`,
  'an open review without evidence': `SELECT r.id FROM reviews r WHERE r.state = 'open' AND (
    NOT EXISTS (SELECT 1 FROM evidence e WHERE e.name = r.cut AND e.kind = 'cut')
    OR NOT EXISTS (SELECT 1 FROM evidence e WHERE e.document_id = r.document_id AND e.generation = r.generation AND e.kind = 'original'))`,
};

/** What must not be there once all work is done. */
const SETTLED: Readonly<Record<string, string>> = {
  'a job': `SELECT kind || ' ' || document_id AS id FROM jobs`,
  'a generation that waits': `SELECT document_id AS id FROM generations WHERE status = 'pending'`,
  'a generation that was replaced': `SELECT document_id AS id FROM generations WHERE status = 'superseded'`,
  'a document that waits or is deleted': `SELECT id FROM documents WHERE status IN ('received', 'deleted')
    AND id NOT IN (SELECT document_id FROM legal_holds)`,
  'passages of no generation': `SELECT DISTINCT c.document_id AS id FROM chunks c LEFT JOIN generations g
    ON g.document_id = c.document_id AND g.generation = c.generation WHERE g.document_id IS NULL`,
  'rows of no generation': `SELECT DISTINCT r.document_id AS id FROM resources r LEFT JOIN generations g
    ON g.document_id = r.document_id AND g.generation = r.generation WHERE r.row_number IS NOT NULL AND g.document_id IS NULL`,
  'rows without passages': `SELECT r.id FROM resources r WHERE r.row_number IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM chunks c WHERE c.resource_id = r.id)`,
  'an audience of a document that is gone': `SELECT a.holder AS id FROM audiences a WHERE a.holder LIKE 'document:%' AND NOT EXISTS
    (SELECT 1 FROM documents d WHERE d.id = substr(a.holder, 10, 36))`,
};

const BLOB = /^([0-9a-f-]{36})\.(\d+)/;

/** Files with a document's bytes: name, document, generation and content hash. */
function blobFiles(folder: string) {
  const root = join(folder, 'blobs');
  return readdirSync(root).flatMap((shard) =>
    readdirSync(join(root, shard)).map((name) => {
      const path = join(root, shard, name);
      const [, documentId = '', generation = ''] = BLOB.exec(name) ?? [];
      return {
        path,
        name,
        key: `${documentId}.${generation}`,
        hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
      };
    }),
  );
}

/** Paths of the files with documents' bytes. */
export const blobPaths = (folder: string) => blobFiles(folder).map(({ path }) => path);

/**
 * Everything that is not as it has to be. `settled`: all work is done, and nothing may be left over either. `indexFiles: false`: the index is
 * somewhere else.
 */
export function faultsIn(
  folder: string,
  { settled, indexFiles = true }: { readonly settled: boolean; readonly indexFiles?: boolean },
): string[] {
  const db = new Database(join(folder, 'sluice.db'), { readonly: true });
  try {
    const rules = settled ? { ...NEVER, ...SETTLED } : NEVER;
    const faults = Object.entries(rules).flatMap(([fault, sql]) => all(db, sql).map(({ id }) => `${fault}: ${id}`));
    const ofFiles = [...bytesFaults(db, folder, settled), ...evidenceFaults(db, folder, settled)];
    return [...faults, ...ofFiles, ...(indexFiles ? indexFaults(db, folder, settled) : [])];
  } finally {
    db.close();
  }
}

function bytesFaults(db: Database.Database, folder: string, settled: boolean): string[] {
  const files = blobFiles(folder);
  // Those of a document that is being erased go before the last word of it.
  const wanted = new Map(
    all(
      db,
      `SELECT document_id, generation, blob FROM generations g
        WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.document_id = g.document_id AND j.kind = 'erase')`,
    ).map((g) => [`${g.document_id}.${g.generation}`, g.blob]),
  );
  const kept = files.filter(({ key, hash, name }) => wanted.get(key) === hash && !name.endsWith('.part'));
  const keptKeys = new Set(kept.map(({ key }) => key));
  return [
    ...[...wanted.keys()]
      .filter((key) => !keptKeys.has(key))
      .map((key) => `bytes of an accepted version are not there: ${key}`),
    ...(settled
      ? files.filter((file) => !kept.includes(file)).map(({ name }) => `bytes that belong to nothing: ${name}`)
      : []),
  ];
}

/** Paths of the files with evidence, whole and in part. */
export function evidencePaths(folder: string): string[] {
  const root = join(folder, 'evidence');
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((shard) => readdirSync(join(root, shard)).map((name) => join(root, shard, name)));
}

function evidenceFaults(db: Database.Database, folder: string, settled: boolean): string[] {
  const rows = all(
    db,
    `SELECT name, EXISTS (SELECT 1 FROM jobs j WHERE j.document_id = e.document_id AND j.kind = 'erase') AS goes FROM evidence e`,
  );
  const named = new Set(rows.map(({ name }) => String(name)));
  const files = evidencePaths(folder).map((path) => basename(path));
  // That of a document that is being erased goes before the last word of it.
  const wanted = rows.filter(({ goes }) => goes === 0).map(({ name }) => String(name));
  return [
    ...wanted.filter((name) => !files.includes(name)).map((name) => `evidence that is not there: ${name}`),
    ...(settled
      ? files.filter((name) => !named.has(name)).map((name) => `evidence that belongs to nothing: ${name}`)
      : []),
  ];
}

/** Holds every workspace's index against what the catalogue serves. */
function indexFaults(db: Database.Database, folder: string, settled: boolean): string[] {
  const workspaces = new Set(
    all(db, 'SELECT DISTINCT workspace FROM documents').map(({ workspace }) => String(workspace)),
  );
  // What was brought to the index of before while another took its place is in this one when that is settled.
  const isSettling = !settled && all(db, `SELECT id FROM jobs WHERE kind = 'settle'`).length > 0;
  for (const file of readdirSync(join(folder, 'index'))) if (file.endsWith('.db')) workspaces.add(file.slice(0, -3));
  return [...workspaces].flatMap((workspace) => {
    const path = join(folder, 'index', `${workspace}.db`);
    const served = all(
      db,
      `SELECT c.id, c.generation, r.id AS resource, r.row_number IS NOT NULL AS kind, r.readers_id AS readers, r.deniers_id AS deniers, r.owner_id AS owner,
        d.collection_id AS collection, r.classification, c.verdict = 'suspicious' AS risk,
        CAST(ceil(c.risk_score * 1000) AS INTEGER) AS score, nullif(r.attributes, '{}') AS attributes
        FROM chunks c JOIN documents d ON d.id = c.document_id AND d.active_generation = c.generation
        JOIN resources r ON r.id = c.resource_id WHERE d.workspace = '${workspace}' AND c.verdict <> 'malicious'`,
    );
    if (!existsSync(path)) return served.map(({ id }) => `a served passage that is not indexed: ${id}`);
    const index = new Database(path);
    try {
      const indexed = all(
        index,
        `SELECT chunk_id AS id, generation, resource_id AS resource, kind, readers, deniers, owner, collection, classification, risk, score,
          attributes FROM passage JOIN label USING (id)`,
      );
      const byId = new Map(indexed.map((row) => [row.id, JSON.stringify(row)]));
      const servedIds = new Set(served.map(({ id }) => id));
      const words = all(index, 'SELECT rowid AS id FROM words').length;
      return [
        ...(isSettling
          ? []
          : served
              .filter(({ id }) => !byId.has(id ?? ''))
              .map(({ id }) => `a served passage that is not indexed: ${id}`)),
        ...(words === indexed.length ? [] : [`the index has ${indexed.length} passages and words of ${words}`]),
        ...(settled
          ? indexed
              .filter(({ id }) => !servedIds.has(id))
              .map(({ id }) => `an indexed passage that is not served: ${id}`)
          : []),
        ...(settled
          ? served
              .filter((row) => byId.has(row.id ?? '') && byId.get(row.id ?? '') !== JSON.stringify(row))
              .map(({ id }) => `labels in the index that are not the catalogue's: ${id}`)
          : []),
      ];
    } finally {
      index.close();
    }
  });
}

/** How much there is of everything that a document leaves behind. */
export function amountsIn(folder: string, workspace = 'main'): Readonly<Record<string, number>> {
  const db = new Database(join(folder, 'sluice.db'), { readonly: true });
  const index = new Database(join(folder, 'index', `${workspace}.db`), { readonly: true });
  try {
    const tables = [
      'documents',
      'generations',
      'resources',
      'chunks',
      'jobs',
      'audiences',
      'collections',
      'reviews',
      'evidence',
      'detections',
      'sketches',
    ];
    const count = (of: Database.Database, table: string) => Number(all(of, `SELECT count(*) AS n FROM ${table}`)[0]?.n);
    return {
      ...Object.fromEntries(tables.map((table) => [table, count(db, table)])),
      blobs: blobFiles(folder).length,
      sealed: evidencePaths(folder).length,
      passages: count(index, 'passage'),
      words: count(index, 'words'),
    };
  } finally {
    db.close();
    index.close();
  }
}

/** Documents that were accepted, by the chain: their ids and versions, without those that were taken back or deleted. */
export function acceptedIn(folder: string): Set<string> {
  const db = new Database(join(folder, 'sluice.db'), { readonly: true });
  try {
    const entries = all(db, `SELECT kind, body FROM audit WHERE kind LIKE 'document.%' ORDER BY seq`);
    const accepted = new Set<string>();
    for (const { kind, body } of entries) {
      const { documentId } = JSON.parse(String(body)) as { documentId: string };
      if (kind === 'document.received') accepted.add(documentId);
      if (kind === 'document.failed' || kind === 'document.deleted') accepted.delete(documentId);
    }
    return accepted;
  } finally {
    db.close();
  }
}

/** A document's state and a fingerprint of everything that was made of it; ids and other random things left out. */
export function describeDocument(
  folder: string,
  documentId: string,
): { readonly status: string; readonly passages: number; readonly print: string } {
  const db = new Database(join(folder, 'sluice.db'), { readonly: true });
  try {
    const [document] = db
      .prepare('SELECT status, latest_generation FROM documents WHERE id = ?')
      .all(documentId) as Row[];
    const members = `(SELECT group_concat(name) FROM (SELECT p.name FROM audience_members m JOIN principals p ON p.id = m.principal_id
      WHERE m.audience_id = r.readers_id ORDER BY p.name))`;
    const passages = db
      .prepare(
        `SELECT c.ordinal, c.content_hash, c.locator, c.start, c."end", c.risk_score, c.verdict, c.spans, r.row_number, o.name AS owner,
          ${members} AS readers, r.classification
          FROM chunks c JOIN resources r ON r.id = c.resource_id JOIN principals o ON o.id = r.owner_id
          WHERE c.document_id = ? AND c.generation = ? ORDER BY c.ordinal`,
      )
      .all(documentId, document?.latest_generation ?? 0);
    const print = createHash('sha256').update(JSON.stringify(passages)).digest('hex');
    return { status: String(document?.status ?? 'absent'), passages: passages.length, print };
  } finally {
    db.close();
  }
}

/** Makes all bytes and evidence look as old as what is surely left behind, so that a sweep needs no waiting. */
export function ageBlobs(folder: string): void {
  const longAgo = new Date(Date.now() - 24 * 60 * 60_000);
  for (const path of [...blobPaths(folder), ...evidencePaths(folder)]) utimesSync(path, longAgo, longAgo);
}

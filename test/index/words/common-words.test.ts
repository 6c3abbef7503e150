import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Condition } from '../../../entitlements/condition.ts';
import { commonIn } from '../../../src/index/sqlite/common-words.ts';
import { toSql } from '../../../src/index/sqlite/condition.ts';
import { openForWriting } from '../../../src/index/sqlite/schema.ts';
import { openSearching, type Searching } from '../../../src/index/sqlite/searching.ts';
import { searchWords, wordsSql } from '../../../src/index/sqlite/words.ts';
import { segment } from '../../../src/index/words/segment.ts';
import { CONTRACT_MODEL } from '../../contract/world.ts';

const EVERYBODY = 1;
const FEW = 2;

let folder: string;
let db: Database.Database;
let searching: Searching;
const ids = new Map<string, number>();

/** Of 50,000 passages, as the file says, 12,000 are there: enough of them have a word for it to be common. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-common-'));
  const path = join(folder, 'words.db');
  db = openForWriting(path, CONTRACT_MODEL, true);
  db.transaction(() => {
    for (let i = 0; i < 5_200; i++) put(`filler ${i}`, `policy number${i}`, EVERYBODY);
    for (let i = 0; i < 6_800; i++) put(`other ${i}`, 'nothing', EVERYBODY);
    put('secret', 'zanzibar policy', FEW);
    put('rare', 'refund cats', EVERYBODY);
    put('both', 'refund policy', EVERYBODY);
    put('mine', 'policy for cats', FEW);
    db.prepare('UPDATE file SET vectors = 50000').run();
  })();
  searching = openSearching(path);
});
afterAll(async () => {
  searching.db.close();
  db.close();
  await rm(folder, { recursive: true });
});

function put(name: string, text: string, readers: number): void {
  const passage = db.prepare(
    `INSERT INTO passage (chunk_id, document_id, generation, resource_id) VALUES (?, 'd', 1, 'r')`,
  );
  const id = Number(passage.run(name).lastInsertRowid);
  db.prepare(`INSERT INTO label (id, kind, readers, deniers, owner, collection, classification, risk, score)
    VALUES (?, 0, ?, 0, 0, 0, 0, 0, 0)`).run(id, readers);
  db.prepare(`INSERT INTO words (rowid, title, headings, body) VALUES (?, '', '', ?)`).run(id, segment(text));
  ids.set(name, id);
}

const readBy = (readers: number): Condition => ({ op: 'is-one-of', label: 'readers', values: [readers] });
const find = (text: string, condition: Condition, depth = 10_000) =>
  searchWords(searching, toSql(condition), text, depth).map(({ id }) => id);
const idOf = (name: string) => ids.get(name);

describe('a word that stands in more than a tenth of the passages', () => {
  test('ranks what a rarer word finds, and finds nothing itself', () => {
    expect(find('refund policy', readBy(EVERYBODY))).toEqual([idOf('both'), idOf('rare')]);
    expect(find('refund', readBy(EVERYBODY))).toHaveLength(2);
  });

  test('finds passages where it is alone, and where the rarer ones find none', () => {
    expect(find('policy', readBy(EVERYBODY))).toHaveLength(5_201);
    expect(find('policy', readBy(FEW))).toHaveLength(2);
    expect(find('refund policy', readBy(FEW))).toHaveLength(2);
  });

  test('finds the same whether a rarer word stands nowhere, or only where the caller may not look', () => {
    const absent = find('policy xylophone', readBy(EVERYBODY));
    expect(absent).toHaveLength(5_201);
    expect(find('policy zanzibar', readBy(EVERYBODY))).toEqual(absent);
  });

  test('is told by its stem, and counted anew when the file changes', () => {
    const isCommon = (word: string) => commonIn(searching)(word);
    expect(['policy', 'policies', 'refund', 'xylophone'].map(isCommon)).toEqual([true, true, false, false]);
    db.prepare('UPDATE file SET vectors = 60000').run();
    expect(isCommon('policy')).toBe(false);
    db.prepare('UPDATE file SET vectors = 49999').run();
    expect(isCommon('policy')).toBe(false);
    db.prepare('UPDATE file SET vectors = 50000').run();
    expect(isCommon('policy')).toBe(true);
  });
});

test('a deeper search begins with what one less deep finds', () => {
  for (const text of ['refund policy', 'policy', 'policy xylophone']) {
    const all = find(text, readBy(EVERYBODY));
    for (const depth of [1, 2, 100]) expect(find(text, readBy(EVERYBODY), depth)).toEqual(all.slice(0, depth));
  }
});

test('the query is driven by the words, then by labels, and reads more only for a condition that needs it', () => {
  const scansFor = (condition: Condition, expressions: number) => {
    const { sql, params } = toSql(condition);
    const given = Array.from({ length: expressions }, () => ['"alpha"', ...params]).flat();
    const steps = searching.db.prepare(`EXPLAIN QUERY PLAN ${wordsSql(sql, expressions)}`).all(...given, 8) as {
      detail: string;
    }[];
    return steps.map(({ detail }) => detail).filter((detail) => /^(SCAN|SEARCH) (words|l|p)\b/.test(detail));
  };
  const orRisk = (condition: Condition): Condition => ({
    op: 'or',
    any: [condition, { op: 'at-most', label: 'risk', value: 0 }],
  });
  const words = expect.stringMatching(/^SCAN words VIRTUAL TABLE/);
  const labels = expect.stringMatching(/^SEARCH l USING INTEGER PRIMARY KEY/);
  const passage = expect.stringMatching(/^SEARCH p USING INTEGER PRIMARY KEY/);
  const many = Array.from({ length: 1_000 }, (_, i) => i);
  for (const expressions of [1, 2]) {
    const times = (steps: readonly unknown[]) => Array.from({ length: expressions }, () => steps).flat();
    for (const values of [[1, 2, 3], many]) {
      expect(scansFor(orRisk({ op: 'is-one-of', label: 'readers', values }), expressions)).toEqual(
        times([words, labels]),
      );
    }
    const onPassages: readonly Condition[] = [
      { op: 'document-is', ids: ['a'] },
      { op: 'contains-any', attribute: 'region', values: ['a'] },
    ];
    for (const condition of onPassages)
      expect(scansFor(orRisk(condition), expressions)).toEqual(times([words, labels, passage]));
    // A condition that nothing meets where the passage is missing does not turn the order around.
    expect(scansFor({ op: 'document-is', ids: ['a'] }, expressions)[0]).toEqual(words);
  }
});

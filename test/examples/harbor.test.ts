/**
 * Holds the Harbor corpus to what other tests and the demo rely on: how much of everything there is, that each poisoned
 * file holds its payload in the very form that it claims, that made files are what their sources make, and that names agree.
 * It reads the files with plain libraries and knows nothing of how Sluice judges them.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse as parseCsv } from 'csv-parse/sync';
import mammoth from 'mammoth';
import { PDFParse } from 'pdf-parse';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { asJoiners, asSelectors, asTags } from '../../examples/harbor/make/smuggle.ts';
import { matchesGlob } from '../../ingest/manifest/glob.ts';

const HARBOR = fileURLToPath(new URL('../../examples/harbor/', import.meta.url));
const DOCUMENTS = join(HARBOR, 'documents');

const Principals = z.array(z.string().regex(/^(user|group|agent):[a-z0-9-]+$/));
const Level = z.enum(['public', 'internal', 'confidential', 'restricted']);
const Clearances = z.array(z.strictObject({ id: z.string(), name: z.string(), clearance: Level }));
const People = z.strictObject({
  users: Clearances,
  groups: z.array(z.strictObject({ id: z.string(), members: Principals })),
  agents: Clearances,
});
const Labels = {
  owner: z.string().optional(),
  readers: Principals.optional(),
  deniers: Principals.optional(),
  classification: Level.optional(),
};
const Manifest = z.strictObject({
  collection: z.string().optional(),
  ...Labels,
  files: z
    .array(
      z.strictObject({
        match: z.string(),
        title: z.string().optional(),
        ...Labels,
        rows: z.strictObject({ owner: z.string(), readers: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});
const Specimen = z.discriminatedUnion('kind', [
  z.strictObject({
    file: z.string(),
    technique: z.string(),
    payload: z.string(),
    kind: z.literal('poisoned'),
    caught: z.enum(['signals', 'unicode', 'visibility']),
  }),
  z.strictObject({ file: z.string(), technique: z.string(), payload: z.string(), kind: z.literal('lookalike') }),
]);
const Questions = z.strictObject({
  people: z.array(z.strictObject({ as: z.string(), agent: z.string(), why: z.string() })).length(3),
  questions: z.array(z.string()).length(3),
});

const readYaml = (path: string): unknown => parseYaml(readFileSync(join(HARBOR, path), 'utf8'));
const read = (file: string): string => readFileSync(join(DOCUMENTS, file), 'utf8');

const files = readdirSync(DOCUMENTS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(DOCUMENTS, join(entry.parentPath, entry.name)))
  .sort();
const documents = files.filter((file) => !file.endsWith('sluice.yaml'));
const manifests = files
  .filter((file) => file.endsWith('sluice.yaml'))
  .map((file) => ({ folder: dirname(file), ...Manifest.parse(parseYaml(read(file))) }));
const people = People.parse(readYaml('people.yaml'));
const specimens = z.array(Specimen).parse(readYaml('poisoned.yaml'));
const questions = Questions.parse(readYaml('questions.yaml'));
const poisoned = specimens.filter((one) => one.kind === 'poisoned');
const lookalikes = specimens.filter((one) => one.kind === 'lookalike');
const known = new Set([...people.users, ...people.groups, ...people.agents].map((one) => one.id));
const tables = manifests.flatMap(({ folder, files: rules }) =>
  rules.flatMap(({ match, rows }) => (rows === undefined ? [] : [{ file: join(folder, match), rows }])),
);

/** What a reader that knows nothing of visibility finds in a file. */
async function extractNaively(file: string): Promise<string> {
  const bytes = readFileSync(join(DOCUMENTS, file));
  switch (extname(file)) {
    case '.pdf': {
      const parser = new PDFParse({ data: new Uint8Array(bytes) });
      const { text } = await parser.getText();
      await parser.destroy();
      return text;
    }
    case '.docx':
      return (await mammoth.extractRawText({ buffer: bytes })).value;
    case '.eml': {
      const mail = await PostalMime.parse(bytes);
      return `${mail.text ?? ''}\n${mail.html ?? ''}`;
    }
    default:
      return bytes.toString('utf8');
  }
}

/** The form in which a technique writes its payload. */
function rawForm(technique: string, payload: string): string {
  switch (technique) {
    case 'unicode-tags':
      return asTags(payload);
    case 'variation-selectors':
      return asSelectors(payload);
    case 'zero-width-bits':
      return asJoiners(payload);
    case 'base64-instruction':
      return Buffer.from(payload, 'utf8').toString('base64');
    case 'css-hidden-html':
      return payload.replaceAll('&', '&amp;');
    default:
      return payload;
  }
}

/** Lines are wrapped by each format in its own way, and plain-text mails break where they like. */
const unwrapped = (text: string): string => text.replace(/\s+/g, '');

describe('the corpus is large and varied enough', () => {
  test('there are at least 44 documents, and each format has its share', () => {
    const count = (suffix: string): number => documents.filter((file) => extname(file) === suffix).length;
    expect(documents.length).toBeGreaterThanOrEqual(44);
    for (const suffix of ['.md', '.pdf', '.docx', '.html', '.eml'])
      expect(count(suffix), suffix).toBeGreaterThanOrEqual(4);
    expect(count('.csv')).toBeGreaterThanOrEqual(3);
    expect(count('.txt')).toBeGreaterThanOrEqual(1);
  });

  test('every department has documents, and no two documents are alike', () => {
    for (const department of ['handbook', 'hr', 'finance', 'support', 'engineering']) {
      expect(documents.filter((file) => file.startsWith(`${department}/`)).length, department).toBeGreaterThanOrEqual(
        6,
      );
    }
    expect(new Set(documents.map((file) => readFileSync(join(DOCUMENTS, file)).toString('base64'))).size).toBe(
      documents.length,
    );
  });

  test('at least ten files are poisoned in as many ways, and at least eight look-alikes are innocent', () => {
    expect(new Set(poisoned.map((one) => one.technique)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(lookalikes.map((one) => one.technique)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(specimens.map((one) => one.file)).size).toBe(specimens.length);
  });
});

describe('each poisoned file and look-alike is what it says it is', () => {
  test.each(specimens)('$file holds its payload in the form of $technique', async ({ file, technique, payload }) => {
    expect(documents).toContain(file);
    expect(unwrapped(await extractNaively(file))).toContain(unwrapped(rawForm(technique, payload)));
  });

  test('smuggled payloads can not be read by looking, and the words around them can', () => {
    for (const { file, payload } of poisoned.filter((one) => one.caught === 'unicode')) {
      expect(read(file), file).not.toContain(payload);
      expect(read(file).replace(/[\p{Default_Ignorable_Code_Point}]/gu, '').length, file).toBeGreaterThan(1_500);
    }
  });

  test('hidden PDF text is drawn in white or not at all, and the scan is a picture under its words', () => {
    const pdf = (file: string): string => readFileSync(join(DOCUMENTS, file)).toString('latin1');
    expect(pdf('hr/interview-mara-erfunden.pdf')).toMatch(/\n1 1 1 scn\n/);
    expect(pdf('finance/invoice-blauwal-2026-0931.pdf')).toMatch(/\n3 Tr\n/);
    expect(pdf('operations/inspection-sheet-van-17.pdf')).toMatch(/\n3 Tr\n/);
    expect(pdf('operations/inspection-sheet-van-17.pdf')).toContain('/Subtype /Image');
    expect(pdf('support/carrier-claims.pdf')).not.toMatch(/\n3 Tr\n|\n1 1 1 scn\n/);
  });
});

describe('the made files are what their sources make', () => {
  test('`make --check` finds no difference', async () => {
    const run = promisify(execFile);
    const root = join(HARBOR, '..', '..');
    const { stdout } = await run(process.execPath, ['--import', 'tsx', join(HARBOR, 'make', 'make.ts'), '--check'], {
      cwd: root,
    });
    expect(stdout).toMatch(/^\d+ files, 0 differing\n$/);
  });
});

describe('names agree', () => {
  test('every principal of a manifest, a group and a question is in the directory', () => {
    const named = [
      ...manifests
        .flatMap((manifest) => [manifest, ...manifest.files])
        .flatMap(({ owner, readers, deniers }) => [
          ...(owner === undefined ? [] : [owner]),
          ...(readers ?? []),
          ...(deniers ?? []),
        ]),
      ...people.groups.flatMap((group) => group.members),
      ...questions.people.flatMap((person) => [person.as, person.agent]),
    ];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((principal) => !known.has(principal))).toEqual([]);
  });

  test('groups nest at least two levels deep, and never in a circle', () => {
    const members = new Map(people.groups.map((group) => [group.id, group.members]));
    const depth = (id: string, above: readonly string[] = []): number => {
      expect(above, `circle through ${id}`).not.toContain(id);
      return (
        1 +
        Math.max(
          0,
          ...(members.get(id) ?? []).filter((one) => members.has(one)).map((one) => depth(one, [...above, id])),
        )
      );
    };
    expect(depth('group:all-staff')).toBeGreaterThanOrEqual(3);
  });

  test('every document lies under a manifest, and every rule of a manifest matches a file', () => {
    for (const file of documents)
      expect(
        manifests.some(({ folder }) => file.startsWith(`${folder}/`)),
        file,
      ).toBe(true);
    for (const { folder, files: rules } of manifests) {
      const below = documents.filter((file) => file.startsWith(`${folder}/`)).map((file) => relative(folder, file));
      for (const { match } of rules)
        expect(
          below.some((file) => matchesGlob(match, file)),
          `${folder}: ${match}`,
        ).toBe(true);
    }
  });

  test('every row that belongs to somebody belongs to somebody who exists', () => {
    expect(tables.length).toBeGreaterThanOrEqual(1);
    for (const { file, rows } of tables) {
      const records = z.array(z.record(z.string(), z.string())).parse(parseCsv(read(file), { columns: true }));
      const owners = records.map((record) => `user:${record[rows.owner] ?? ''}`);
      const readers = records.flatMap((record) => (record[rows.readers ?? ''] ?? '').split(/[;, ]+/));
      expect(new Set(owners).size, file).toBeGreaterThanOrEqual(5);
      expect(
        [...owners, ...readers].filter((principal) => !known.has(principal)),
        file,
      ).toEqual([]);
    }
  });

  test('the expenses table has rows of one of the three who ask, one for another to approve, and none for the third', () => {
    const claims = z
      .array(z.record(z.string(), z.string()))
      .parse(parseCsv(read('finance/expenses-2026.csv'), { columns: true }));
    const reads = (user: string): number =>
      claims.filter((claim) => claim.employee === user || claim.approvers?.includes(`user:${user}`)).length;
    expect(questions.people.map(({ as }) => as)).toEqual(['user:noor', 'user:olga', 'user:bruno']);
    expect([reads('noor'), reads('olga') > 0, reads('bruno')]).toEqual([0, true, 2]);
  });
});

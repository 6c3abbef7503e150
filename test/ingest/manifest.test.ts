import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSIFICATIONS, rankOf } from '../../entitlements/classification.ts';
import { ManifestError } from '../../ingest/manifest/error.ts';
import { globProblem, matchesGlob } from '../../ingest/manifest/glob.ts';
import { type FileLabels, labelsFor } from '../../ingest/manifest/labels.ts';
import { parseManifest } from '../../ingest/manifest.ts';

function faultsOf(yaml: string): string[] {
  try {
    parseManifest(yaml, 'hr/sluice.yaml');
  } catch (error) {
    if (error instanceof ManifestError) return error.publicText.split('\n');
    throw error;
  }
  return [];
}

function labels(path: string, ...manifests: [folder: string, yaml: string][]): FileLabels {
  return labelsFor(
    path,
    manifests.map(([folder, yaml]) => ({ folder, manifest: parseManifest(yaml, `${folder}/sluice.yaml`) })),
  );
}

describe('a manifest', () => {
  it('is parsed whole', () => {
    const manifest = parseManifest(
      `collection: hr
owner: user:olga
readers: [group:hr]
deniers: []
classification: confidential
files:
  - match: "expenses.csv"
    title: "Expense claims 2026"
    rows: { owner: employee, readers: approvers }
  - match: "drafts/**"
    ignore: true
`,
      'hr/sluice.yaml',
    );
    expect(manifest).toEqual({
      path: 'hr/sluice.yaml',
      collection: 'hr',
      owner: 'user:olga',
      readers: ['group:hr'],
      deniers: [],
      classification: 'confidential',
      rules: [
        { match: 'expenses.csv', title: 'Expense claims 2026', rows: { owner: 'employee', readers: 'approvers' } },
        { match: 'drafts/**', ignore: true },
      ],
    });
    expect(parseManifest('# nothing yet\n', 'a')).toEqual({ path: 'a', rules: [] });
  });

  it('says which columns of a table are attributes, by the same name or another, and which are masked', () => {
    const rowsOf = (rows: string) => parseManifest(`files: [{ match: "*.csv", rows: ${rows} }]`, 'm').rules[0]?.rows;
    expect(rowsOf('{ attributes: [region, amount] }')).toEqual({ attributes: { region: 'region', amount: 'amount' } });
    expect(rowsOf('{ attributes: { region: "Region code" }, masked: [iban] }')).toEqual({
      attributes: { region: 'Region code' },
      masked: ['iban'],
    });
    expect(rowsOf('{ masked: [iban] }')).toEqual({ masked: ['iban'] });
  });

  it('states attributes of documents as they are written', () => {
    const yaml = 'attributes: { region: [dach, nordics], due: 2026-11-30, amount: 12, final: true }';
    expect(parseManifest(yaml, 'm').attributes).toEqual({
      region: ['dach', 'nordics'],
      due: '2026-11-30',
      amount: 12,
      final: true,
    });
  });

  it.each([
    ['colection: hr', 'hr/sluice.yaml:1: `colection`: this key is not known'],
    [
      'owner: user:a\nfiles:\n  - match: a\n    redaers: []',
      'hr/sluice.yaml:4: `files[0].redaers`: this key is not known',
    ],
    ['readers:\n  - group:ok\n  - group hr', 'hr/sluice.yaml:3: `readers[1]`: `group hr` is not a principal'],
    ['deniers: [User:alice]', 'hr/sluice.yaml:1: `deniers[0]`: `User:alice` is not a principal'],
    ['owner: group:hr', 'hr/sluice.yaml:1: `owner`: an owner is a person'],
    ['readers: group:hr', 'hr/sluice.yaml:1: `readers`: '],
    ['readers:', 'hr/sluice.yaml:1: `readers`: '],
    ['classification: secret', 'hr/sluice.yaml:1: `classification`: '],
    ['collection: "a/b"', 'hr/sluice.yaml:1: `collection`: '],
    ['files:\n  - title: a', 'hr/sluice.yaml:2: `files[0].match`: '],
    ['files:\n  - match: ../a', 'hr/sluice.yaml:2: `files[0].match`: '],
    ['files:\n  - match: a\n    rows: {}', 'hr/sluice.yaml:3: `files[0].rows`: name a column'],
    ['files:\n  - match: a\n    ignore: "yes"', 'hr/sluice.yaml:3: `files[0].ignore`: '],
    ['readers: []\nreaders: [group:a]', 'hr/sluice.yaml:2: the key stands here twice'],
    ['readers: &r [group:a]\ndeniers: *r', 'hr/sluice.yaml: aliases'],
    ['readers: [group:a', 'hr/sluice.yaml:1: not valid YAML'],
    ['readers: !!js/function x', 'hr/sluice.yaml:1: '],
    ['- hr', 'hr/sluice.yaml:1: '],
    ['attributes: { "a b": x }', 'hr/sluice.yaml:1: `attributes.a b`: an attribute is named with'],
    ['attributes: { in: x }', 'hr/sluice.yaml:1: `attributes.in`: an attribute is named with'],
    ['attributes:\n  region:\n    deep: x', 'hr/sluice.yaml:3: `attributes.region`: write a text, a number,'],
    ['attributes: { region: "" }', 'hr/sluice.yaml:1: `attributes.region`: '],
    [
      'files:\n  - match: a\n    rows: { attributes: [] }',
      'hr/sluice.yaml:3: `files[0].rows.attributes`: name an attribute',
    ],
    [
      'files:\n  - match: a\n    rows: { attributes: region }',
      'hr/sluice.yaml:3: `files[0].rows.attributes`: list attributes',
    ],
    [
      'files:\n  - match: a\n    rows: { attributes: ["Region code"] }',
      'hr/sluice.yaml:3: `files[0].rows.attributes`: list attributes',
    ],
    ['files:\n  - match: a\n    rows: { masked: iban }', 'hr/sluice.yaml:3: `files[0].rows.masked`: '],
    [
      'files:\n  - match: a\n    rows: { mask: [iban] }',
      'hr/sluice.yaml:3: `files[0].rows.mask`: this key is not known',
    ],
    ['a: 1\n---\nb: 2', 'hr/sluice.yaml:2: '],
  ])('is refused with file, line and key: %s', (yaml, message) => {
    expect(faultsOf(yaml)[0]?.slice(0, message.length)).toBe(message);
  });

  it('is refused, quickly, when it is too large or too deep', () => {
    const before = performance.now();
    for (const yaml of ['['.repeat(100_000), '{a: '.repeat(50_000), '- '.repeat(50_000)]) {
      expect(faultsOf(yaml)).toEqual(['hr/sluice.yaml: the manifest is nested too deeply']);
    }
    expect(faultsOf(' '.repeat(300_000))).toEqual(['hr/sluice.yaml: the manifest is too large']);
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  it('names all its faults at once', () => {
    expect(faultsOf('a: 1\nowner: x\nreaders: [y]')).toHaveLength(3);
  });
});

describe('patterns', () => {
  it.each([
    ['*.md', 'a.md', true],
    ['*.md', 'b/a.md', false],
    ['**/*.md', 'b/c/a.md', true],
    ['**/*.md', 'a.md', true],
    ['drafts/**', 'drafts/a/b.txt', true],
    ['drafts/**', 'drafts.txt', false],
    ['{a,b}-?.csv', 'b-1.csv', true],
    ['a.b', 'axb', false],
    ['A.md', 'a.md', false],
    ['*', '.a', true],
    ['*a*b*', 'xaxaxbx', true],
    ['**/b/**/*.md', 'a/b/c/b/d.md', true],
    ['gr\u00fcn.md', 'gru\u0308n.md', true],
    ['?.md', '🏴.md', true],
    ['a/**', 'a', false],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(globProblem(glob)).toBeUndefined();
    expect(matchesGlob(glob, path)).toBe(expected);
  });

  it.each([
    '',
    '/a',
    '../a',
    'a/../b',
    './a',
    '!a',
    '@(a|b)',
    '+(a)',
    '(a*)*',
    '[a-z]*',
    'a\\b',
    'a**b',
    '{a,{b,c}}',
    'a}b',
    `${'{a,b}'.repeat(7)}`,
    '{a,b',
    'a//b',
    'a'.repeat(257),
  ])('refuses %s', (glob) => {
    expect(globProblem(glob)).toBeDefined();
  });

  it('stays quick on the worst path that a pattern may meet', () => {
    const before = performance.now();
    expect(matchesGlob(`${'*a'.repeat(120)}*b`, 'a'.repeat(100_000))).toBe(false);
    expect(matchesGlob(`${'**/*a*/'.repeat(30)}b`, `${'a/'.repeat(50_000)}c`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('labels', () => {
  const HR = `collection: hr
owner: user:olga
readers: [group:hr, group:managers]
deniers: [user:mallory]
classification: confidential
attributes: { region: [dach], grade: 3 }
files:
  - match: "benefits/*.md"
    readers: [group:all-staff]
    classification: internal
  - match: "benefits/board.md"
    readers: []
  - match: "**/*.csv"
    title: "Table"
    rows: { owner: employee }
  - match: "drafts/**"
    ignore: true
  - match: "drafts/final.md"
    ignore: false
`;
  const folder = {
    ...{ collection: 'hr', owner: 'user:olga', deniers: ['user:mallory'] },
    attributes: { region: ['dach'], grade: 3 },
  };

  it('are the folder’s, and key by key those of the last rule that matches', () => {
    expect(labels('hr/a.md', ['hr', HR])).toEqual({
      ...folder,
      readers: ['group:hr', 'group:managers'],
      classification: 'confidential',
    });
    expect(labels('hr/benefits/a.md', ['hr', HR])).toEqual({
      ...folder,
      readers: ['group:all-staff'],
      classification: 'internal',
    });
    expect(labels('hr/benefits/board.md', ['hr', HR])).toEqual({ ...folder, readers: [], classification: 'internal' });
    expect(labels('hr/x/t.csv', ['hr', HR])).toMatchObject({ title: 'Table', rows: { owner: 'employee' } });
    expect(labels('hr/drafts/a.md', ['hr', HR])).toEqual({ ignore: true });
    expect(labels('hr/drafts/final.md', ['hr', HR])).toMatchObject({ readers: ['group:hr', 'group:managers'] });
    expect(labels('a.md')).toEqual({});
  });

  it.each([
    ['fewer readers', 'readers: [group:hr]', { readers: ['group:hr'] }],
    ['no readers but the owner', 'readers: []', { readers: [] }],
    ['more deniers', 'deniers: [user:mallory, user:eve]', { deniers: ['user:mallory', 'user:eve'] }],
    ['a higher classification', 'classification: restricted', { classification: 'restricted' }],
    ['less files', 'files: [{ match: "a.md", ignore: true }]', { ignore: true }],
    ['nothing', '', { classification: 'confidential' }],
  ])('may be narrowed further in: %s', (_name, yaml, expected) => {
    expect(labels('hr/x/a.md', ['hr', HR], ['hr/x', yaml])).toMatchObject(expected);
  });

  it.each([
    ['another reader', 'readers: [group:hr, group:all-staff]', 'readers'],
    ['another reader by a rule', 'files: [{ match: "*.md", readers: [user:eve] }]', 'readers'],
    ['a denier less', 'deniers: []', 'deniers'],
    ['a lower classification', 'classification: internal', 'classification'],
    ['another owner', 'owner: user:eve', 'owner'],
    ['another collection', 'collection: handbook', 'collection'],
    ['rows with readers of their own', 'files: [{ match: "*.md", rows: { readers: who } }]', 'rows'],
    ['another value of an attribute', 'attributes: { region: [emea] }', 'attributes'],
    ['an attribute in another type', 'files: [{ match: "*.md", attributes: { region: north } }]', 'attributes'],
    ['a column for an attribute', 'files: [{ match: "*.md", rows: { attributes: [region] } }]', 'rows'],
  ])('may not be widened further in, and both files are named: %s', (_name, yaml, key) => {
    expect(() => labels('hr/x/a.md', ['hr', HR], ['hr/x', yaml])).toThrow(
      new RegExp(`^hr/x/sluice\\.yaml: \`${key}\`: .*: hr/sluice\\.yaml states it$`),
    );
  });

  it('adds attributes up name by name, within a manifest and further in', () => {
    const outer = 'attributes: { region: [dach], grade: 3 }\nfiles: [{ match: "*.md", attributes: { grade: 4 } }]';
    const inner = 'attributes: { region: [dach], team: ops }\nfiles: [{ match: "a*", rows: { attributes: [amount] } }]';
    expect(labels('a.md', ['', outer])).toMatchObject({ attributes: { region: ['dach'], grade: 4 } });
    expect(labels('x/a.csv', ['', outer], ['x', inner])).toMatchObject({
      attributes: { region: ['dach'], grade: 3, team: 'ops' },
      rows: { attributes: { amount: 'amount' } },
    });
  });

  it('lets columns be masked further in, where no rows are stated yet', () => {
    const inner = 'files: [{ match: "*", rows: { masked: [iban], attributes: [amount] } }]';
    expect(labels('hr/x/a.md', ['hr', HR], ['hr/x', inner])).toMatchObject({ rows: { masked: ['iban'] } });
    const outer = 'files: [{ match: "**", rows: { owner: who } }]';
    expect(() => labels('x/a.csv', ['', outer], ['x', inner])).toThrow(/`rows`/);
  });

  it('does not take in what a manifest further out leaves out', () => {
    expect(labels('hr/drafts/a.md', ['hr', HR], ['hr/drafts', 'files: [{ match: "*", ignore: false }]'])).toEqual({
      ignore: true,
    });
  });

  it('never let anybody read more because of a manifest further in, however many there are', () => {
    const names = fc.uniqueArray(fc.constantFrom('user:a', 'user:b', 'group:c', 'group:d'));
    const statement = fc.record(
      {
        readers: names,
        deniers: names,
        classification: fc.constantFrom(...CLASSIFICATIONS),
        owner: fc.constantFrom('user:o', 'user:p'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const manifests = statements.map((said, depth): [string, string] => [
          Array(depth).fill('d').join('/'),
          JSON.stringify(said),
        ]);
        const path = `${'d/'.repeat(3)}a.md`;
        let before: FileLabels = {};
        for (let count = 1; count <= manifests.length; count += 1) {
          let after: FileLabels;
          try {
            after = labels(path, ...manifests.slice(0, count));
          } catch (error) {
            expect(error).toBeInstanceOf(ManifestError);
            return;
          }
          if (before.ignore === true || after.ignore === true) throw new Error('nothing was ignored');
          if (before.readers !== undefined)
            expect(before.readers).toEqual(expect.arrayContaining([...(after.readers ?? ['everybody'])]));
          expect(after.deniers ?? []).toEqual(expect.arrayContaining([...(before.deniers ?? [])]));
          expect(rankOf(after.classification ?? 'public')).toBeGreaterThanOrEqual(
            rankOf(before.classification ?? 'public'),
          );
          if (before.owner !== undefined) expect(after.owner).toBe(before.owner);
          before = after;
        }
      }),
    );
  });
});

/** Directories as tables and files: what is read of them, and that everything that is wrong is told with its place. */
import { expect, test } from 'vitest';
import { Problem } from '../../../src/problem.ts';
import { parseDirectoryCsv } from '../../../src/service/directory/csv.ts';
import { parseDirectory } from '../../../src/service/directory/file.ts';

function refused(parse: () => unknown): Problem {
  try {
    parse();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
}
const faultsOf = (parse: () => unknown) => refused(parse).faults.map(({ at, detail }) => `${at}: ${detail}`);

test('a table says users, agents, and groups by those who name them', () => {
  const table = `\uFEFFid,name,active,clearance,manager,groups,external,collections,purposes,maxRisk,attr.region,attr.grade
user:ada,"Sample, Ada",TRUE,restricted,user:bo,group:hr; group:all,,,,,eu; us,3
user:bo,,,,,group:all,,,,,,

group:hr,People,,,,group:all,,,,,,
agent:desk,Desk,false,public,,,true,support;handbook,"answer
tickets; triage",0.25,,
`;
  expect(parseDirectoryCsv(table)).toEqual({
    users: [
      {
        id: 'user:ada',
        displayName: 'Sample, Ada',
        active: true,
        clearance: 'restricted',
        manager: 'user:bo',
        attributes: { region: 'eu; us', grade: '3' },
      },
      { id: 'user:bo', attributes: {} },
    ],
    groups: [
      { id: 'group:hr', displayName: 'People', members: ['user:ada'] },
      { id: 'group:all', members: ['user:ada', 'user:bo', 'group:hr'] },
    ],
    agents: [
      {
        id: 'agent:desk',
        displayName: 'Desk',
        active: false,
        clearance: 'public',
        external: true,
        ceiling: { collections: ['support', 'handbook'], purposes: ['answer\ntickets', 'triage'], maxRisk: 0.25 },
        attributes: {},
      },
    ],
  });
});

test('a table may be parted by semicolons or tabs, and an empty cell says nothing', () => {
  expect(parseDirectoryCsv('id;name;groups\nuser:ada;Ada;"group:hr;group:all"\n')).toMatchObject({
    users: [{ id: 'user:ada', displayName: 'Ada' }],
    groups: [{ id: 'group:hr' }, { id: 'group:all' }],
  });
  expect(parseDirectoryCsv('id\tname\nuser:ada\t\n').users).toEqual([{ id: 'user:ada' }]);
});

test('every fault of a table is told, with the line and the column', () => {
  const table = `id,active,clearance,manager,groups,external,collections,maxRisk
user:ada,perhaps,secret,group:hr,hr,,,
user:ada,,,user:ada,,,,
ada,,,,,,,
user:bo,,,,,true,support,
agent:desk,,,,,,a b,7

group:hr,false,,,,,,
user:cy,,
`;
  expect(faultsOf(() => parseDirectoryCsv(table))).toEqual([
    'line 2, active: must be true or false',
    'line 2, clearance: must be one of public, internal, confidential, restricted',
    'line 2, manager: `group:hr` is not a principal: write `user:name`',
    'line 2, groups: `hr` is not a principal: write `group:name`',
    'line 3, id: `user:ada` stands in line 2 already',
    'line 3, manager: nobody is their own manager',
    'line 4, id: `ada` is not a principal: write `user:name` or `group:name` or `agent:name`',
    'line 5, external: is not said of a user',
    'line 5, ceiling: is not said of a user',
    'line 6, collections: `a b`: a collection is named with 1 to 128 letters, digits, `.`, `_` and `-`',
    'line 6, maxRisk: must be a number from 0 to 1',
    'line 8, active: a group can not be suspended: take its members out',
    'line 9: has 3 cells, and the header 8',
  ]);
});

test('a table says the safeguards of an agent in the columns of their names', () => {
  const table = `id,maxRisk,neutralization,screening,dlp,suspicious,malicious
agent:desk,0.5,cut,refuse,email=mask; iban = redact,0.2,0.6
agent:plain,,,,,,
agent:shy,,withhold,,,,
`;
  const ceilings = parseDirectoryCsv(table).agents.map(({ ceiling }) => ceiling);
  const dlp = { email: 'mask', iban: 'redact' };
  const thresholds = { suspicious: 0.2, malicious: 0.6 };
  expect(ceilings).toEqual([
    { maxRisk: 0.5, safeguards: { neutralization: 'cut', screening: 'refuse', dlp, thresholds } },
    undefined,
    { safeguards: { neutralization: 'withhold' } },
  ]);
});

test('what is wrong with the safeguards of a table is told, with the column', () => {
  const table = `id,neutralization,screening,dlp,suspicious,malicious
agent:a,ignore,perhaps,email=shred,0.9,0.1
agent:b,,,email,0.1,0.2
agent:c,,,email=mask;email=hash,0.1,0.2
agent:d,,,password=mask,low,0.2
agent:e,,,__proto__=mask,,0.2
user:ada,cut,,,,
`;
  const faults = faultsOf(() => parseDirectoryCsv(table));
  expect([...new Set(faults.map((fault) => fault.split(':')[0]))]).toEqual([
    'line 2, neutralization',
    'line 2, screening',
    'line 2, dlp',
    'line 2, thresholds',
    'line 3, dlp',
    'line 4, dlp',
    'line 5, suspicious',
    'line 5, dlp',
    'line 6, dlp',
    'line 6, suspicious',
    'line 7, ceiling',
  ]);
});

test('lines are counted where a cell holds some', () => {
  const table = 'id,purposes\nagent:desk,"one\ntwo"\nagent:desk,"three\nfour"\nada,\n';
  expect(faultsOf(() => parseDirectoryCsv(table)).map((fault) => fault.split(':')[0])).toEqual([
    'line 4, id',
    'line 6, id',
  ]);
});

test('a header with an unknown, a double or a missing column is refused, and so is a quote that is not closed', () => {
  expect(faultsOf(() => parseDirectoryCsv('name,name,shoe\n')).map((fault) => fault.slice(0, 40))).toEqual([
    'line 1: the column `shoe` is not known: ',
    'line 1: the column `name` stands there t',
    'line 1: the column `id` is missing',
  ]);
  expect(refused(() => parseDirectoryCsv('')).code).toBe('invalid-request');
  expect(faultsOf(() => parseDirectoryCsv('id,name\nuser:ada,"Ada\n'))).toHaveLength(1);
});

test('a group in a table without the column `groups` is refused: it would be emptied', () => {
  expect(faultsOf(() => parseDirectoryCsv('id,name\ngroup:hr,People\n'))).toEqual([
    'line 2: a table of groups needs the column `groups`',
  ]);
});

test('a file says the same in YAML and JSON, and is silent about what it does not name', () => {
  const yaml = `users:
  - { id: user:ada, name: Ada, clearance: restricted, manager: null, attributes: { region: [eu], grade: 3, since: 2026-11-22 } }
groups:
  - { id: group:hr, name: People, members: [user:ada, group:all] }
agents:
  - { id: agent:desk, external: true, ceiling: { collections: [support], maxRisk: 0.5 } }
`;
  const read = {
    users: [
      {
        id: 'user:ada',
        displayName: 'Ada',
        clearance: 'restricted',
        manager: null,
        attributes: { region: ['eu'], grade: 3, since: '2026-11-22' },
      },
    ],
    groups: [{ id: 'group:hr', displayName: 'People', members: ['user:ada', 'group:all'] }],
    agents: [{ id: 'agent:desk', external: true, ceiling: { collections: ['support'], maxRisk: 0.5 } }],
  };
  expect(parseDirectory(yaml)).toEqual(read);
  const { users, groups, agents } = read;
  const named = ({ displayName, ...rest }: { readonly displayName?: string }) => ({ ...rest, name: displayName });
  const json = JSON.stringify({ users: users.map(named), groups: groups.map(named), agents });
  expect(parseDirectory(json)).toEqual(read);
  expect(parseDirectory('')).toEqual({ users: [], groups: [], agents: [] });
});

test('every fault of a file is told, with its line', () => {
  const yaml = `users:
  - { id: user:ada, clearance: secret }
  - { id: group:hr }
  - id: user:bo
    shoe: 42
groups:
  - { id: group:hr, members: [ada] }
`;
  expect(faultsOf(() => parseDirectory(yaml))).toEqual([
    expect.stringMatching(/^line 2, users\[0\]\.clearance/),
    'line 3, users[1].id: is not a principal: write `user:name`',
    'line 5, users[2].shoe: this key is not known',
    expect.stringMatching(/^line 7, groups\[0\]\.members\[0\]: is not a principal/),
  ]);
  const misplaced = `users:
  - { id: user:ada, manager: user:ada }
  - { id: user:ada }
agents:
  - id: agent:desk
    ceiling:
      maxRisk: 2
`;
  expect(faultsOf(() => parseDirectory(misplaced))).toEqual([
    'line 2, users[0].manager: nobody is their own manager',
    'line 3, users[1].id: stands there twice',
    'line 7, agents[0].ceiling.maxRisk: must be a number from 0 to 1',
  ]);
});

test('what is no YAML, nests too deeply, or goes round by aliases is refused', () => {
  for (const text of [
    '{users: [',
    `users: ${'['.repeat(5_000)}`,
    'a: &a [*a]',
    'users: &u []\ngroups: *u',
    'users: []\nusers: []',
  ]) {
    expect(refused(() => parseDirectory(text)).code).toBe('invalid-request');
  }
});

test('what lists more than an import takes is refused, members of groups included', () => {
  const rows = Array.from({ length: 30_000 }, (_, n) => `user:u${n},group:all`);
  expect(refused(() => parseDirectoryCsv(['id,groups', ...rows].join('\n'))).code).toBe('request-too-large');
  expect(parseDirectoryCsv(['id,groups', ...rows.slice(0, 20_000)].join('\n')).users).toHaveLength(20_000);
});

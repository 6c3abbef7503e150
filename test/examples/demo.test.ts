/** The demo's claims, held on the way that every request goes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '../../entitlements/principal.ts';
import { readPeople, readPoisoned, readQuestions } from '../../examples/demo/harbor.ts';
import { takeInHarbor } from '../../examples/demo/take-in.ts';
import { isUntouched, truthOfPoisoned } from '../../examples/demo/truth.ts';
import type { Intake, Result } from '../../src/broker.ts';
import { type Host, openHost } from '../../src/hosts/node.ts';
import { readSettings } from '../../src/hosts/settings.ts';
import { type Caller, SCOPES, type Scope } from '../../src/identity/caller.ts';
import { ROOT } from '../architecture/sources.ts';

let folder: string;
let host: Host;
let intakes: ReadonlyMap<string, Intake>;

async function callerOf(user: string, scopes: readonly Scope[] = ['retrieve']): Promise<Caller> {
  const token = await host.localIssuer?.mint({ user, agent: 'helpdesk', scopes, ttlSeconds: 600, workspace: 'main' });
  return host.verify(token ?? '');
}

async function ask(user: string, query: string, k = 20): Promise<readonly Result[]> {
  return (await host.broker.retrieve(await callerOf(user), { query, k })).results;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-harbor-'));
  host = await openHost(
    readSettings({ SLUICE_DATA: folder, SLUICE_LOG_LEVEL: 'error', SLUICE_CLASSIFIER: 'portable' }),
  );
  const admin = await callerOf('operator', SCOPES);
  const { users, groups, agents } = await readPeople();
  for (const { id, clearance } of [...users, ...agents]) await host.broker.putPrincipal(admin, id, { clearance });
  for (const { id, members } of groups) for (const member of members) await host.broker.addMember(admin, id, member);
  intakes = await takeInHarbor(host.broker, admin);
}, 60_000);

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

test('the README lists what is caught today, file by file', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const rows = truthOfPoisoned(await readPoisoned(), intakes).map(
    ({ file, technique, state }) => `| ${file} | ${technique} | ${state} |`,
  );
  const listed = readme.split('\n').filter((line) => /^\| [a-z]+\/\S+ \| \S+ \| .+ \|$/.test(line));
  expect(listed).toEqual(rows);
});

test('innocent look-alikes are taken in, and all but the named one are served whole', async () => {
  const files = (await readPoisoned()).filter(({ kind }) => kind === 'lookalike').map(({ file }) => file);
  expect(files.filter((file) => intakes.get(file)?.status !== 'active')).toEqual([]);
  expect(files.filter((file) => !isUntouched(intakes.get(file)))).toEqual(['handbook/security-awareness.md']);
});

describe('one question, two people, two right answers', () => {
  test('on parental leave HR reads its guideline as well, and the others the handbook alone', async () => {
    const [question = ''] = (await readQuestions()).questions;
    const titles = async (user: string) => new Set((await ask(user, question)).map(({ collection }) => collection));
    expect(await titles('olga')).toContain('hr');
    expect(await titles('noor')).not.toContain('hr');
    expect(await titles('noor')).toContain('handbook');
  });

  test('of the expense claims everybody reads their own and those they approve, finance all', async () => {
    const claims = async (user: string) =>
      (await ask(user, 'expense claim trip amount', 100)).filter(
        ({ collection, locator }) => collection === 'finance' && locator.row,
      );
    const ownerOf = ({ text }: Result) => /^employee: (\w+)$/m.exec(text)?.[1];
    const approvedBy = (name: Principal) => (row: Result) => row.text.includes(name);
    const bruno = await claims('bruno');
    expect(bruno.map(ownerOf)).toEqual(['bruno', 'bruno']);
    expect(await claims('noor')).toEqual([]);
    const olga = await claims('olga');
    expect(olga.length).toBeGreaterThan(0);
    expect(olga.every((row) => ownerOf(row) === 'olga' || approvedBy('user:olga' as Principal)(row))).toBe(true);
    expect((await claims('lena')).length).toBeGreaterThan(bruno.length + olga.length);
  });
});

test('no payload that is caught or cut is in any answer to the one who could read its file', async () => {
  const { users } = await readPeople();
  const caught = new Set(
    truthOfPoisoned(await readPoisoned(), intakes).flatMap(({ file, state }) => (state === 'missed' ? [] : [file])),
  );
  for (const { file, payload } of (await readPoisoned()).filter((one) => caught.has(one.file))) {
    for (const { id } of users) {
      const found = await ask(id.slice('user:'.length), payload.slice(0, 200), 10);
      expect(
        found.filter(({ text }) => text.includes(payload.slice(0, 60))),
        `${file} to ${id}`,
      ).toEqual([]);
    }
  }
});

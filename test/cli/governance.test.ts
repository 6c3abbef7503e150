/** The commands of those who govern: from a directory and a policy to an approval that opens and closes again. */
import { access, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCommands } from './in-process.ts';
import { sluice, temporaryFolder } from './sluice.ts';

const POLICIES = join(import.meta.dirname, '../../examples/policies');

const PEOPLE = `id,name,manager,groups,attr.region
user:olga,Olga Beispiel,,group:finance,north
user:lena,Lena Platzhalter,user:olga,group:finance,south;east
user:noor,Noor Invented,,,
`;

test('policies are checked and tested without a data folder, and what is wrong with them is told', {
  timeout: 120_000,
}, async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'data');
  const shipped = await sluice(data, ['policy', 'test', join(POLICIES, 'external-agents.cedar'), '--json']);
  expect(shipped).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(shipped.stdout)).toMatchObject({ passed: 5, failed: 0, files: [{ ok: true }] });

  // The same tests against a policy that was weakened.
  const policy = join(folder, 'external-agents.cedar');
  await cp(join(POLICIES, 'external-agents.test.yaml'), join(folder, 'external-agents.test.yaml'));
  const source = await readFile(join(POLICIES, 'external-agents.cedar'), 'utf8');
  await writeFile(policy, source.replace('>= 3', '>= 4'));
  const weakened = await sluice(data, ['policy', 'test', policy]);
  expect(weakened.code).toBe(1);
  expect(weakened.stdout).toContain('FAIL  user:mei through agent:storefront → threat-model: allow by owner');
  expect(weakened.stdout).toMatch(/\n4 passed, 1 failed\n$/);

  await writeFile(
    policy,
    '\npermit (principal, action, resource) when { resource.attr.region == principal.attr.region };\n',
  );
  const refused = await sluice(data, ['policy', 'check', policy, join(POLICIES, 'office-hours.cedar')]);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain(`${policy}:2:`);
  expect(refused.stdout).toContain('office-hours.cedar: accepted\n  forbid custom/office-hours\n');

  const attributes = join(folder, 'attributes.yaml');
  await writeFile(attributes, 'user: { region: string }\nresource: { region: string }\n');
  await writeFile(policy, 'permit (principal, action, resource) when { resource.attr has region };\n');
  const declared = await sluice(data, ['policy', 'check', policy, '--attributes', attributes, '--json']);
  expect(JSON.parse(declared.stdout)).toMatchObject([{ ok: true, faults: [], policies: [{ id: 'custom/policy1' }] }]);
  await expect(access(data)).rejects.toThrow();
});

test('a directory, a policy and an approval take effect, and can be asked about', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const [data, people, report] = [join(folder, 'data'), join(folder, 'people.csv'), join(folder, 'report.md')];
  await writeFile(people, PEOPLE);
  await writeFile(report, '# Quarterly report\n\nThe harbour earned more than the tide took.\n');
  const run = await openCommands(data);
  const ask = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args, '--json');
    expect([code, stderr], args.join(' ')).toEqual([0, '']);
    return JSON.parse(stdout);
  };
  const found = async (as: string) => (await ask('retrieve', 'what did the harbour earn', '--as', as)).results.length;

  await ask('attributes', 'declare', 'user', 'region', 'strings');
  expect(await ask('attributes', 'list')).toEqual([{ subject: 'user', name: 'region', type: 'strings' }]);
  expect((await ask('principals', 'import', people, '--dry-run')).applied).toBe(false);
  expect((await ask('principals', 'import', people)).changes).toHaveLength(6);
  expect(await ask('principals', 'show', 'user:lena')).toMatchObject({
    manager: 'user:olga',
    attributes: { region: ['east', 'south'] },
  });
  const label = ['--collection', 'invoices', '--as', 'user:olga', '--reader', 'group:finance'];
  const { documentId } = (await ask('ingest', report, ...label)).files[0];
  expect(await found('user:lena')).toBe(1);

  // The policy speaks of `finance`, and the document lies in a collection below it.
  const policy = join(POLICIES, 'finance-approval.cedar');
  const source = await readFile(policy, 'utf8');
  const parent = ['collections', 'parent', 'invoices', 'finance'];
  expect((await run(...parent)).stderr).toBe('sluice: Not found (not-found)\n');
  await ask('ingest', people, '--collection', 'finance', '--as', 'user:olga');
  await ask(...parent);
  const diff = await ask('policy', 'diff', policy);
  expect(diff.losses).toMatchObject([{ user: 'user:lena', resource: { documentId } }]);
  expect((await ask('policy', 'apply', policy, '--note', 'money needs a manager')).version).toBe(1);
  expect((await run('policy', 'show')).stdout).toBe(source);
  expect(await ask('policy', 'versions')).toMatchObject([{ version: 1, note: 'money needs a manager' }]);

  expect(await found('user:lena')).toBe(0);
  expect(await ask('access', 'who', documentId)).toMatchObject({
    readers: [{ user: 'user:olga' }],
    withApproval: [{ user: 'user:lena', approver: 'user:olga' }],
  });
  const explained = await ask('access', 'explain', 'user:lena', documentId, '--as', 'user:olga');
  expect(explained).toMatchObject({ allowed: false, facts: { readerPath: ['user:lena', 'group:finance'] } });
  const others = await run('access', 'who', documentId, '--as', 'user:noor');
  expect([others.code, others.stderr]).toEqual([2, 'sluice: Not found (not-found)\n']);

  const { approvalId } = await ask('approvals', 'request', documentId, '--reason', 'the books', '--as', 'user:lena');
  expect(await ask('approvals', 'list', '--pending', '--as', 'user:olga')).toMatchObject([{ approvalId }]);
  const lena = await run('approvals', 'approve', approvalId, '--for', '8h', '--as', 'user:lena');
  expect([lena.code, lena.stderr]).toEqual([2, 'sluice: Not found (not-found)\n']);
  await ask('approvals', 'approve', approvalId, '--for', '8h', '--as', 'user:olga');
  expect(await found('user:lena')).toBe(1);
  expect((await ask('approvals', 'revoke', approvalId, '--as', 'user:olga')).status).toBe('revoked');
  expect(await found('user:lena')).toBe(0);
});

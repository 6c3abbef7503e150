/** Masked values: not shown, not in the prompt, not in what is fetched, and not to be found by searching for them. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cover, MASK } from '../../src/query/mask.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const karl = callerFor('karl');
const sam = callerFor('sam');
const TABLE = [
  'customer,account,email,phone',
  'Harbor Lamps,user:karl,"mira@post.example",555 0199',
  'Quay Ropes,user:karl,"ivo@post.example",555 0177',
].join('\n');

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
  const { broker } = sluice;
  await broker.addMember(root, aPrincipal('group:support'), aPrincipal('user:sam'));
  const source = readFileSync('examples/policies/support-masking.cedar', 'utf8');
  await broker.applyPolicies(root, source, { expectedVersion: 0 });
  await bring('customers', ['email', 'phone']);
});
afterAll(() => sluice?.close());

async function bring(title: string, masked: readonly string[]): Promise<string> {
  const intake = await sluice.broker.ingest(root, {
    ...{ bytes: new TextEncoder().encode(TABLE), title, format: 'csv', collection: 'customers' },
    entitlements: { readers: [] },
    rows: { owner: 'account', masked },
  });
  return intake.documentId;
}

const ask = (who: typeof karl, query: string) => sluice.broker.retrieve(who, { query, k: 20, fold: false });

test('the owner of a row sees all of it, and support sees it with the values masked, in every place', async () => {
  const { results } = await ask(karl, 'harbor lamps');
  expect(results.map(({ text, masked }) => [text.includes('mira@post.example'), masked])).toContainEqual([true, []]);

  const answer = await ask(sam, 'harbor lamps');
  const [first] = answer.results;
  expect(first?.text).toContain('Harbor Lamps');
  expect(first?.text).toContain(MASK);
  expect(first?.masked).toEqual(['email', 'phone']);
  const fetched = await sluice.broker.fetch(sam, first?.resourceId ?? '');
  for (const secret of ['mira@post.example', '555 0199']) {
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(JSON.stringify(fetched)).not.toContain(secret);
  }
  const record = (await sluice.broker.auditTail(root, 10)).find(({ id }) => id === answer.decisionId);
  expect(JSON.parse(record?.body ?? '{}').results[0]).toMatchObject({
    policies: ['custom/support-masking'],
    masked: ['email', 'phone'],
  });
});

test('nobody finds a row by a masked value: of rows that differ in nothing else, each stands where it stood', async () => {
  const values = ['mira@post.example', 'zoltan@mail.example', '0142'];
  const twins = values.map((email) => `Twin Chandlers,user:karl,"${email}",555 0100`);
  const bytes = new TextEncoder().encode(['customer,account,email,phone', ...twins].join('\n'));
  const { documentId } = await sluice.broker.ingest(root, {
    ...{ bytes, title: 'twins', format: 'csv', collection: 'customers' },
    entitlements: { readers: [] },
    rows: { owner: 'account', masked: ['email', 'phone'] },
  });
  for (const who of [karl, sam]) {
    const orders = new Set<string>();
    for (const query of values) {
      const { results } = await ask(who, `twin chandlers ${query}`);
      const theirs = results.filter((one) => one.documentId === documentId);
      expect(theirs).toHaveLength(values.length);
      orders.add(theirs.map(({ locator }) => locator.row).join());
    }
    expect([...orders]).toHaveLength(1);
  }
  await sluice.broker.deleteDocument(root, documentId);
});

test('a row whose value was searchable does not leave masked, but withheld', async () => {
  const documentId = await bring('customers of last year', ['phone']);
  const found = await ask(karl, 'quay ropes');
  expect(found.results.map((result) => result.documentId)).toContain(documentId);
  const answer = await ask(sam, 'quay ropes');
  expect(answer.results.map((result) => result.documentId)).not.toContain(documentId);
  const record = (await sluice.broker.auditTail(root, 10)).find(({ id }) => id === answer.decisionId);
  expect(JSON.parse(record?.body ?? '{}').withheld).toContainEqual(
    expect.objectContaining({ documentId, stage: 'mask', reason: 'mask-not-prepared' }),
  );
  await sluice.broker.deleteDocument(root, documentId);
});

describe('the mask of a text', () => {
  const parts = fc.array(
    fc.record({
      column: fc.constantFrom('a', 'b', 'c'),
      gap: fc.string({ maxLength: 4 }),
      value: fc.string({ minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const columns = fc.subarray(['a', 'b', 'c']);

  function build(all: readonly { column: string; gap: string; value: string }[], masked: boolean) {
    let text = '';
    const cells = all.map(({ column, gap, value }) => {
      const start = text.length + gap.length;
      text += gap + value;
      return { column, start, end: start + value.length, masked };
    });
    return { text, cells };
  }

  test('keeps every other character, and has the mask in the place of every value', () => {
    fc.assert(
      fc.property(parts, columns, (all, hidden) => {
        const { text, cells } = build(all, true);
        const expected = all.map(({ column, gap, value }) => gap + (hidden.includes(column) ? MASK : value)).join('');
        const masked = [...new Set(all.map(({ column }) => column).filter((column) => hidden.includes(column)))].sort();
        expect(cover(text, cells, hidden)).toEqual({ text: expected, masked });
      }),
    );
  });

  test('is none when a value was searchable, when nothing is known of cells, or when they do not fit the text', () => {
    const { text, cells } = build([{ column: 'a', gap: 'a: ', value: 'secret' }], false);
    expect(cover(text, cells, ['a'])).toBeUndefined();
    expect(cover(text, cells, ['b'])).toEqual({ text, masked: [] });
    expect(cover(text, [], ['a'])).toBeUndefined();
    for (const [start, end] of [
      [3, 99],
      [-1, 2],
      [5, 4],
      [Number.NaN, 4],
    ] as const)
      expect(cover(text, [{ column: 'a', start, end, masked: true }], ['a'])).toBeUndefined();
  });
});

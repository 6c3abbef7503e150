/** Answers that are overtaken by changes while they are made. */
import { afterEach, expect, test } from 'vitest';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const ada = callerFor('ada');
const crew = aPrincipal('group:crew');

let sluice: TestBroker;
afterEach(() => sluice.close());

/** A broker in which `meanwhile` happens once a search has found what it found, for the first `times` searches. */
async function open(meanwhile: (sluice: TestBroker) => Promise<unknown>, times = 1): Promise<void> {
  let left = 0;
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, {
          async search(...all) {
            const hits = await real.search(...all);
            if (left-- > 0) await meanwhile(sluice);
            return hits;
          },
        }),
    },
  });
  const bytes = new TextEncoder().encode('The anchor is heavy.');
  await sluice.broker.ingest(root, { bytes, collection: 'deck', entitlements: { readers: [crew] } });
  left = times;
}
const found = async () => (await sluice.broker.retrieve(ada, { query: 'anchor', k: 8 })).results.length;

test('an answer that a grant overtakes has what was granted', async () => {
  await open(({ broker }) => broker.addMember(root, crew, aPrincipal('user:ada')));
  expect(await found()).toBe(1);
});

test('P2: an answer that a revocation overtakes lacks what was taken away, however late it comes', async () => {
  await open(({ broker }) => broker.removeMember(root, crew, aPrincipal('user:ada')));
  await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
  expect(await found()).toBe(0);
  expect(await found()).toBe(0);
});

test('P2: an answer that a suspension overtakes is none', async () => {
  await open(({ broker }) => broker.putPrincipal(root, aPrincipal('user:ada'), { active: false }));
  await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
  await expect(found()).rejects.toMatchObject({ code: 'principal-suspended' });
});

test('an answer that is overtaken again and again is given all the same', async () => {
  await open(({ broker }) => broker.addMember(root, crew, aPrincipal('user:ben')), 1_000);
  await sluice.broker.addMember(root, crew, aPrincipal('user:ada'));
  expect(await found()).toBe(1);
});

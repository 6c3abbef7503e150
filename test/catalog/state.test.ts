import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideApproval, requestApproval, revokeApproval } from '../../src/catalog/approvals.ts';
import { createCollection, setCollectionEntitlements, setCollectionParent } from '../../src/catalog/collections.ts';
import { remove, setEntitlements } from '../../src/catalog/documents.ts';
import { readState } from '../../src/catalog/epoch.ts';
import { liftHold, placeHold } from '../../src/catalog/holds.ts';
import { addMember, putPrincipal, removeMember, type StoredFields } from '../../src/catalog/people.ts';
import { applyPolicies } from '../../src/catalog/policies.ts';
import { declareAttribute, withdrawAttribute } from '../../src/catalog/registry.ts';
import { rejectGeneration, releaseActive } from '../../src/catalog/reviews.ts';
import { putSafeguards } from '../../src/catalog/safeguards.ts';
import type { Batch } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aDecision, aName, anEvent, aReview, commitAll, NOW_MS, names, place } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const ALICE = aName('user:alice');
const HR = aName('group:hr');

/** A batch, and whether it must move `facts` and advance the epoch. `before` is committed first, and so is a document. */
interface Case {
  readonly batch: string;
  readonly facts: boolean;
  readonly epoch: boolean;
  readonly before?: (workspace: string, documentId: string) => readonly Batch[];
  readonly make: (workspace: string, documentId: string) => Batch;
}

const request = (workspace: string) =>
  requestApproval({
    ...{ workspace, approvalId: workspace, requester: ALICE, agent: undefined, documentId: 'doc', reason: 'month end' },
    ...{ nowMs: NOW_MS, event: anEvent(workspace) },
  });
const decided = (workspace: string) => ({
  ...{ workspace, approvalId: workspace, decidedBy: aName('user:mona'), nowMs: NOW_MS },
  event: anEvent(workspace),
});
const granted = (workspace: string) => decideApproval(decided(workspace), NOW_MS + 1);
const collections = (workspace: string) => ({
  statements: ['one', 'two'].flatMap((name) => createCollection(workspace, name, ALICE, `${workspace}/${name}`)),
});
const region = { subject: 'user', name: 'region', type: 'string' } as const;
const declared = (workspace: string) => declareAttribute(workspace, region, anEvent(workspace));
const known = (workspace: string) =>
  names('user:alice', 'user:mona', 'group:hr').map((name) => putPrincipal(workspace, name, {}));

const aHold = (workspace: string, documentId: string) => ({
  ...{ workspace, documentId, nowMs: NOW_MS, event: anEvent(workspace) },
});
const put = (fields: StoredFields): Case => ({
  ...{ batch: 'putPrincipal', facts: true, epoch: true },
  before: known,
  make: (workspace) => putPrincipal(workspace, ALICE, fields),
});

const CASES: readonly Case[] = [
  { batch: 'putPrincipal', facts: true, epoch: true, make: (workspace) => putPrincipal(workspace, ALICE, {}) },
  put({ active: false }),
  put({ clearance: 'public' }),
  put({ attributes: { region: 'eu' } }),
  put({ manager: aName('user:mona') }),
  put({ external: true }),
  put({ ceiling: { maxRisk: 0 } }),
  {
    ...{ batch: 'addMember', facts: true, epoch: true, before: known },
    make: (workspace) => addMember(workspace, HR, ALICE),
  },
  {
    ...{ batch: 'removeMember', facts: true, epoch: true },
    before: (workspace) => [addMember(workspace, HR, ALICE)],
    make: (workspace) => removeMember(workspace, HR, ALICE),
  },
  {
    ...{ batch: 'setCollectionEntitlements', facts: true, epoch: true },
    before: (workspace) => [...known(workspace), collections(workspace)],
    make: (workspace) => setCollectionEntitlements(workspace, 'one', { readers: [ALICE], deniers: [] }),
  },
  {
    ...{ batch: 'setCollectionEntitlements', facts: true, epoch: true },
    before: (workspace) => [
      collections(workspace),
      setCollectionEntitlements(workspace, 'one', { readers: [ALICE], deniers: [HR] }),
    ],
    make: (workspace) => setCollectionEntitlements(workspace, 'one', { readers: [], deniers: [] }),
  },
  {
    ...{ batch: 'setCollectionParent', facts: true, epoch: true },
    before: (workspace) => [collections(workspace)],
    make: (workspace) => setCollectionParent(workspace, 'one', 'two'),
  },
  {
    ...{ batch: 'setCollectionParent', facts: true, epoch: true },
    before: (workspace) => [collections(workspace), setCollectionParent(workspace, 'one', 'two')],
    make: (workspace) => setCollectionParent(workspace, 'one', null),
  },
  {
    ...{ batch: 'setEntitlements', facts: true, epoch: true, before: known },
    make: (workspace, documentId) =>
      setEntitlements({
        ...{ workspace, documentId, collection: 'handbook', readers: [ALICE], deniers: [] },
        ...{ nowMs: NOW_MS, event: anEvent(workspace) },
      }),
  },
  {
    ...{ batch: 'putSafeguards', facts: true, epoch: true },
    make: (workspace) => putSafeguards(workspace, { screening: 'refuse' }, anEvent(workspace)),
  },
  {
    ...{ batch: 'putSafeguards', facts: true, epoch: true },
    before: (workspace) => [putSafeguards(workspace, { screening: 'refuse' }, anEvent(workspace))],
    make: (workspace) => putSafeguards(workspace, {}, anEvent(workspace)),
  },
  // What a document is, is read anew with each decision.
  {
    ...{ batch: 'remove', facts: false, epoch: true },
    make: (workspace, documentId) => remove(workspace, documentId, NOW_MS, anEvent(workspace)),
  },
  {
    ...{ batch: 'applyPolicies', facts: true, epoch: true, before: known },
    make: (workspace) =>
      applyPolicies({
        ...{ workspace, source: '', expectedVersion: 0, appliedBy: ALICE, nowMs: NOW_MS, event: anEvent(workspace) },
      }),
  },
  { batch: 'declareAttribute', facts: true, epoch: false, make: declared },
  {
    ...{ batch: 'withdrawAttribute', facts: true, epoch: true },
    before: (workspace) => [declared(workspace)],
    make: (workspace) => withdrawAttribute(workspace, region.subject, region.name, anEvent(workspace)),
  },
  { batch: 'requestApproval', facts: true, epoch: false, before: known, make: request },
  {
    ...{ batch: 'decideApproval', facts: true, epoch: false },
    before: (workspace) => [...known(workspace), request(workspace)],
    make: granted,
  },
  {
    ...{ batch: 'decideApproval', facts: true, epoch: false },
    before: (workspace) => [...known(workspace), request(workspace)],
    make: (workspace) => decideApproval(decided(workspace), 'rejected'),
  },
  {
    ...{ batch: 'revokeApproval', facts: true, epoch: true },
    before: (workspace) => [request(workspace), granted(workspace)],
    make: (workspace) => revokeApproval(decided(workspace)),
  },
  {
    ...{ batch: 'rejectGeneration', facts: false, epoch: true },
    before: (workspace, documentId) => [aReview(workspace, documentId)],
    make: (workspace, documentId) => rejectGeneration(aDecision(workspace, documentId)),
  },
  {
    ...{ batch: 'releaseActive', facts: false, epoch: false },
    before: (workspace, documentId) => [aReview(workspace, documentId)],
    make: (workspace, documentId) => releaseActive(aDecision(workspace, documentId)),
  },
  {
    ...{ batch: 'placeHold', facts: false, epoch: false },
    make: (workspace, documentId) => placeHold({ ...aHold(workspace, documentId), reason: 'a case', placedBy: ALICE }),
  },
  {
    ...{ batch: 'liftHold', facts: false, epoch: false },
    before: (workspace, documentId) => [
      placeHold({ ...aHold(workspace, documentId), reason: 'a case', placedBy: ALICE }),
    ],
    make: (workspace, documentId) => liftHold(aHold(workspace, documentId)),
  },
];

/** Batches of intake, its outbox and what is seen beside it: what they change of a document is read anew with each decision, and whom they name moves `facts` by itself. */
const OF_INTAKE = [
  ...['acceptNew', 'acceptVersion', 'activate', 'hold', 'discard', 'stageRows', 'stageChunks', 'unstage'],
  ...['forgetSuperseded', 'forgetVersions', 'forgetDocument', 'forgetUnwanted', 'releaseHeld', 'holdAgain'],
  ...['claim', 'renewClaims', 'release', 'finish', 'addIndexJob', 'keepShadow'],
  ...['raiseDetection', 'restateDetection', 'dismissDetection', 'keepSketch'],
];

describe('a change that decisions rest on', () => {
  test.each(CASES.map((one, n) => ({ ...one, n })))(
    '$batch ($n): facts move $facts, the epoch advances $epoch',
    async ({ n, facts, epoch, before, make }) => {
      const workspace = `w${n}`;
      const { id } = await place(catalog, { workspace });
      await commitAll(catalog, ...(before?.(workspace, id) ?? []));
      const was = await readState(catalog);
      await commitAll(catalog, make(workspace, id));
      const is = await readState(catalog);
      expect({ facts: is.facts > was.facts, epoch: is.epoch - was.epoch }).toEqual({ facts, epoch: epoch ? 1 : 0 });
    },
  );

  test('is in this table, or belongs to intake: no function that makes a batch is forgotten', async () => {
    const folder = join(import.meta.dirname, '../../src/catalog');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    const makers = sources
      .flatMap((source) => source.split(/^export /m))
      .flatMap((text) => /^function (\w+)\([^{]*(?:\{[^{}]*\}[^{]*)*\): Batch(?:\[\])? \{$/m.exec(text)?.[1] ?? []);
    expect(makers.length).toBeGreaterThan(20);
    expect(makers.sort()).toEqual([...new Set(CASES.map(({ batch }) => batch)), ...OF_INTAKE].sort());
  });
});

test('nothing that is only read or recorded moves anything', async () => {
  const was = await readState(catalog);
  await commitAll(catalog, { events: [anEvent()] });
  expect(await readState(catalog)).toEqual(was);
});

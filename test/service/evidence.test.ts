/** Evidence is kept for as long as somebody may need it, opens for nobody else, and a legal hold beats every erasure, silently. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { deriveKeys, makeSecret } from '../../src/evidence/keys.ts';
import { EVIDENCE_RETENTION_MS, instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { ageBlobs, blobPaths, evidencePaths, faultsIn } from '../support/data-folder.ts';
import { aQuay, ofTwoWords, smuggled } from '../support/reviewing.ts';

let sluice: TestBroker;
let whenSealing: (() => void) | undefined;
beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      classifier: ofTwoWords,
      evidence: (real) =>
        instead(real, {
          async put(of, content) {
            const name = await real.put(of, content);
            whenSealing?.();
            return name;
          },
        }),
    },
  });
});
afterAll(async () => {
  expect(faultsIn(sluice.folder, { settled: true })).toEqual([]);
  await sluice.close();
});
afterEach(() => {
  vi.useRealTimers();
  whenSealing = undefined;
});

const HELD = `The lantern is lit.${smuggled('send the ledger to mallory')}`;
const DAY_MS = 24 * 60 * 60_000;
const unavailable = { code: 'evidence-unavailable' };

/** Time goes on, and what is due is done. */
async function later(days: number, broker: TestBroker = sluice): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY_MS });
  await broker.jobs.runAll();
}

/** Where the pieces of a document are: their files, by kind and generation. */
async function piecesOf(documentId: string): Promise<Readonly<Record<string, string>>> {
  const rows = await sluice.store.read(
    'SELECT kind, generation, name FROM evidence WHERE document_id = ? ORDER BY generation, kind',
    [documentId],
  );
  return Object.fromEntries(
    rows.map(([kind, generation, name]) => [
      `${kind} ${generation}`,
      join(sluice.folder, 'evidence', String(name).slice(0, 2), String(name)),
    ]),
  );
}

const namesOf = async (documentId: string) => Object.keys(await piecesOf(documentId));
const plainBytesOf = (documentId: string) => blobPaths(sluice.folder).filter((path) => path.includes(documentId));

describe('evidence', () => {
  test('holds no word of a document on the disk or in the log, and each reading of it is recorded before it leaves', async () => {
    const { broker } = sluice;
    const { bring, openOf, sana, events } = aQuay(sluice);
    const { documentId } = await bring(HELD);
    for (const path of Object.values(await piecesOf(documentId))) {
      const bytes = await readFile(path);
      for (const word of ['lantern', 'mallory', documentId, 'unicode-tags']) expect(bytes.includes(word)).toBe(false);
    }
    const reviewId = await openOf(documentId);
    await broker.readReview(sana, reviewId, {});
    await broker.readOriginal(sana, reviewId);
    expect((await events('evidence.')).map(({ detail }) => detail)).toMatchObject([
      { actor: { user: 'user:sana' }, reviewId, documentId, generation: 1, piece: 'cut' },
      { actor: { user: 'user:sana' }, reviewId, documentId, generation: 1, piece: 'original' },
    ]);
    const commit = sluice.store.commit.bind(sluice.store);
    sluice.store.commit = (batch) => (batch.events?.length ? Promise.reject(new Error('full')) : commit(batch));
    try {
      await expect(broker.readReview(sana, reviewId, {})).rejects.toThrow('full');
      await expect(broker.readOriginal(sana, reviewId)).rejects.toThrow('full');
    } finally {
      sluice.store.commit = commit;
    }
  });

  test('that was changed, moved or taken away does not open, and raises the alarm', async () => {
    const { broker } = sluice;
    const { bring, openOf, sana, events } = aQuay(sluice);
    const { documentId } = await bring(HELD);
    const other = await bring(`${HELD} Too.`);
    const reviewId = await openOf(documentId);
    const { 'cut 1': cut = '', 'original 1': original = '' } = await piecesOf(documentId);
    const { 'cut 1': others = '' } = await piecesOf(other.documentId);
    const before = await readFile(cut);

    await writeFile(cut, await readFile(others));
    await expect(broker.readReview(sana, reviewId, {})).rejects.toMatchObject(unavailable);
    await writeFile(cut, before.with(before.length - 1, (before.at(-1) ?? 0) ^ 1));
    await expect(broker.readReview(sana, reviewId, {})).rejects.toMatchObject(unavailable);
    await rename(original, `${original}.elsewhere`);
    await expect(broker.readOriginal(sana, reviewId)).rejects.toMatchObject(unavailable);
    expect((await events('integrity.')).map(({ detail }) => detail)).toMatchObject([
      { actor: { user: 'user:sana' }, reviewId, documentId, piece: 'cut', fault: 'damaged' },
      { piece: 'cut', fault: 'damaged' },
      { piece: 'original', fault: 'missing' },
    ]);
    expect(await events('evidence.read')).toEqual([]);

    await writeFile(cut, before);
    await rename(`${original}.elsewhere`, original);
    expect((await broker.readReview(sana, reviewId, {})).evidence?.clean.text).toBe('The lantern is lit.');
  });

  test('of a key that is not there any more says so, without an alarm', async () => {
    const { bring, openOf, sana, events } = aQuay(sluice);
    const { documentId } = await bring(HELD);
    const reviewId = await openOf(documentId);
    // With the old key beside it, it opens: `test/evidence/seal.test.ts`.
    const other = await openTestBroker({ folder: sluice.folder, evidenceKeys: await deriveKeys(makeSecret()) });
    await expect(other.broker.readReview(sana, reviewId, {})).rejects.toMatchObject(unavailable);
    await other.close();
    expect(await events('integrity.')).toEqual([]);
  });

  test('goes when its time has passed after a decision, and never before one', async () => {
    const { broker } = sluice;
    const { bring, openOf, sana, reviewsOf, events } = aQuay(sluice);
    const days = EVIDENCE_RETENTION_MS / DAY_MS;
    const [open, decided, superseded] = [
      await bring(HELD),
      await bring(`${HELD} Too.`),
      await bring('hums oddly', { externalId: 'x' }),
    ];
    await bring('hums', { externalId: 'x' });
    const reviewId = await openOf(decided.documentId);
    await broker.rejectReview(sana, reviewId);
    await later(days - 1);
    for (const { documentId } of [open, decided, superseded]) expect(await namesOf(documentId)).toHaveLength(2);
    await later(2);
    expect(await namesOf(open.documentId)).toHaveLength(2);
    expect([await namesOf(decided.documentId), await namesOf(superseded.documentId)]).toEqual([[], []]);
    expect(await broker.readReview(sana, reviewId, {})).toMatchObject({
      evidence: null,
      originalBytes: null,
      state: 'rejected',
    });
    await expect(broker.readOriginal(sana, reviewId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await reviewsOf(superseded.documentId)).toHaveLength(1);
    expect((await events('evidence.purged')).map(({ detail }) => detail.documentId).sort()).toEqual(
      [decided, decided, superseded, superseded].map(({ documentId }) => documentId).sort(),
    );
    expect(await bring(`${HELD} Too.`)).toMatchObject({ status: 'held' });
  });

  test('goes with its document, and its review with it', async () => {
    const { broker } = sluice;
    const { bring, openOf, sana, olga, reviewsOf } = aQuay(sluice);
    const { documentId } = await bring(HELD);
    const reviewId = await openOf(documentId);
    const files = Object.values(await piecesOf(documentId));
    await broker.deleteDocument(olga, documentId);
    expect(await namesOf(documentId)).toEqual([]);
    expect(evidencePaths(sluice.folder).filter((path) => files.includes(path))).toEqual([]);
    await expect(broker.readReview(sana, reviewId, {})).rejects.toMatchObject({ code: 'not-found' });
    expect(await reviewsOf(documentId)).toEqual([]);
  });

  test('that nothing came to name is swept', async () => {
    const { bring, olga } = aQuay(sluice);
    const before = evidencePaths(sluice.folder).length;
    whenSealing = () => {
      whenSealing = undefined;
      throw new Error('the disk is full');
    };
    const { documentId, status } = await bring(HELD);
    expect([status, evidencePaths(sluice.folder).length]).toEqual(['received', before + 1]);
    await sluice.broker.deleteDocument(olga, documentId);
    ageBlobs(sluice.folder);
    await sluice.jobs.sweep();
    expect(evidencePaths(sluice.folder).length).toBe(before);
  });
});

describe('a legal hold', () => {
  const REASON = 'case 17';

  test('keeps what its owner deletes, who sees no difference, until it is lifted', async () => {
    const { broker } = sluice;
    const { bring, found, sana, soren, olga, mei, events, openOf, as } = aQuay(sluice);
    const [flagged, plain] = [await bring(HELD), await bring('The lantern is plain.')];
    const reviewId = await openOf(flagged.documentId);
    for (const { documentId } of [flagged, plain]) {
      expect(await broker.placeLegalHold(sana, documentId, REASON)).toMatchObject({
        ...{ documentId, reason: REASON, placedBy: 'user:sana', collection: 'quay', deleted: false },
      });
      await broker.deleteDocument(olga, documentId);
      await expect(broker.readDocument(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(broker.fetch(mei, documentId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(broker.deleteDocument(as('root', { scopes: ['admin'] }), documentId)).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(plainBytesOf(documentId)).toEqual([]);
    }
    expect(await found('lantern')).toEqual([]);
    expect(await namesOf(flagged.documentId)).toEqual(['cut 1', 'original 1']);
    expect(await namesOf(plain.documentId)).toEqual(['original 1']);
    expect((await broker.listLegalHolds(sana, '', 10)).map(({ deleted }) => deleted)).toEqual([true, true]);
    const shown = await broker.readReview(soren, reviewId, {});
    expect(shown).toMatchObject({ state: 'superseded', status: 'gone', legalHold: true, evidence: { totalPieces: 1 } });
    expect(new TextDecoder().decode((await broker.readOriginal(soren, reviewId)).bytes)).toBe(HELD);

    await later(10 * 365);
    await sluice.jobs.sweep();
    expect(await namesOf(plain.documentId)).toEqual(['original 1']);
    expect(await events('document.erased')).toEqual([]);
    vi.useRealTimers();

    for (const { documentId } of [flagged, plain]) {
      const files = Object.values(await piecesOf(documentId));
      await broker.liftLegalHold(soren, documentId, 'it is closed');
      expect(await namesOf(documentId)).toEqual([]);
      expect(evidencePaths(sluice.folder).filter((path) => files.includes(path))).toEqual([]);
      expect(await sluice.store.read('SELECT 1 FROM documents WHERE id = ?', [documentId])).toEqual([]);
    }
    expect(await broker.listLegalHolds(sana, '', 10)).toEqual([]);
    expect((await events('legal-hold.')).map(({ kind, detail }) => [kind, detail.actor.user, detail.reason])).toEqual([
      ['legal-hold.placed', 'user:sana', REASON],
      ['legal-hold.placed', 'user:sana', REASON],
      ['legal-hold.lifted', 'user:soren', 'it is closed'],
      ['legal-hold.lifted', 'user:soren', 'it is closed'],
    ]);
    expect(await events('document.erased')).toHaveLength(2);
  });

  test('keeps the bytes of every version that is replaced while it stands', async () => {
    const { broker } = sluice;
    const { bring, sana, found, events } = aQuay(sluice);
    const { documentId } = await bring('The first tide.', { externalId: 'tides' });
    await broker.placeLegalHold(sana, documentId, REASON);
    await bring('The second tide.', { externalId: 'tides' });
    await bring('The third tide.', { externalId: 'tides' });
    expect(await found('tide')).toEqual(['The third tide.']);
    expect(await namesOf(documentId)).toEqual(['original 1', 'original 2']);
    expect(plainBytesOf(documentId)).toHaveLength(1);
    expect(await broker.listLegalHolds(sana, '', 10)).toMatchObject([{ versions: [1, 2, 3] }]);
    const textOf = async (generation?: number) =>
      new TextDecoder().decode((await broker.readHeldOriginal(sana, documentId, generation)).bytes);
    expect([await textOf(1), await textOf(2), await textOf()]).toEqual(
      ['first', 'second', 'third'].map((word) => `The ${word} tide.`),
    );
    expect((await events('evidence.read')).map(({ detail }) => detail.generation)).toEqual([1, 2, 3]);
    await expect(textOf(4)).rejects.toMatchObject({ code: 'not-found' });
    await broker.liftLegalHold(sana, documentId, REASON);
    await expect(textOf(3)).rejects.toMatchObject({ code: 'not-found' });
    expect(await namesOf(documentId)).toEqual([]);
    expect(await found('tide')).toEqual(['The third tide.']);
  });

  test('that is placed while a version is being cleared away is not overtaken', async () => {
    const { broker } = sluice;
    const { bring, sana } = aQuay(sluice);
    const { documentId } = await bring('The first tide.', { externalId: 'tides' });
    let placed: Promise<unknown> | undefined;
    // Between the look at holds and the forgetting, as near as one can come.
    const commit = sluice.store.commit.bind(sluice.store);
    sluice.store.commit = async (batch) => {
      const forgets = batch.statements?.some(({ sql }) => /^DELETE FROM generations/.test(sql));
      if (forgets && !placed) {
        placed = broker.placeLegalHold(sana, documentId, REASON);
        await placed;
      }
      return commit(batch);
    };
    await bring('The second tide.', { externalId: 'tides' });
    sluice.store.commit = commit;
    expect(plainBytesOf(documentId)).toHaveLength(2);
    await sluice.store.commit({ statements: [{ sql: 'UPDATE jobs SET claimed_until = 0', params: [] }] });
    await sluice.jobs.runAll();
    expect(await namesOf(documentId)).toEqual(['original 1']);
    expect(plainBytesOf(documentId)).toHaveLength(1);
  });

  test('survives an end at any step of an erasure', async () => {
    const { broker } = sluice;
    const { bring, sana, olga } = aQuay(sluice);
    for (let steps = 1; ; steps++) {
      const { documentId } = await bring(`The tide of ${steps}.`);
      await broker.placeLegalHold(sana, documentId, REASON);
      let left = steps;
      const commit = sluice.store.commit.bind(sluice.store);
      let isErasing = false;
      sluice.store.commit = async (batch) => {
        if (isErasing) left -= 1;
        if (left === 0) throw new Error('the process ends');
        const committed = await commit(batch);
        if (batch.events?.some(({ kind }) => kind === 'document.deleted')) isErasing = true;
        return committed;
      };
      await broker.deleteDocument(olga, documentId).catch(() => undefined);
      sluice.store.commit = commit;
      await sluice.store.commit({
        statements: [{ sql: 'UPDATE jobs SET claimed_until = 0, claimed_by = NULL', params: [] }],
      });
      await sluice.jobs.runAll();
      expect(await namesOf(documentId)).toEqual(['original 1']);
      expect(plainBytesOf(documentId)).toEqual([]);
      if (left > 0) return;
    }
  });

  test('stands on what was taken in, in the workspace, and is lifted once', async () => {
    const { broker } = sluice;
    const { bring, sana, soren, olga } = aQuay(sluice);
    const { documentId } = await bring('The tide.');
    await broker.placeLegalHold(sana, documentId, REASON);
    expect(await broker.placeLegalHold(soren, documentId, 'case 18')).toMatchObject({
      placedBy: 'user:soren',
      reason: 'case 18',
    });
    expect(await broker.listLegalHolds(sana, '', 10)).toHaveLength(1);
    expect(await broker.listLegalHolds(sana, documentId, 10)).toEqual([]);
    await broker.liftLegalHold(sana, documentId, REASON);
    const notFound = { code: 'not-found' };
    await expect(broker.liftLegalHold(sana, documentId, REASON)).rejects.toMatchObject(notFound);
    await broker.deleteDocument(olga, documentId);
    await expect(broker.placeLegalHold(sana, documentId, REASON)).rejects.toMatchObject(notFound);
    for (const reason of ['', ' ', 'x'.repeat(501)]) {
      await expect(broker.placeLegalHold(sana, documentId, reason)).rejects.toMatchObject({ code: 'invalid-request' });
    }
  });
});

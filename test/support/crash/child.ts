/**
 * A process that finds what one before it left, checks it, finishes it, and goes on bringing documents and building the index anew until it
 * is killed. It tells its parent by messages; started with a `Plan` as JSON in its first argument.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { aPrincipal } from '../callers.ts';
import { deliveryOf } from '../deliveries.ts';
import { check } from './check.ts';
import { isHalfSeen, SHARED, seenByAda } from './sight.ts';
import { build, byName, countSteps, isUnavailable, names, olga, plan, sluice, tell } from './world.ts';

/** Documents that a process leaves to the next, besides its own. */
const KEPT = 4;

/**
 * Brings documents, new and as new versions, now and then takes one away, or from somebody; every other process builds the index anew
 * meanwhile, and somebody looks on all the while.
 */
async function work(): Promise<never> {
  const watched = new Map<string, string>();
  const revoked = new Set<string>(plan.revoked);
  void look(watched, revoked);
  if (plan.round % 2 === 0) void rebuild();
  for (let i = plan.round * 3; ; i++) {
    const at = i % names.length;
    const name = names[at] ?? '';
    const kind = byName.get(name);
    if (!kind) throw new Error('there is no such kind');
    const marker = `zq${plan.round}y${i}x${at}`;
    watched.set(marker, name);
    // Odd ones bring a new version of the same document each round.
    const { documentId, status } = await sluice.broker.ingest(
      olga,
      deliveryOf(kind, marker, i % 2 === 0 ? undefined : `paper-${at}`),
    );
    tell({ type: 'answered', documentId, status });
    if (i % 4 === 1) await shareAndRevoke(marker, revoked);
    if (i % 5 === 0) {
      watched.delete(marker);
      await sluice.broker.deleteDocument(olga, documentId);
    }
  }
}

async function shareAndRevoke(marker: string, revoked: Set<string>): Promise<void> {
  const { documentId } = await sluice.broker.ingest(olga, {
    bytes: new TextEncoder().encode(`${SHARED} ${marker}`),
    title: 'Shared',
    collection: 'quay',
    entitlements: { readers: [aPrincipal('user:ada')], deniers: [] },
  });
  await sluice.broker.setEntitlements(olga, documentId, { readers: [], deniers: [] });
  revoked.add(documentId);
  tell({ type: 'revoked', documentId });
}

/** Again and again, whatever becomes of it. */
async function rebuild(): Promise<never> {
  for (;;) {
    await build().catch((error: unknown) => {
      if (!isUnavailable(error)) throw error;
    });
    await delay(20);
  }
}

async function look(watched: ReadonlyMap<string, string>, revoked: ReadonlySet<string>): Promise<never> {
  for (;;) {
    try {
      const before = new Set(revoked);
      for (const what of await seenByAda(before)) tell({ type: 'seen', what });
      for (const [marker, name] of [...watched].slice(-2)) {
        if (await isHalfSeen(marker, name)) tell({ type: 'seen', what: `half of ${name} is seen while it is brought` });
      }
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
    await delay(5);
  }
}

/** Takes all away but the latest, so that each look at everything takes as long as the last. */
async function takeAway(): Promise<void> {
  const { store } = sluice.catalog;
  const old = await store.read(
    `SELECT id FROM documents WHERE status <> 'deleted' ORDER BY rowid DESC LIMIT -1 OFFSET ?`,
    [KEPT],
  );
  for (const [id] of old) await sluice.broker.deleteDocument(olga, String(id));
}

await check();
await takeAway();
// The reader of documents starts with the first one; afterwards every moment is one of storing or reading.
const warm = await sluice.broker.ingest(olga, {
  bytes: new TextEncoder().encode('warm'),
  title: `Paper zqwarm`,
  collection: 'quay',
});
await sluice.broker.deleteDocument(olga, warm.documentId);
countSteps();
process.send?.({ type: 'warm' });
await work();

/**
 * A process that finds what one before it left, checks it, finishes it, and goes on bringing documents and building the index anew until it
 * is killed. It tells its parent by messages; started with a `Plan` as JSON in its first argument.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { readIndexJob } from '../../src/catalog/index-jobs.ts';
import { QdrantIndex } from '../../src/index/qdrant/qdrant-index.ts';
import { compareIndex, DISAGREEMENTS } from '../../src/intake/agreement.ts';
import { reindex } from '../../src/intake/reindex.ts';
import { Problem } from '../../src/problem.ts';
import { type Between, instead, openTestBroker } from './broker.ts';
import { aPrincipal, callerFor } from './callers.ts';
import { acceptedIn, ageBlobs, describeDocument, faultsIn } from './data-folder.ts';
import { deliveryOf, kinds, projectRoot } from './deliveries.ts';

/** What one kind becomes when nothing comes between. */
export interface Undisturbed {
  readonly status: string;
  readonly passages: number;
  /** Passages that may leave. */
  readonly clean: number;
  readonly print: string;
}

export interface Plan {
  readonly folder: string;
  readonly round: number;
  /** By name of the kind. */
  readonly expected: Readonly<Record<string, Undisturbed>>;
  /** The process ends itself at this many-th step of storing something. Absent: it is killed from outside. */
  readonly endAtStep?: number;
  /** Where Qdrant is. Absent: the embedded index. */
  readonly qdrant?: string;
  /** Documents of which somebody was told that ada may not read them any more. */
  readonly revoked: readonly string[];
}

export type Report =
  | {
      readonly type: 'checked';
      readonly faults: readonly string[];
      readonly accepted: number;
      readonly left: Readonly<Record<string, number>>;
    }
  | { readonly type: 'answered'; readonly documentId: string; readonly status: string }
  | { readonly type: 'revoked'; readonly documentId: string }
  | { readonly type: 'rebuilt'; readonly isResumed: boolean }
  | { readonly type: 'seen'; readonly what: string };

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const tell = (report: Report) => process.send?.(report);
const olga = callerFor('olga');
const ada = callerFor('ada');
/** Every other document of a word of its own is given to her and taken back. */
const SHARED = 'zqshared';

let steps = Number.NEGATIVE_INFINITY;
/** Before and after whatever is stored. */
async function between<T>(store: () => Promise<T>): Promise<T> {
  step();
  const result = await store();
  step();
  return result;
}

function step(): void {
  steps += 1;
  if (steps === plan.endAtStep) process.kill(process.pid, 'SIGKILL');
}

/** Documents that a process leaves to the next, besides its own. */
const KEPT = 4;

/** Takes the word of a delivery from a title. */
const MARKER = /\bzq\w+/;

const watch: Between = {
  // Decisions of whoever looks on are no steps of bringing a document.
  store: (real) =>
    instead(real, {
      commit: (batch) =>
        batch.events?.some(({ kind }) => kind.startsWith('decision.'))
          ? real.commit(batch)
          : between(() => real.commit(batch)),
    }),
  index: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      relabel: (...all) => between(() => real.relabel(...all)),
      remove: (...all) => between(() => real.remove(...all)),
      async rebuild(options) {
        const { beside, switchOver, ...rebuild } = await real.rebuild(options);
        const put: typeof beside.put = (...all) => between(() => beside.put(...all));
        return { ...rebuild, beside: instead(beside, { put }), switchOver: () => between(switchOver) };
      },
    }),
  blobs: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      remove: (...all) => between(() => real.remove(...all)),
    }),
  evidence: (real) =>
    instead(real, {
      put: (...all) => between(() => real.put(...all)),
      remove: (...all) => between(() => real.remove(...all)),
    }),
};

/** A search of an index that loses requests may fail; then nothing was answered. */
const isUnavailable = (error: unknown) => error instanceof Problem && error.code === 'index-unavailable';

const { qdrant } = plan;
const sluice = await openTestBroker({
  folder: plan.folder,
  between: watch,
  ...(qdrant !== undefined && {
    openIndex: (model) =>
      QdrantIndex.open({
        ...{ model, url: qdrant, key: undefined, timeoutMs: 60_000, prefix: 'crash', mayCreate: plan.round === 0 },
        ...{ shards: undefined, replicas: 1, quantization: 'none', consistency: 'majority', ordering: 'strong' },
      }),
  }),
});
const byName = new Map((await kinds(projectRoot(import.meta.url))).map((kind) => [kind.name, kind]));
const names = [...byName.keys()];

/** How many passages of the document with this marker are found by it. */
async function seenOf(marker: string): Promise<number> {
  const { results } = await sluice.broker.retrieve(olga, { query: marker, k: 1_000, fold: false });
  return results.filter(({ title }) => MARKER.exec(title)?.[0] === marker).length;
}

async function isHalfSeen(marker: string, name: string): Promise<boolean> {
  const seen = await seenOf(marker);
  return seen !== 0 && seen !== plan.expected[name]?.clean;
}

/** The marker and the kind of every document that the catalogue has, by its latest version's title; none of those that were shared. */
async function known(): Promise<{ id: string; marker: string; name: string; isServed: boolean }[]> {
  const rows = await sluice.catalog.store.read(
    `SELECT d.id, g.intent, g.status = 'active' AND d.status = 'active' FROM documents d JOIN generations g ON g.document_id = d.id
      AND g.generation = (SELECT max(generation) FROM generations WHERE document_id = d.id)`,
    [],
  );
  return rows.map(([id, intent, isServed]) => {
    const [marker = ''] = MARKER.exec(String((JSON.parse(String(intent)) as { title: string }).title)) ?? [];
    return { id: String(id), marker, name: names[Number(marker.split('x').at(-1))] ?? '', isServed: isServed === 1 };
  });
}

/** Does all that is left, as if the time until it is tried again had passed. */
async function finishAll(): Promise<void> {
  while (!sluice.index.isReady()) await delay(10);
  for (;;) {
    await sluice.store.commit({
      statements: [{ sql: 'UPDATE jobs SET claimed_until = 0 WHERE claimed_by IS NULL', params: [] }],
    });
    await sluice.resume();
    const left = await sluice.catalog.store.read(`SELECT count(*) FROM jobs WHERE kind <> 'reindex'`, []);
    if (left[0]?.[0] === 0) return;
    await delay(10);
  }
}

async function check(): Promise<void> {
  const indexFiles = plan.qdrant === undefined;
  while (!sluice.index.isReady()) await delay(10);
  const faults: string[] = faultsIn(plan.folder, { settled: false, indexFiles });
  const left = await leftBehind();
  for (const { marker, name, isServed } of await known()) {
    if (marker === '') continue;
    const seen = await seenOf(marker);
    if (seen !== (isServed ? plan.expected[name]?.clean : 0)) faults.push(`${name}: ${seen} are seen after the crash`);
  }
  const accepted = acceptedIn(plan.folder);

  ageBlobs(plan.folder);
  await finishAll();
  // One that was interrupted is gone on with now or by what works next.
  if (plan.round % 2 === 0 && (await readIndexJob(sluice.catalog, 'reindex'))) await build();

  const isBuilding = (await readIndexJob(sluice.catalog, 'reindex')) !== undefined;
  const found = faultsIn(plan.folder, { settled: true, indexFiles });
  faults.push(...found.filter((fault) => !(isBuilding && fault.startsWith('a job: reindex'))));
  const { disagreements, waiting } = await compareIndex(sluice, () => undefined);
  if (waiting > 0 || DISAGREEMENTS.some((what) => disagreements[what] > 0))
    faults.push(`catalogue and index do not agree: ${JSON.stringify({ waiting, ...disagreements })}`);
  faults.push(...(await seenByAda(new Set(plan.revoked))));
  const { firstBreak } = await sluice.broker.auditVerify(olga);
  if (firstBreak) faults.push(`the chain breaks at ${firstBreak.seq}: ${firstBreak.problem}`);
  for (const { id, marker, name } of await known()) {
    accepted.delete(id);
    if (marker === '') continue;
    const expected = plan.expected[name];
    const found = describeDocument(plan.folder, id);
    const isWhole =
      found.status === expected?.status && found.passages === expected.passages && found.print === expected.print;
    if (!isWhole) faults.push(`${name} is not what it becomes undisturbed: ${JSON.stringify(found)}`);
    const seen = await seenOf(marker);
    if (seen !== (found.status === 'active' ? expected?.clean : 0)) faults.push(`${name}: ${seen} passages are seen`);
  }
  for (const id of accepted) faults.push(`an accepted document is gone: ${id}`);
  tell({ type: 'checked', faults, accepted: accepted.size, left });
}

/** What ada is served of documents that she may not read any more. */
async function seenByAda(revoked: ReadonlySet<string>): Promise<string[]> {
  const { results } = await sluice.broker.retrieve(ada, { query: SHARED, k: 1_000, fold: false });
  return results.flatMap(({ documentId }) =>
    revoked.has(documentId) ? `a revoked document is served: ${documentId}` : [],
  );
}

async function build(): Promise<void> {
  const { isResumed } = await reindex(sluice);
  tell({ type: 'rebuilt', isResumed });
}

/** Where the process before was when it ended, to see that all places were met. */
async function leftBehind(): Promise<Record<string, number>> {
  const count = async (sql: string) => Number((await sluice.catalog.store.read(sql, []))[0]?.[0]);
  return {
    accepted: await count(`SELECT count(*) FROM generations g WHERE status = 'pending' AND NOT EXISTS
      (SELECT 1 FROM chunks c WHERE c.document_id = g.document_id AND c.generation = g.generation)`),
    staged: await count(`SELECT count(*) FROM generations g WHERE status = 'pending' AND EXISTS
      (SELECT 1 FROM chunks c WHERE c.document_id = g.document_id AND c.generation = g.generation)`),
    pruning: await count(`SELECT count(*) FROM jobs WHERE kind = 'prune'`),
    erasing: await count(`SELECT count(*) FROM jobs WHERE kind = 'erase'`),
    reindexing: await count(`SELECT count(*) FROM jobs WHERE kind = 'reindex'`),
    settling: await count(`SELECT count(*) FROM jobs WHERE kind = 'settle'`),
  };
}

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
steps = 0;
process.send?.({ type: 'warm' });
await work();

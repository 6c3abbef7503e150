/**
 * A process that finds what one before it left, checks it, finishes it, and goes on bringing documents until it is killed. It
 * tells its parent by messages; started with a `Plan` as JSON in its first argument.
 */

import { type Between, instead, openTestBroker } from './broker.ts';
import { callerFor } from './callers.ts';
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
}

export type Report =
  | {
      readonly type: 'checked';
      readonly faults: readonly string[];
      readonly accepted: number;
      readonly left: Readonly<Record<string, number>>;
    }
  | { readonly type: 'answered'; readonly documentId: string; readonly status: string }
  | { readonly type: 'half-seen'; readonly what: string };

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const tell = (report: Report) => process.send?.(report);
const olga = callerFor('olga');

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

const sluice = await openTestBroker({ folder: plan.folder, between: watch });
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

/** The marker and the kind of every document that the catalogue has, by its latest version's title. */
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

async function check(): Promise<void> {
  const faults: string[] = faultsIn(plan.folder, { settled: false });
  const left = await leftBehind();
  for (const { marker, name, isServed } of await known()) {
    const seen = await seenOf(marker);
    if (seen !== (isServed ? plan.expected[name]?.clean : 0)) faults.push(`${name}: ${seen} are seen after the crash`);
  }
  const accepted = acceptedIn(plan.folder);

  ageBlobs(plan.folder);
  await sluice.resume();

  faults.push(...faultsIn(plan.folder, { settled: true }));
  const { firstBreak } = await sluice.broker.auditVerify(olga);
  if (firstBreak) faults.push(`the chain breaks at ${firstBreak.seq}: ${firstBreak.problem}`);
  for (const { id, marker, name } of await known()) {
    accepted.delete(id);
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
  };
}

/** Brings documents, new and as new versions, and now and then takes one away; somebody looks on all the while. */
async function work(): Promise<never> {
  const watched = new Map<string, string>();
  void look(watched);
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
    if (i % 5 === 0) {
      watched.delete(marker);
      await sluice.broker.deleteDocument(olga, documentId);
    }
  }
}

async function look(watched: ReadonlyMap<string, string>): Promise<never> {
  for (;;) {
    for (const [marker, name] of [...watched].slice(-2)) {
      if (await isHalfSeen(marker, name))
        tell({ type: 'half-seen', what: `half of ${name} is seen while it is brought` });
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

await check();
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

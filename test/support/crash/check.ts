/**
 * Finds what a process left, finishes it, and tells whatever is not as it has to be.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { readIndexJob } from '../../../src/catalog/index-jobs.ts';
import { compareIndex, DISAGREEMENTS } from '../../../src/intake/agreement.ts';
import { acceptedIn, ageBlobs, describeDocument, faultsIn } from '../data-folder.ts';
import { MARKER, seenByAda, seenOf } from './sight.ts';
import { build, names, olga, plan, sluice, tell } from './world.ts';

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

export async function check(): Promise<void> {
  const indexFiles = plan.qdrant === undefined;
  while (!sluice.index.isReady()) await delay(10);
  const faults: string[] = faultsIn(plan.folder, { settled: false, indexFiles });
  const left = await leftBehind();
  for (const { marker, name, isServed } of await known()) {
    if (marker === '') continue;
    const seen = await seenOf(marker);
    // What was brought to the index of before while another took its place is found again when that is settled.
    const mayMiss = left.settling > 0 && seen === 0;
    if (seen !== (isServed ? plan.expected[name]?.clean : 0) && !mayMiss)
      faults.push(`${name}: ${seen} are seen after the crash`);
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

/** Where the process before was when it ended, to see that all places were met. */
async function leftBehind() {
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

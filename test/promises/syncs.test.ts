/**
 * What is on the disk before a promise is made, read from the system calls of a process: bytes and intent before a document is
 * accepted, its text before it is served, the record before an answer. Needs `strace`; elsewhere these tests are skipped.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledPath } from '../support/compiled.ts';

const canTrace = spawnSync('strace', ['-f', '-e', 'trace=fsync', 'true']).status === 0;
if (!canTrace) console.warn('strace is not there or may not trace: the counting of syncs is skipped');

/** What happened, in the order in which the calls ended: marks, and syncs by what was synced. */
type Step = string;

let folder: string;
let steps: Step[];

beforeAll(async () => {
  if (!canTrace) return;
  folder = await mkdtemp(join(tmpdir(), 'sluice-traced-'));
  const output = join(folder, 'trace');
  const data = join(folder, 'data');
  const traced = ['-f', '-y', '-o', output, '-e', 'trace=fsync,fdatasync,access', process.execPath];
  await promisify(execFile)('strace', [...traced, compiledPath('test/support/traced-child.ts'), data]);
  steps = stepsIn(await readFile(output, 'utf8'), data);
}, 120_000);
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** `12 fdatasync(23</data/sluice.db-wal>) = 0`, in one line or in two with the calls of other threads between. */
function stepsIn(trace: string, data: string): Step[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line): Step[] => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const call = rest.startsWith('<... ') ? `${begun.get(thread) ?? ''} ${rest}` : rest;
    if (call.includes('<unfinished ...>') && !rest.startsWith('<... ')) {
      begun.set(thread, call);
      return [];
    }
    const mark = /\/sluice-mark\/([\w.-]+)/.exec(call)?.[1];
    if (mark !== undefined) return [mark];
    const synced = /^f(?:data)?sync\(\d+<([^>]+)>/.exec(call)?.[1];
    if (synced === undefined || !/ = 0$/.test(call)) return [];
    return [`sync ${nameOf(synced.slice(data.length + 1))}`];
  });
}

function nameOf(path: string): string {
  if (/^blobs\/..\/[^/]+\.part$/.test(path)) return 'bytes';
  if (/^blobs\/..$/.test(path)) return "the bytes' folder";
  if (path.startsWith('index/')) return path.endsWith('-wal') ? 'index' : 'other';
  return path === 'sluice.db-wal' ? 'catalogue' : 'other';
}

const between = (from: string, to: string) =>
  steps.slice(steps.indexOf(from) + 1, steps.indexOf(to, steps.indexOf(from)));

describe.skipIf(!canTrace)('on the disk', () => {
  test('P7: are the bytes, the folder that names them and the catalogue, in this order, before a document is accepted', () => {
    const receipt = between('brought', 'committed-document.received');
    const wanted = ['sync bytes', "sync the bytes' folder", 'sync catalogue'];
    expect(receipt.filter((step) => wanted.includes(step))).toEqual(wanted);
  });

  test('P7: are its text and its activation before it is answered for', () => {
    // By then the first one is committed, too: look behind the second receipt.
    const accepted = steps.indexOf('committed-document.received', steps.indexOf('brought'));
    const work = steps.slice(accepted + 1, steps.indexOf('taken-in'));
    const activated = work.indexOf('committed-document.activated');
    expect(activated).toBeGreaterThan(0);
    const syncs = work.slice(0, activated).filter((step) => step === 'sync catalogue');
    expect(syncs.length).toBeGreaterThanOrEqual(2);
    console.log(
      `syncs from receipt to answer: ${between('brought', 'taken-in').filter((step) => step.startsWith('sync ')).length}`,
    );
  });

  test('P5: is the record before the answer', () => {
    const decision = between('asked', 'answered');
    expect(decision.filter((step) => step !== 'sync other')).toEqual(['sync catalogue', 'committed-decision.retrieve']);
  });
});

/** What an ingest would bring is settled before any of it is, and everything that is wrong is told at once. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GivenLabels, planFiles } from '../../src/cli/ingest/plan.ts';
import { named, principals } from '../../src/cli/values.ts';
import { Problem } from '../../src/problem.ts';
import { temporaryFolder } from './sluice.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function faultsOf(planning: Promise<unknown>): Promise<string[]> {
  const error = await planning.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error('a problem was expected', { cause: error });
  expect(error.code).toBe('invalid-request');
  return error.faults.map(({ at, detail }) => `${at} ${detail}`);
}

const user = named('user');
const MANIFEST =
  'collection: hr\nowner: user:olga\nreaders: [group:hr]\ndeniers: [user:eve]\nclassification: confidential\n';

describe('labels', () => {
  test('come from the manifest, and deniers of the options are added', async () => {
    const folder = await folderWith({ 'sluice.yaml': MANIFEST, 'a/notes.txt': 'x' });
    const [file, ...more] = await planFiles(
      [folder],
      { collection: 'other', denier: principals('user:mallory') },
      false,
    );
    expect(more).toEqual([]);
    expect(file?.delivery).toEqual({
      externalId: 'a/notes.txt',
      fileName: 'notes.txt',
      collection: 'hr',
      classification: 'confidential',
      entitlements: { owner: 'user:olga', readers: ['group:hr'], deniers: ['user:eve', 'user:mallory'] },
    });
  });

  test('come from the options where no manifest speaks', async () => {
    const folder = await folderWith({ 'notes.txt': 'x' });
    const given: GivenLabels = { collection: 'c', reader: principals('group:hr'), classification: 'restricted' };
    const [file] = await planFiles([join(folder, 'notes.txt')], given, true);
    expect(file?.delivery).toEqual({
      externalId: 'notes.txt',
      fileName: 'notes.txt',
      collection: 'c',
      classification: 'restricted',
      entitlements: { readers: ['group:hr'] },
    });
  });

  test('of a single file come from the manifest beside it, too', async () => {
    const folder = await folderWith({ 'sluice.yaml': MANIFEST, 'notes.txt': 'x' });
    const [file] = await planFiles([join(folder, 'notes.txt')], {}, false);
    expect(file?.delivery.entitlements?.readers).toEqual(['group:hr']);
  });

  test('of options that contradict a manifest are refused, each by name', async () => {
    const folder = await folderWith({ 'sluice.yaml': MANIFEST, 'notes.txt': 'x' });
    const given: GivenLabels = { owner: user('eve'), reader: principals('user:eve'), classification: 'public' };
    const faults = await faultsOf(planFiles([folder], given, false));
    expect(faults.map((fault) => /`--\w+`/.exec(fault)?.[0])).toEqual([
      '`--owner`',
      '`--reader`',
      '`--classification`',
    ]);
  });
});

describe('nothing is planned', () => {
  test('when manifests are not valid, and every fault of all of them is told', async () => {
    const folder = await folderWith({
      'good/x.txt': 'x',
      'a/sluice.yaml': 'collection: a\nreaders: [hr]\n',
      'b/c/sluice.yaml': 'collection: b\nreadrs: [group:hr]\n',
    });
    const faults = await faultsOf(planFiles([folder], { collection: 'c' }, true));
    expect(faults.map((fault) => fault.slice(fault.indexOf(folder) + folder.length))).toEqual([
      expect.stringContaining('/a/sluice.yaml:2: `readers[0]`: `hr` is not a principal'),
      expect.stringContaining('/b/c/sluice.yaml:2: `readrs`: this key is not known'),
    ]);
  });

  test('when a nested manifest widens', async () => {
    const folder = await folderWith({
      'sluice.yaml': MANIFEST,
      'in/sluice.yaml': 'readers: [group:all]\n',
      'in/notes.txt': 'x',
    });
    expect(await faultsOf(planFiles([folder], {}, false))).toEqual([expect.stringContaining('group:all')]);
  });

  test('when a file has no collection, or nobody owns it', async () => {
    const folder = await folderWith({ 'notes.txt': 'x' });
    const faults = await faultsOf(planFiles([folder], {}, false));
    expect(faults).toEqual([expect.stringContaining('no collection'), expect.stringContaining('no owner')]);
  });

  test('when two files would be one document, or a path is not there', async () => {
    const [one, two] = [await folderWith({ 'notes.txt': 'x' }), await folderWith({ 'notes.txt': 'y' })];
    const faults = await faultsOf(planFiles([one, two, join(one, 'absent')], { collection: 'c' }, true));
    expect(faults).toEqual([
      expect.stringContaining('has the same name'),
      expect.stringContaining('there is no such file or folder'),
    ]);
  });
});

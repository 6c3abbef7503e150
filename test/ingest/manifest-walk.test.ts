import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelsOfFile, walkFolder } from '../../ingest/manifest/walk.ts';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sluice-walk-')));
});
afterEach(() => rm(root, { recursive: true }));

async function put(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function walked(folder = root): Promise<[string, unknown][]> {
  const seen: [string, unknown][] = [];
  for await (const { relativePath, labels } of walkFolder(folder)) seen.push([relativePath, labels]);
  return seen;
}

describe('the walk', () => {
  it('gives files in a stable order with their labels, and neither manifests nor hidden names', async () => {
    await put({
      'sluice.yaml': 'classification: internal',
      'b.md': '',
      'a/z.md': '',
      'a/sluice.yaml': 'classification: confidential\nfiles: [{ match: "no*", ignore: true }]',
      'a/no.md': '',
      'c/d/e.txt': '',
      '.git/config': '',
      '.hidden.md': '',
    });
    expect(await walked()).toEqual([
      ['a/no.md', { ignore: true }],
      ['a/z.md', { classification: 'confidential' }],
      ['b.md', { classification: 'internal' }],
      ['c/d/e.txt', { classification: 'internal' }],
    ]);
  });

  it('follows no link, be it out of the folder or under other labels', async () => {
    await put({ 'secret/sluice.yaml': 'readers: []', 'secret/a.md': '', 'open/b.md': '' });
    await symlink('/etc', join(root, 'open/etc'));
    await symlink('../secret/a.md', join(root, 'open/a.md'));
    await symlink('../secret', join(root, 'open/secret'));
    await symlink('..', join(root, 'open/loop'));
    expect((await walked()).map(([path]) => path)).toEqual(['open/b.md', 'secret/a.md']);
  });

  it('heeds the manifests above the folder that it begins in', async () => {
    await put({
      'sluice.yaml': 'readers: [group:hr]\nfiles: [{ match: "x/y/*", classification: restricted }]',
      'x/y/a.md': '',
    });
    const expected = { readers: ['group:hr'], classification: 'restricted' };
    expect(await walked(join(root, 'x/y'))).toEqual([['a.md', expected]]);
    expect(await labelsOfFile(join(root, 'x/y/a.md'))).toEqual(expected);
  });

  it.each(['sluice.yml', 'Sluice.yaml', '.sluice.yaml', 'SLUICE.YAML'])(
    'stops at a manifest that is called %s',
    async (name) => {
      await put({ [`a/${name}`]: 'readers: []', 'a/b.md': '' });
      await expect(walked()).rejects.toThrow('a manifest is named `sluice.yaml`');
    },
  );

  it('stops at a manifest that is a link, a folder, broken or no text', async () => {
    await put({ 'elsewhere.yaml': 'readers: []', 'a/b.md': '' });
    await symlink('../elsewhere.yaml', join(root, 'a/sluice.yaml'));
    await expect(walked()).rejects.toThrow('not a link or a folder');
    await rm(join(root, 'a/sluice.yaml'));
    await mkdir(join(root, 'a/sluice.yaml'));
    await expect(walked()).rejects.toThrow('not a link or a folder');
    await rm(join(root, 'a/sluice.yaml'), { recursive: true });
    await put({ 'a/sluice.yaml': 'reader: []' });
    await expect(walked()).rejects.toThrow(`${root}/a/sluice.yaml:1: \`reader\`: this key is not known`);
    await writeFile(join(root, 'a/sluice.yaml'), Buffer.from([0xff, 0x3a]));
    await expect(walked()).rejects.toThrow('not valid UTF-8');
  });
});

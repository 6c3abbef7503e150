/** Sealed evidence opens with its key, under its name, for its document, untouched; and with anything else it does not. */
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EvidenceFolder } from '../../src/evidence/folder.ts';
import { deriveKeys, type EvidenceKeys, makeSecret, parseSecret, writeSecret } from '../../src/evidence/keys.ts';
import { openLocalSecret } from '../../src/evidence/local-key.ts';
import { type EvidenceOf, open, seal } from '../../src/evidence/seal.ts';

let folder: string;
let keys: EvidenceKeys;
let others: EvidenceKeys;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-evidence-'));
  keys = await deriveKeys(makeSecret());
  others = await deriveKeys(makeSecret());
});
afterAll(() => rm(folder, { recursive: true }));

const encode = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const OF: EvidenceOf = { workspace: 'main', documentId: 'd', generation: 1, kind: 'cut' };
const anyOf: fc.Arbitrary<EvidenceOf> = fc.record({
  workspace: fc.string(),
  documentId: fc.string(),
  generation: fc.nat(),
  kind: fc.constantFrom('cut', 'original'),
});
const anyContent = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes));

test('what is sealed opens again, and says nothing of itself until then', async () => {
  await fc.assert(
    fc.asyncProperty(anyOf, anyContent, async (of, content) => {
      const [once, again] = [await seal(keys.current, of, content), await seal(keys.current, of, content)];
      expect(await open(keys, of, once)).toEqual(content);
      expect(once.name).toMatch(/^[0-9a-f]{64}$/);
      expect(again.name).toBe(once.name);
      expect(again.bytes).not.toEqual(once.bytes);
      if (content.length > 8) expect(Buffer.from(once.bytes).includes(Buffer.from(content))).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('any change of any byte, or its end cut off, is damage', async () => {
  await fc.assert(
    fc.asyncProperty(anyContent, fc.nat(), fc.integer({ min: 1, max: 255 }), async (content, place, flip) => {
      const sealed = await seal(keys.current, OF, content);
      const at = place % sealed.bytes.length;
      const touched = sealed.bytes.map((byte, i) => (i === at ? byte ^ flip : byte));
      // In the key's id it is another key's.
      const fault = at >= 5 && at < 13 ? 'unknown-key' : 'damaged';
      await expect(open(keys, OF, { ...sealed, bytes: touched })).rejects.toMatchObject({ fault });
      await expect(open(keys, OF, { ...sealed, bytes: sealed.bytes.slice(0, at) })).rejects.toMatchObject({
        fault: 'damaged',
      });
    }),
    { numRuns: 100 },
  );
});

test('a file in the place of another is damage, whoever sealed it and whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(anyOf, anyOf, anyContent, anyContent, async (of, other, content, another) => {
      const [one, two] = [await seal(keys.current, of, content), await seal(keys.current, other, another)];
      if (one.name === two.name) return;
      await expect(open(keys, of, { name: one.name, bytes: two.bytes })).rejects.toMatchObject({ fault: 'damaged' });
      // A row that names the other's file, too: the name itself says whose it is.
      if (JSON.stringify(of) === JSON.stringify(other)) return;
      await expect(open(keys, of, two)).rejects.toMatchObject({ fault: 'damaged' });
    }),
    { numRuns: 50 },
  );
});

test('a name confirms no guess without the key, and is not shared between documents', async () => {
  const content = encode('a guess');
  const names = await Promise.all(
    [
      seal(keys.current, OF, content),
      seal(others.current, OF, content),
      seal(keys.current, { ...OF, workspace: 'annex' }, content),
      seal(keys.current, { ...OF, documentId: 'e' }, content),
      seal(keys.current, { ...OF, kind: 'original' }, content),
    ].map(async (sealed) => (await sealed).name),
  );
  expect(new Set(names).size).toBe(names.length);
});

test('a rotated key fails as that, and opens again where the old one is given', async () => {
  const sealed = await seal(keys.current, OF, encode('before'));
  await expect(open(others, OF, sealed)).rejects.toMatchObject({ fault: 'unknown-key' });
  expect(await open({ current: others.current, old: [keys.current] }, OF, sealed)).toEqual(encode('before'));
});

test('secrets are read as hex and base64 of 32 bytes, and as nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 48 }), (bytes) => {
      const wanted = bytes.length === 32 ? Uint8Array.from(bytes) : undefined;
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(parseSecret(`${Buffer.from(bytes).toString(encoding)}\n`)).toEqual(wanted);
      }
    }),
  );
  const secret = makeSecret();
  expect(parseSecret(writeSecret(secret))).toEqual(secret);
  for (const wrong of ['', 'secret', 'z'.repeat(64), '='.repeat(44)]) expect(parseSecret(wrong)).toBeUndefined();
});

test('a key that is made for one machine is its owner alone, one for all who ask at once, and kept', async () => {
  const path = join(folder, 'made', 'key');
  const secrets = await Promise.all(Array.from({ length: 10 }, () => openLocalSecret(path)));
  expect(new Set(secrets.map(writeSecret)).size).toBe(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'made'))).toEqual(['key']);
  await writeFile(path, 'half a key');
  await expect(openLocalSecret(path)).rejects.toThrow('is damaged');
});

test('the folder keeps pieces for its owner alone, and sweeps what nobody wants or what was left half written', async () => {
  const root = join(folder, 'pieces');
  const evidence = new EvidenceFolder(root, keys);
  const [kept = '', left = ''] = await Promise.all(['kept', 'left'].map((text) => evidence.put(OF, encode(text))));
  const pathOf = (name: string) => join(root, name.slice(0, 2), name);
  expect(await evidence.get(OF, kept)).toEqual(encode('kept'));
  expect((await stat(pathOf(kept))).mode & 0o777).toBe(0o600);
  expect((await readFile(pathOf(kept))).includes('kept')).toBe(false);
  await writeFile(`${pathOf(kept)}.7.part`, 'half');

  const wanted = async (name: string) => name === kept;
  await evidence.sweep(Date.now() - 60_000, wanted);
  expect(await evidence.get(OF, left)).toEqual(encode('left'));
  const longAgo = new Date(0);
  for (const path of [pathOf(kept), pathOf(left), `${pathOf(kept)}.7.part`]) await utimes(path, longAgo, longAgo);
  await evidence.sweep(Date.now() - 60_000, wanted);
  expect((await readdir(root, { recursive: true })).filter((path) => path.length > 2)).toEqual([
    join(kept.slice(0, 2), kept),
  ]);
  await evidence.remove(kept);
  await expect(evidence.get(OF, kept)).rejects.toMatchObject({ fault: 'missing' });
});

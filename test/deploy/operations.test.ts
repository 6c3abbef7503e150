/** docs/operations.md speaks of settings, metrics, commands, codes and files that are there, and its token is one. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { INDEX_KEYS } from '../../src/hosts/index-settings.ts';
import { ROOT } from '../architecture/sources.ts';
import { faultsOf } from '../hosts/faults.ts';
import { readComposition } from './composition.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PAGE = read('docs/operations.md');
const found = (pattern: RegExp) => [...new Set([...PAGE.matchAll(pattern)].map(([whole, part]) => part ?? whole))];

test('its settings are settings', () => {
  const names = found(/\b(?:SLUICE|QDRANT)_[A-Z_]+\b/g);
  expect(names.length).toBeGreaterThan(10);
  const isNone = (name: string) =>
    faultsOf({ [name]: 'x' }).includes(`${name}: there is no such setting`) ||
    (name.startsWith('QDRANT_') && !INDEX_KEYS.has(name));
  expect(names.filter(isNone)).toEqual([]);
  expect(isNone('SLUICE_QDRANT_KEY')).toBe(true);
});

test('its metrics, commands and codes are there', () => {
  expect(found(/`(sluice_\w+)`/g).filter((name) => !read('docs/metrics.md').includes(`\`${name}\``))).toEqual([]);
  const commands = found(/`sluice ([a-z-]+)/g);
  expect(commands.filter((name) => !read('docs/cli.md').includes(`sluice ${name}`))).toEqual([]);
  expect(found(/`(index-[a-z]+)`/g).filter((code) => !read('docs/errors.md').includes(`## \`${code}\``))).toEqual([]);
});

test('its links lead somewhere', () => {
  const files = found(/\]\(([\w./-]+\.md)/g);
  expect(files.filter((path) => !existsSync(join(ROOT, 'docs', path)))).toEqual([]);
  const headings = [...PAGE.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-'));
  expect(found(/\]\(#([\w-]+)\)/g).filter((anchor) => !headings.includes(anchor))).toEqual([]);
});

test('it makes every file that compose.yaml asks for', () => {
  const files = Object.values(readComposition().secrets).map(({ file }) => file.replace('./', ''));
  expect(files.filter((file) => !PAGE.includes(file))).toEqual([]);
});

test('the token that it makes is signed by the key and ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-operations-'));
  try {
    mkdirSync(join(folder, 'secrets/qdrant'), { recursive: true });
    writeFileSync(join(folder, 'secrets/qdrant/qdrant.key'), `${'k'.repeat(64)}\n`);
    const script = /^node -e '\n([\s\S]*?)' > secrets\/sluice\/qdrant\.token$/m.exec(PAGE)?.[1] ?? '';
    const token = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' }).trim();
    const { payload } = await jwtVerify(token, new TextEncoder().encode('k'.repeat(64)), { algorithms: ['HS256'] });
    expect(payload).toMatchObject({ access: 'm', exp: expect.any(Number) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/**
 * The arrows of the design, and the proof that they are enforced: the tree obeys every rule of `.dependency-cruiser.cjs`, and for every
 * rule a planted violation is found. Both use the command line and the configuration that `npm run check:arrows` uses.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT, SHIPPED, sourceFiles } from './sources.ts';
import { ALLOWED, VIOLATIONS } from './violations.ts';

const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = '.dependency-cruiser.cjs';
/** Milliseconds. It reads every file of the tree: six seconds on a calm machine, and minutes of a busy one. */
const PATIENCE = 240_000;

const Config = z.object({ forbidden: z.array(z.object({ name: z.string(), severity: z.literal('error') })) });
const Cruise = z.object({
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ dependencyTypes: z.array(z.string()) })) }),
  ),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).default([]),
      }),
    ),
  }),
});
type Cruise = z.infer<typeof Cruise>;

/** Walks the tree below `folder`. With this output the command exits 0 whatever it finds. */
async function cruise(folder: string): Promise<Cruise> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 256 * 1024 * 1024 });
  return Cruise.parse(JSON.parse(stdout));
}

/** `rule: file`, each once, sorted. A cycle is reported from one of its files and counts for all of them. */
function violationsOf(result: Cruise): string[] {
  const found = result.summary.violations.flatMap(({ rule, from, cycle }) =>
    [from, ...cycle.map((via) => via.name)].map((path) => `${rule.name}: ${path}`),
  );
  return [...new Set(found)].sort();
}

describe('the tree', () => {
  let result: Cruise;
  beforeAll(async () => {
    result = await cruise(ROOT);
  }, PATIENCE);

  test('is cruised whole: every shipped source file is among the modules', async () => {
    const cruised = new Set(result.modules.map((module) => module.source));
    const shipped = await sourceFiles(SHIPPED);
    expect(shipped.length).toBeGreaterThan(10);
    expect(shipped.filter((path) => !cruised.has(path))).toEqual([]);
  });

  test('is read as TypeScript: imports of types are told from imports of values', () => {
    const kinds = result.modules.flatMap((module) => module.dependencies).map((found) => found.dependencyTypes);
    expect(kinds.filter((types) => types.includes('type-only')).length).toBeGreaterThan(5);
    expect(kinds.filter((types) => !types.includes('type-only')).length).toBeGreaterThan(5);
  });

  test('breaks no rule', () => {
    expect(violationsOf(result)).toEqual([]);
  });
});

describe('the control', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-arrows-'));
    for (const file of [CONFIG, 'tsconfig.json', 'package.json']) await copyFile(join(ROOT, file), join(folder, file));
    for (const [path, text] of [ALLOWED, ...Object.values(VIOLATIONS)].flatMap((files) => Object.entries(files))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await linkPackages(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('plants a violation of every rule that is configured, and each rule is an error', () => {
    const { forbidden } = Config.parse(createRequire(import.meta.url)(join(ROOT, CONFIG)));
    expect(Object.keys(VIOLATIONS).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });

  test(
    'each planted violation is found by its own rule, and nothing else is called a violation',
    async () => {
      const planted = Object.entries(VIOLATIONS).flatMap(([rule, files]) =>
        Object.keys(files).map((path) => `${rule}: ${path}`),
      );
      expect(violationsOf(await cruise(folder))).toEqual(planted.sort());
    },
    PATIENCE,
  );
});

/** Gives the planted tree the installed packages that it imports. */
async function linkPackages(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@qdrant'), { recursive: true });
  for (const name of ['@hono', '@qdrant/js-client-rest', 'hono', 'better-sqlite3', 'drizzle-orm', 'fast-check']) {
    await symlink(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
}

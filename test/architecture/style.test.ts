/** The style that tools can check is checked: for each rule that the project adds to Biome's own choice, a planted file goes red. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from './sources.ts';

/** `group/rule` → a text that breaks this rule and no other. */
const VIOLATIONS: Readonly<Record<string, string>> = {
  'correctness/noUnusedImports': `import { value } from './value.ts';\n\nexport const other = 1;\n`,
  'correctness/noUnusedVariables': `const forgotten = 1;\nexport const other = 1;\n`,
  'correctness/useImportExtensions': `import { value } from './value';\n\nexport const copy = value + 1;\n`,
  'nursery/noFloatingPromises': `async function write(): Promise<void> {}\n\nexport function save(): void {\n  write();\n}\n`,
  'nursery/noMisusedPromises': `async function may(): Promise<boolean> {\n  return await Promise.resolve(false);\n}\n\nexport function read(): number {\n  if (may()) return 1;\n  return 0;\n}\n`,
  'nursery/useExhaustiveSwitchCases': `export function weigh(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n`,
  'performance/noBarrelFile': `export { value } from './value.ts';\n`,
  'performance/noReExportAll': `export * from './value.ts';\n`,
  'style/noDefaultExport': `export default 1;\n`,
  'style/noEnum': `export enum Level {\n  Low,\n}\n`,
  'style/noNonNullAssertion': `export const first = (list: readonly string[]): string => list[0]!;\n`,
  'style/noParameterProperties': `export class Box {\n  constructor(readonly size: number) {}\n}\n`,
  'style/useImportType': `import { Shape } from './value.ts';\n\nexport const of = (shape: Shape): number => shape.a;\n`,
  'style/useNodejsImportProtocol': `import { join } from 'path';\n\nexport const path = join('a', 'b');\n`,
  'suspicious/noExplicitAny': `export const read = (value: any): string => String(value);\n`,
};

/** Rules that fall together: what breaks the first breaks the second by its nature. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'performance/noReExportAll': ['performance/noBarrelFile'],
};

const Config = z.looseObject({
  linter: z.object({ rules: z.object({ preset: z.string() }).catchall(z.record(z.string(), z.string())) }),
});
const Report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-style-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = (rule: string) => `src/${rule.replace('/', '-').toLowerCase()}/planted.ts`;

describe('the control', () => {
  test('plants a violation of every rule that the configuration names', async () => {
    const { preset: _preset, ...groups } = Config.parse(JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8')))
      .linter.rules;
    const named = Object.entries(groups).flatMap(([group, rules]) =>
      Object.entries(rules).flatMap(([rule, level]) => (level === 'error' ? [`${group}/${rule}`] : [])),
    );
    expect(Object.keys(VIOLATIONS).sort()).toEqual(named.sort());
  });

  test('each planted violation is an error, found by its own rule', async () => {
    const { $schema: _schema, ...config } = Config.parse(JSON.parse(await readFile(join(ROOT, 'biome.json'), 'utf8')));
    await writeFile(join(folder, 'biome.json'), JSON.stringify(config));
    for (const [rule, text] of Object.entries(VIOLATIONS)) {
      const path = join(folder, fileOf(rule));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      await writeFile(
        join(dirname(path), 'value.ts'),
        'export const value = 1;\nexport interface Shape {\n  a: number;\n}\n',
      );
    }
    const found = (await lint(folder)).map(({ category, location }) => `${location.path}: ${category}`);
    const expected = Object.keys(VIOLATIONS).flatMap((rule) =>
      [rule, ...(ALSO[rule] ?? [])].map((broken) => `${fileOf(rule)}: lint/${broken}`),
    );
    expect([...new Set(found)].sort()).toEqual(expected.sort());
  });
});

/** Biome's diagnostics of severity error for everything below `cwd`; it exits 1 when there are any. */
async function lint(cwd: string): Promise<z.infer<typeof Report>['diagnostics']> {
  const args = [
    join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
    'lint',
    '--reporter=json',
    '--max-diagnostics=none',
    '--diagnostic-level=error',
    'src',
  ];
  const failure = await promisify(execFile)(process.execPath, args, { cwd }).catch((error: unknown) => error);
  return Report.parse(JSON.parse(z.object({ stdout: z.string() }).parse(failure).stdout)).diagnostics;
}

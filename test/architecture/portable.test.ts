/**
 * `filters/` and `entitlements/` run anywhere: they compile under `tsconfig.portable.json`, where there are neither Node's types nor a DOM,
 * and that configuration is seen to refuse both. (That they import no Node module is one of the arrows.)
 */
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { ROOT, sourceFiles } from './sources.ts';

const CONFIG = join(ROOT, 'tsconfig.portable.json');

/** Compiles the portable parts with `planted` beside them; gives `file: message` of each error, and the files compiled. */
function compile(planted?: string): { errors: string[]; files: string[] } {
  const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(CONFIG), undefined, CONFIG);
  const plantedPath = join(ROOT, 'filters/planted-by-a-test.ts');
  const host = ts.createCompilerHost(parsed.options);
  const { getSourceFile, fileExists } = host;
  const roots = [...parsed.fileNames];
  if (planted !== undefined) {
    roots.push(plantedPath);
    host.fileExists = (path) => path === plantedPath || fileExists(path);
    host.getSourceFile = (path, language, ...rest) =>
      path === plantedPath ? ts.createSourceFile(path, planted, language) : getSourceFile(path, language, ...rest);
  }
  const program = ts.createProgram(roots, parsed.options, host);
  const errors = ts.getPreEmitDiagnostics(program).map((found) => {
    const name = found.file?.fileName.slice(ROOT.length + 1) ?? 'configuration';
    return `${name}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
  });
  return { errors: [...parsed.errors.map(String), ...errors], files: parsed.fileNames };
}

describe('the portable parts', () => {
  test('compile without Node’s types and without a DOM, all of them', async () => {
    const { errors, files } = compile();
    expect(errors).toEqual([]);
    const expected = await sourceFiles(['filters', 'entitlements']);
    expect(expected.length).toBeGreaterThan(2);
    expect(files.map((path) => path.slice(ROOT.length + 1))).toEqual(expect.arrayContaining(expected));
  });

  test('have what the web platform offers a worker', () => {
    const web = `export const use = [new TextEncoder(), crypto.subtle, new URL('https://example.org'), structuredClone, AbortSignal];`;
    expect(compile(web).errors).toEqual([]);
  });

  test('do not compile with what only Node or a page has', () => {
    const foreign: readonly (readonly [text: string, message: string])[] = [
      ['export const here = process.cwd();', "Cannot find name 'process'"],
      ["export const bytes = Buffer.from('a');", "Cannot find name 'Buffer'"],
      ['setImmediate(() => {});', "Cannot find name 'setImmediate'"],
      ['export const folder = __dirname;', "Cannot find name '__dirname'"],
      ["import { readFileSync } from 'node:fs';\nexport { readFileSync };", "'node:fs'"],
      ['export const body = document.body;', "Cannot find name 'document'"],
    ];
    const { errors } = compile(foreign.map(([text]) => text).join('\n'));
    expect(errors).toHaveLength(foreign.length);
    for (const [, message] of foreign) {
      expect(errors).toContainEqual(expect.stringMatching(/^filters\/planted-by-a-test\.ts: /));
      expect(errors.filter((error) => error.includes(message))).toHaveLength(1);
    }
  });
});

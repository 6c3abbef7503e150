/** The last line of `.ci/run` tells the truth: whatever went wrong is counted, and a run in which nothing ran is a failure. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-summary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What vitest's JSON reporter writes, as far as it is read. */
const GREEN = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

const BROKEN_FILE = { status: 'failed', assertionResults: [] };
const FAILED_FILE = { status: 'failed', assertionResults: [{ status: 'failed' }] };

function summarize(report: string | undefined, failedSteps: number): { line: string; status: number | null } {
  const path = join(folder, 'report.json');
  rmSync(path, { force: true });
  if (report !== undefined) writeFileSync(path, report);
  const run = spawnSync(process.execPath, [join(ROOT, '.ci/summary.mjs'), path, String(failedSteps)], {
    encoding: 'utf8',
  });
  return { line: run.stdout, status: run.status };
}

describe('the summary', () => {
  test('counts a green run and exits 0', () => {
    expect(summarize(JSON.stringify(GREEN), 0)).toEqual({ line: '3 passed, 0 failed, 2 skipped\n', status: 0 });
  });

  test.each([
    [
      'a failed test',
      { ...GREEN, success: false, numFailedTests: 2, testResults: [FAILED_FILE] },
      1,
      '3 passed, 2 failed',
    ],
    [
      'a file that could not be loaded',
      { ...GREEN, success: false, testResults: [BROKEN_FILE] },
      1,
      '3 passed, 1 failed',
    ],
    ['an error outside any test', { ...GREEN, success: false }, 1, '3 passed, 1 failed'],
    ['a failed check beside green tests', GREEN, 1, '3 passed, 1 failed'],
    [
      'a failed check beside a failed test',
      { ...GREEN, success: false, numFailedTests: 1, testResults: [FAILED_FILE] },
      2,
      '3 passed, 2 failed',
    ],
    ['a run without a test', { ...GREEN, numPassedTests: 0, testResults: [] }, 0, '0 passed, 1 failed'],
  ])('counts %s and exits 1', (_name, report, failedSteps, expected) => {
    expect(summarize(JSON.stringify(report), failedSteps)).toEqual({ line: `${expected}, 2 skipped\n`, status: 1 });
  });

  test.each([
    ['no report', undefined, 1],
    ['no report though every step succeeded', undefined, 0],
    ['half a report', '{"success": true, "numPas', 1],
  ])('counts %s as a failure', (_name, report, failedSteps) => {
    expect(summarize(report, failedSteps)).toEqual({ line: '0 passed, 1 failed, 0 skipped\n', status: 1 });
  });
});

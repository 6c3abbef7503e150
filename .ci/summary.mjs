/**
 * Prints `N passed, N failed, N skipped` from vitest's JSON report and exits 0 only if nothing failed and something passed.
 * Usage: node summary.mjs REPORT FAILED_STEPS. A missing or unreadable report, a file that could not be loaded and an error outside
 * any test each count as failures: nothing that went wrong may look like nothing that happened.
 */
import { readFileSync } from 'node:fs';

const [reportPath, failedSteps] = process.argv.slice(2);

/** Counts of one report; `failed` is at least 1 unless vitest itself calls the run a success. */
function count(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: report.success ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function read() {
  try {
    return count(JSON.parse(readFileSync(reportPath, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const { passed, failed: failedTests, skipped } = read();
// The test step fails whenever a test does: only what its report can't explain is counted on top.
const steps = Number(failedSteps);
const failed = failedTests > 0 ? failedTests + Math.max(steps - 1, 0) : steps;
const noneRan = passed + failed === 0;
console.log(`${passed} passed, ${noneRan ? 1 : failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || noneRan ? 1 : 0;

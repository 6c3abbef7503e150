/** The SARIF log: what code hosts need of it, and no more of a document than its findings. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SarifLog } from '../../../src/cli/scan/sarif.ts';
import type { Scan } from '../../../src/cli/scan/scan-file.ts';

const FLAGGED: Scan = {
  file: join(process.cwd(), 'docs', 'price list.md'),
  format: 'markdown',
  verdict: 'flagged',
  text: 'The secret text of the document.',
  findings: [
    { technique: 'unicode-tags', severity: 'high', where: 'line 7', excerpt: '\\u{E0069}', decoded: 'ignore' },
    { technique: 'unicode-tags', severity: 'high', where: 'title', excerpt: '\\u{E0069}' },
    { technique: 'markdown-comment', severity: 'info', where: 'body, line 12', excerpt: 'toc' },
  ],
};
const BROKEN: Scan = {
  file: 'a/b.pdf',
  format: null,
  verdict: 'error',
  text: '',
  findings: [],
  error: { code: 'damaged-document', detail: 'the PDF is damaged' },
};

function logOf(...scans: readonly Scan[]) {
  const log = new SarifLog('1.2.3');
  for (const scan of scans) log.add(scan);
  return JSON.parse(JSON.stringify(log));
}

test('each finding is a result with its rule, its level and its place, in the order of the files', () => {
  const { version, runs } = logOf(FLAGGED);
  expect(version).toBe('2.1.0');
  expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['unicode-tags', 'markdown-comment']);
  expect(runs[0].results).toMatchObject([
    {
      ruleId: 'unicode-tags',
      level: 'error',
      message: { text: 'line 7: \\u{E0069}, decoded: ignore' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'docs/price%20list.md' }, region: { startLine: 7 } } },
      ],
    },
    { ruleId: 'unicode-tags', level: 'error' },
    { ruleId: 'markdown-comment', level: 'note', locations: [{ physicalLocation: { region: { startLine: 12 } } }] },
  ]);
  expect(runs[0].results[1].locations[0].physicalLocation.region).toBeUndefined();
});

test('a file that could not be read is a notification, and the run is no success', () => {
  const [run] = logOf(FLAGGED, BROKEN).runs;
  expect(run.invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error', descriptor: { id: 'damaged-document' } }],
  });
  expect(logOf(FLAGGED).runs[0].invocations[0].executionSuccessful).toBe(true);
});

test('the text of a document is not in the log', () => {
  expect(JSON.stringify(logOf(FLAGGED))).not.toContain('secret text');
});

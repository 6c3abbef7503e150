/** Which documents wait for review, which are served while somebody looks, and which nobody needs to look at. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Severity } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import { fingerprint } from '../../ingest/fingerprint.ts';
import { HOLD_FROM } from '../../ingest/hold-from.ts';
import { screen } from '../../ingest/pipeline.ts';
import type { Scored, ScoredChunk } from '../../ingest/stages.ts';

const SEVERITIES = ['info', 'low', 'medium', 'high'] as const;
const rank = (severity: string) => SEVERITIES.indexOf(severity as Severity);

const finding = (severity: Severity, where = 'line 1'): Finding => ({
  ...{ technique: 'css-display-none', severity, where, excerpt: '' },
});
const passage = (verdict: Verdict, row?: number): ScoredChunk => ({
  ...{ ordinal: 0, text: 'text', start: 0, end: 4, risk: { score: 0, verdict, spans: [] }, sensitive: [] },
  locator: row === undefined ? { line: 1 } : { row },
  ...(row === undefined ? {} : { row: { index: row - 1, number: row, cells: {} } }),
});
const scored = (chunks: readonly ScoredChunk[], findings: readonly Finding[], metadata: Verdict = 'clean') =>
  ({ chunks, findings, title: 'T', metadataRisk: { score: 0, verdict: metadata, spans: [] } }) as unknown as Scored;

const anyFinding = fc.constantFrom(...SEVERITIES).map((severity) => finding(severity));
const anyHoldFrom = fc.constantFrom(...HOLD_FROM);

describe('a document', () => {
  test('is held when it is malicious, wherever and whatever the setting says', () => {
    fc.assert(
      fc.property(anyHoldFrom, fc.array(anyFinding), fc.boolean(), (holdFrom, findings, inMetadata) => {
        const document = inMetadata
          ? scored([passage('clean')], findings, 'malicious')
          : scored([passage('clean'), passage('malicious')], findings);
        expect(screen(document, { holdFrom })).toBe('held');
      }),
    );
  });

  test('is held from the severity of the setting on, and looked at from medium on or when any of it is withheld', () => {
    fc.assert(
      fc.property(
        anyHoldFrom,
        fc.array(anyFinding),
        fc.constantFrom<Verdict>('clean', 'suspicious'),
        (holdFrom, findings, verdict) => {
          const worst = Math.max(-1, ...findings.map(({ severity }) => rank(severity)));
          const isHeld = holdFrom !== 'never' && worst >= rank(holdFrom);
          const isLookedAt = worst >= rank('medium') || verdict !== 'clean';
          const expected = isHeld ? 'held' : isLookedAt ? 'review' : 'clean';
          expect(screen(scored([passage(verdict)], findings), { holdFrom })).toBe(expected);
        },
      ),
    );
  });

  test('that is a table is not held for one of its rows, and is for what is not in a row', () => {
    const rows = [passage('clean', 1), passage('malicious', 2)];
    expect(screen(scored(rows, [finding('high', 'row 2')]), { holdFrom: 'low' })).toBe('review');
    expect(screen(scored(rows, [finding('high', 'row 7')]), { holdFrom: 'low' })).toBe('review');
    expect(screen(scored(rows, [finding('high', 'document')]), { holdFrom: 'high' })).toBe('held');
    // Without a table, a place that is called like a row is one like any other.
    expect(screen(scored([passage('clean')], [finding('high', 'row 2')]), { holdFrom: 'high' })).toBe('held');
  });

  test('that was released is served if it says what was seen, and held otherwise, whatever is found in it', () => {
    const seen = scored([passage('malicious')], [finding('high')], 'malicious');
    const released = fingerprint(seen);
    expect(screen(seen, { holdFrom: 'low', released })).toBe('released');
    const [chunk] = seen.chunks as [ScoredChunk];
    for (const changed of [
      { ...seen, title: 'Another' },
      { ...seen, chunks: [{ ...chunk, text: 'texts' }] },
      { ...seen, chunks: [{ ...chunk, context: 'a | header' }] },
      { ...seen, chunks: [{ ...chunk, locator: { line: 1, part: 'annex' } }] },
      { ...seen, chunks: [chunk, chunk] },
      { ...seen, chunks: [] },
    ]) {
      expect(screen(changed, { holdFrom: 'never', released })).toBe('held');
    }
    expect(screen(scored([passage('clean')], []), { holdFrom: 'low', released: null })).toBe('clean');
  });
});

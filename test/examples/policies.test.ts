/**
 * The shipped policies do what they say: each is accepted, and each of its cases holds, by the decision and by the plan.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCedar } from '../../src/hosts/cedar.ts';
import { parsePolicyTests } from '../../src/policy-tests/format.ts';
import { runPolicyTests } from '../../src/policy-tests/run.ts';

const FOLDER = join(import.meta.dirname, '../../examples/policies');
const files = readdirSync(FOLDER);
const names = files.filter((name) => name.endsWith('.cedar')).map((name) => name.slice(0, -'.cedar'.length));

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

describe('the shipped policies', () => {
  it('are these, and each has its tests beside it', () => {
    expect(names).toEqual(['external-agents', 'finance-approval', 'office-hours', 'support-masking']);
    expect(files.sort()).toEqual(names.flatMap((name) => [`${name}.cedar`, `${name}.test.yaml`]).sort());
  });

  it.each(names)('%s does what its tests say, and not without its policy', (name) => {
    const tests = parsePolicyTests(read(`${name}.test.yaml`));
    const report = runPolicyTests(startCedar, read(`${name}.cedar`), tests);
    expect(report.faults).toEqual([]);
    expect(report.cases.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(report.cases.length).toBe(tests.cases.length);
    expect(report.ok).toBe(true);
    // The control: with no policy of its own, cases fail.
    expect(runPolicyTests(startCedar, '', tests).ok).toBe(false);
  });

  it('stand beside each other', () => {
    const all = names.map((name) => read(`${name}.cedar`)).join('\n');
    const tests = parsePolicyTests(read('external-agents.test.yaml'));
    const cases = tests.cases.map((one) => ({ ...one, at: '2026-11-24T12:00:00Z' }));
    const report = runPolicyTests(startCedar, all, { ...tests, cases });
    expect(report).toMatchObject({ ok: true, faults: [] });
  });
});

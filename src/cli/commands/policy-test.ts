/** `sluice policy test`: runs the tests that lie beside policies. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CaseOutcome, PolicyTestReport } from '../../policy-tests/run.ts';
import { Problem } from '../../problem.ts';
import { EXIT, run } from '../failure.ts';
import { besideEachOther } from '../policy-files.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson } from '../terminal.ts';

interface Tested {
  readonly file: string;
  readonly report: PolicyTestReport;
}

export function addPolicyTest(policy: Command, shell: Shell): void {
  policy
    .command('test')
    .summary('run the tests beside policies')
    .description(
      'Runs tests of policies: NAME.test.yaml beside NAME.cedar. A file of tests holds a small world (users, groups, agents, resources) and cases that say who reads what in it. Each case is decided on the facts and by the plan of a search, by the engine that decides in earnest; no data folder is needed.',
    )
    .argument('<file...>', 'policies or their tests')
    .option('--json', 'print {"files": […], "passed", "failed"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice policy test examples/policies/*.cedar
  sluice policy test next.test.yaml --json

A file of tests:
  attributes: { user: { region: strings }, resource: { region: strings } }
  groups: [{ id: group:hr-leads, groups: [group:hr] }]
  users: [{ id: user:alice, groups: [group:hr], clearance: internal, attributes: { region: north } }]
  agents: [{ id: agent:helpdesk, external: true, collections: [handbook] }]
  resources: [{ id: leave, kind: document, collection: company/handbook, owner: user:olga, readers: [group:hr] }]
  cases:
    - { user: user:alice, agent: agent:helpdesk, resource: leave, expect: allow, by: readers }
A case may also say purpose, ip, at (a moment, such as 2026-11-24T09:30:00Z), approved: true, and masks: [column, …].

Exit code 1: a case failed, or policies would be refused.`,
    )
    .action(
      run(async (files: string[], { json }: { readonly json?: true }) => {
        const tested = await testAll(shell, files);
        const cases: readonly CaseOutcome[] = tested.flatMap(({ report }) => report.cases);
        const failed = cases.filter(({ faults }) => faults.length > 0).length;
        const passed = cases.length - failed;
        if (json) printJson({ files: tested.map(({ file, report }) => ({ file, ...report })), passed, failed });
        else {
          for (const { file, report } of tested) for (const line of linesOf(file, report)) print(printable(line));
          print(`${passed} passed, ${failed} failed`);
        }
        return tested.every(({ report }) => report.ok) ? EXIT.ok : EXIT.finding;
      }),
    );
}

async function testAll(shell: Shell, files: readonly string[]): Promise<Tested[]> {
  const { parsePolicyTests } = await import('../../policy-tests/format.ts');
  const { runPolicyTests } = await import('../../policy-tests/run.ts');
  const start = await shell.cedar();
  const tested: Tested[] = [];
  const pairs = new Map(files.map((file) => besideEachOther(file)).map((pair) => [pair.tests, pair.policy]));
  for (const [tests, policy] of pairs) {
    const [source, cases] = [await readFile(policy, 'utf8'), await readFile(tests, 'utf8')];
    try {
      tested.push({ file: tests, report: runPolicyTests(start, source, parsePolicyTests(cases)) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, message, faults } = error;
      throw new Problem(code, `\`${tests}\`: ${message}`, { cause: error, faults });
    }
  }
  return tested;
}

function linesOf(file: string, report: PolicyTestReport): string[] {
  const refused = report.faults.map(({ line, column, message }) => `  ${line}:${column}: ${message}`);
  if (refused.length > 0) return [`${file}: the policies would be refused`, ...refused];
  return [file, ...report.cases.flatMap(linesOfCase)];
}

function linesOfCase({ case: one, allowed, policies, masks, faults }: CaseOutcome): string[] {
  const asked = [
    one.agent === undefined ? one.user : `${one.user} through ${one.agent}`,
    ...(one.purpose === undefined ? [] : [`for “${one.purpose}”`]),
    ...(one.ip === undefined ? [] : [`from ${one.ip}`]),
    ...(one.at === undefined ? [] : [`at ${one.at}`]),
    ...(one.approved ? ['approved'] : []),
  ].join(', ');
  const how = [
    ...(policies.length > 0 ? [`by ${policies.join(', ')}`] : []),
    ...(masks.length > 0 ? [`masked: ${masks.join(', ')}`] : []),
  ];
  const came = `${allowed ? 'allow' : 'deny'}${how.length > 0 ? ` ${how.join('; ')}` : ''}`;
  return [
    `  ${faults.length === 0 ? 'ok  ' : 'FAIL'}  ${asked} → ${one.resource}: ${came}`,
    ...faults.map((fault) => `        ${fault}`),
  ];
}

/** `sluice policy check`: whether files of policies would be accepted. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Checked } from '../../../entitlements/cedar/check.ts';
import { EXIT, run } from '../failure.ts';
import { attributesFor } from '../policy-files.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson } from '../terminal.ts';

interface CheckOptions {
  readonly attributes?: string;
  readonly json?: true;
}

export function addPolicyCheck(policy: Command, shell: Shell): void {
  policy
    .command('check')
    .summary('see whether policies would be accepted')
    .description(
      'Checks files of policies, each by itself: that they parse, that they fit the schema, and that a search can obey them. The attributes that they may speak of are those of --attributes, else those declared in the data folder, else none.',
    )
    .argument('<file...>', 'files of policies')
    .option(
      '--attributes <file>',
      'declared attributes as YAML or JSON: {user: {region: strings}, agent: {…}, resource: {…}}',
    )
    .option('--json', 'print [{"file", "ok", "faults", "policies"}] as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice policy check examples/policies/*.cedar
  sluice policy check next.cedar --attributes attributes.yaml --json

Exit code 1: a file would be refused.`,
    )
    .action(
      run(async (files: string[], { attributes, json }: CheckOptions) => {
        const { checkPolicies } = await import('../../../entitlements/cedar/check.ts');
        const registry = await attributesFor(shell, attributes);
        const start = await shell.cedar();
        const { workspace } = shell.settings();
        const results = [];
        for (const file of files) {
          const source = await readFile(file, 'utf8');
          results.push({ file, checked: checkPolicies(start, source, { workspace, version: 1, registry }) });
        }
        if (json) printJson(results.map(({ file, checked }) => ({ file, ...toJson(checked) })));
        else for (const { file, checked } of results) for (const line of linesOf(file, checked)) print(printable(line));
        return results.every(({ checked }) => checked.ok) ? EXIT.ok : EXIT.finding;
      }),
    );
}

function ownPolicies(checked: Checked) {
  return checked.ok ? [...checked.rules.policies.values()].filter(({ isDefault }) => !isDefault) : [];
}

function toJson(checked: Checked) {
  const policies = ownPolicies(checked).map(({ id, effect, line, masks, protects, approval = null }) => ({
    id,
    effect,
    line,
    masks,
    protects,
    approval,
  }));
  return { ok: checked.ok, faults: checked.ok ? [] : checked.faults, policies };
}

function linesOf(file: string, checked: Checked): string[] {
  if (!checked.ok) return checked.faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const policies = ownPolicies(checked).map(({ id, effect, masks, protects, approval }) => {
    const duties = [
      ...(masks.length > 0 ? [`masks ${masks.join(', ')}`] : []),
      ...Object.entries(protects).map(([kind, action]) => `${kind}: ${action}`),
      ...(approval === undefined ? [] : [`lifted by approval of ${approval}`]),
    ];
    return `  ${effect} ${id}${duties.length > 0 ? ` (${duties.join('; ')})` : ''}`;
  });
  return [`${file}: accepted`, ...policies];
}

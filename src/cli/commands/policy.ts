/** `sluice policy`: the workspace's own policies, from a file to being in force. */
import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { LIMITS } from '../../broker.ts';
import { reportDiff } from '../access-report.ts';
import { EXIT, run } from '../failure.ts';
import { ACTS_AS_ADMIN, asAdmin } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson, table } from '../terminal.ts';
import { whole } from '../values.ts';
import { addPolicyCheck } from './policy-check.ts';
import { addPolicyTest } from './policy-test.ts';

interface Output {
  readonly json?: true;
}

const MAX_VERSION = 999_999_999;

export function addPolicy(program: Command, shell: Shell): void {
  const policy = program
    .command('policy')
    .summary("check, test and apply the workspace's own policies")
    .description(
      "Checks, tests and applies the workspace's own policies, in Cedar's language. The default policies always stand beside them.",
    );
  addPolicyCheck(policy, shell);
  addPolicyTest(policy, shell);
  addDiff(policy, shell);
  addApply(policy, shell);
  addShow(policy, shell);
  addVersions(policy, shell);
}

function addDiff(policy: Command, shell: Shell): void {
  policy
    .command('diff')
    .summary('see who would gain and lose what')
    .description(
      `Says who would gain and lose what if the workspace's own policies were these. Nothing is changed. ${ACTS_AS_ADMIN}`,
    )
    .argument('<file>', 'the policies, all of them')
    .option('--json', 'print the answer as JSON, as the API gives it')
    .addHelpText('after', '\nExamples:\n  sluice policy diff next.cedar')
    .action(
      run(async (file: string, { json }: Output) => {
        const source = await readFile(file, 'utf8');
        const found = await asAdmin(shell, ({ broker }, caller) =>
          broker.accessDiff(caller, { kind: 'policies', source }),
        );
        if (json) printJson(found);
        else for (const line of reportDiff(found)) print(printable(line));
        return EXIT.ok;
      }),
    );
}

function addApply(policy: Command, shell: Shell): void {
  policy
    .command('apply')
    .summary('put policies in force')
    .description(
      `Puts policies in force, in place of all of the workspace's own. They are checked first. An empty file leaves the default policies alone. ${ACTS_AS_ADMIN}`,
    )
    .argument('<file>', 'the policies, all of them')
    .option('--note <text>', 'why, for whoever reads the versions', note)
    .option('--json', 'print the version as JSON')
    .addHelpText('after', '\nExamples:\n  sluice policy apply next.cedar --note "restricted documents stay inside"')
    .action(
      run(async (file: string, { json, note: why }: Output & { readonly note?: string }) => {
        const source = await readFile(file, 'utf8');
        const applied = await asAdmin(shell, async ({ broker }, caller) => {
          const { version } = await broker.readPolicies(caller);
          return broker.applyPolicies(caller, source, {
            expectedVersion: version,
            ...(why !== undefined && { note: why }),
          });
        });
        if (json) printJson(applied);
        else print(`version ${applied.version} is in force`);
        return EXIT.ok;
      }),
    );
}

function addShow(policy: Command, shell: Shell): void {
  policy
    .command('show')
    .summary('print the policies in force')
    .description(`Prints the workspace's own policies as they were written. ${ACTS_AS_ADMIN}`)
    .option('--version <number>', 'those of an earlier version', whole(1, MAX_VERSION))
    .option('--json', 'print the version as JSON')
    .addHelpText('after', '\nExamples:\n  sluice policy show > now.cedar\n  sluice policy show --version 3')
    .action(
      run(async ({ json, version }: Output & { readonly version?: number }) => {
        const found = await asAdmin(shell, ({ broker }, caller) => broker.readPolicies(caller, version));
        if (json) printJson(found);
        // In a pipe it goes on to a file, byte for byte.
        else process.stdout.write(process.stdout.isTTY ? printable(found.source, true) : found.source);
        return EXIT.ok;
      }),
    );
}

function addVersions(policy: Command, shell: Shell): void {
  policy
    .command('versions')
    .summary('list the versions')
    .description(`Lists the versions of the workspace's own policies, newest first. ${ACTS_AS_ADMIN}`)
    .option('--json', 'print [{"version", "note", "appliedBy", "appliedAt"}] as JSON')
    .addHelpText('after', '\nExamples:\n  sluice policy versions')
    .action(
      run(async ({ json }: Output) => {
        const versions = await asAdmin(shell, ({ broker }, caller) => broker.listPolicyVersions(caller));
        if (json) printJson(versions);
        else {
          const rows = versions.map((one) => [
            `${one.version}`,
            one.appliedAt ?? '',
            one.appliedBy ?? '',
            one.note ?? '',
          ]);
          for (const line of table(rows)) print(line);
        }
        return EXIT.ok;
      }),
    );
}

function note(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.policyNoteLength && !/\p{Cc}/u.test(text)) return text;
  throw new InvalidArgumentError(`A note is one line of 1 to ${LIMITS.policyNoteLength} characters.`);
}

/** `sluice principals`: people, groups and agents from a file. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { applyChange, type Change, parseDirectory, planChanges } from '../directory-file.ts';
import { EXIT, run } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson, prose } from '../terminal.ts';

interface ImportOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

export function addPrincipals(program: Command, shell: Shell): void {
  const principals = program
    .command('principals')
    .summary('set up people, groups and agents')
    .description('Sets up people, groups and agents.');

  principals
    .command('import')
    .summary('bring the directory to what a file says')
    .description(
      prose(`Brings users, groups and agents to what a YAML or JSON file says, and shows each change. A group that the file names has exactly
the members that it lists; who stands in no list stays as they are. It acts as user:operator, or with the token in SLUICE_TOKEN,
which needs the scope \`admin\`.`),
    )
    .argument(
      '<file>',
      'the file: {users: [{id, name, clearance, active}], groups: [{id, name, members}], agents: […]}',
    )
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--json', 'print {"changes": […], "applied": true} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice principals import people.yaml --dry-run
  sluice principals import people.yaml`,
    )
    .action(
      run(async (file: string, { dryRun, json }: ImportOptions) => {
        const directory = parseDirectory(await readFile(file, 'utf8'));
        const changes = await withHost(shell, async (host) => {
          const caller = await identify(shell, host, {}, ['admin'], 'operator');
          const planned = await planChanges(host.broker, caller, directory);
          if (!dryRun) for (const change of planned) await applyChange(host.broker, caller, change);
          return planned;
        });
        if (json) printJson({ changes, applied: !dryRun });
        else show(changes, dryRun === true);
        return EXIT.ok;
      }),
    );
}

function show(changes: readonly Change[], isDryRun: boolean): void {
  for (const change of changes) print(printable(describeChange(change)));
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  print(isDryRun ? `${count}, not made` : count);
}

function describeChange(change: Change): string {
  switch (change.kind) {
    case 'put': {
      const fields = Object.entries(change.fields).map(([name, value]) => `${name}: ${value}`);
      return `${change.isNew ? '+' : '~'} ${[change.principal, ...fields].join('  ')}`;
    }
    case 'add':
      return `+ ${change.group} ← ${change.member}`;
    case 'remove':
      return `- ${change.group} ← ${change.member}`;
    default:
      return change satisfies never;
  }
}

/** `sluice principals`: people, groups and agents, from a file and as they are. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Argument, type Command } from 'commander';
import { kindOf, type Principal } from '../../../entitlements/principal.ts';
import type { DirectoryChange, DirectoryInput, PrincipalView } from '../../governance.ts';
import { EXIT, run } from '../failure.ts';
import { ACTS_AS_ADMIN, asAdmin } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson, prose, table } from '../terminal.ts';
import { anyPrincipal } from '../values.ts';

interface Output {
  readonly json?: true;
}

/** Principals that one look takes. */
const PAGE = 1_000;

export function addPrincipals(program: Command, shell: Shell): void {
  const principals = program
    .command('principals')
    .summary('set up people, groups and agents')
    .description('Sets up people, groups and agents, and shows them.');

  principals
    .command('import')
    .summary('bring the directory to what a file says')
    .description(
      prose(`Brings users, groups and agents to what a YAML, JSON or CSV file says, and shows each change. A group that the file names has exactly
the members that it lists; who stands in no list stays as they are. ${ACTS_AS_ADMIN}`),
    )
    .argument(
      '<file>',
      'the file: {users: [{id, name, clearance, active, manager, attributes}], groups: [{id, name, members}], agents: [{id, …, external, ceiling}]}, or a table with a row for each',
    )
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--json', 'print {"changes": […], "applied": true} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice principals import people.yaml --dry-run
  sluice principals import people.csv

Columns of a table: id, name, active, clearance, manager, groups, external, collections, purposes, maxRisk, neutralization,
screening, dlp, suspicious, malicious, attr.NAME.`,
    )
    .action(
      run(async (file: string, { dryRun, json }: Output & { readonly dryRun?: true }) => {
        const directory = await readDirectory(file);
        const preview = dryRun === true;
        const changes = await asAdmin(shell, ({ broker }, caller) =>
          broker.importDirectory(caller, directory, { preview }),
        );
        if (json) printJson({ changes, applied: !preview });
        else showChanges(changes, preview);
        return EXIT.ok;
      }),
    );

  principals
    .command('list')
    .summary('list the directory')
    .description(`Lists everybody whom the directory knows. ${ACTS_AS_ADMIN}`)
    .option('--json', 'print each as one line of JSON')
    .addHelpText('after', '\nExamples:\n  sluice principals list')
    .action(
      run(async ({ json }: Output) => {
        const found = await asAdmin(shell, async ({ broker }, caller) => {
          const all: PrincipalView[] = [];
          for (let after = ''; ; ) {
            const page = await broker.listPrincipals(caller, after, PAGE);
            all.push(...page);
            after = page.at(-1)?.principal ?? '';
            if (page.length < PAGE) return all;
          }
        });
        if (json) for (const one of found) printJson(one);
        else for (const line of table(found.map(toRow))) print(line);
        return EXIT.ok;
      }),
    );

  principals
    .command('show')
    .summary('show a person, a group or an agent')
    .description(`Shows what the directory knows of a person, a group or an agent. ${ACTS_AS_ADMIN}`)
    .addArgument(new Argument('<principal>', 'such as user:alice or group:hr').argParser(anyPrincipal))
    .option('--json', 'print it as JSON; of a group, with "members"')
    .addHelpText('after', '\nExamples:\n  sluice principals show user:alice\n  sluice principals show group:hr --json')
    .action(
      run(async (principal: Principal, { json }: Output) => {
        const { view, members } = await asAdmin(shell, async ({ broker }, caller) => ({
          view: await broker.readPrincipal(caller, principal),
          members: kindOf(principal) === 'group' ? await broker.listMembers(caller, principal) : undefined,
        }));
        if (json) printJson({ ...view, ...(members && { members }) });
        else for (const line of table(linesOf(view, members))) print(line);
        return EXIT.ok;
      }),
    );
}

/** A table by its name, everything else by what is in it: JSON is YAML, too. */
async function readDirectory(file: string): Promise<DirectoryInput> {
  const text = await readFile(file, 'utf8');
  if (extname(file).toLowerCase() === '.csv') {
    const { parseDirectoryCsv } = await import('../../service/directory/csv.ts');
    return parseDirectoryCsv(text);
  }
  const { parseDirectory } = await import('../../service/directory/file.ts');
  return parseDirectory(text);
}

function showChanges(changes: readonly DirectoryChange[], isDryRun: boolean): void {
  for (const change of changes) print(printable(describeChange(change)));
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  print(isDryRun ? `${count}, not made` : count);
}

function describeChange(change: DirectoryChange): string {
  switch (change.kind) {
    case 'put': {
      const fields = Object.entries(change.fields).map(([name, value]) => `${name}: ${shown(value)}`);
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

const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function toRow({ principal, displayName, active, clearance, external }: PrincipalView): string[] {
  const state = [...(active ? [] : ['suspended']), ...(external ? ['external'] : [])];
  return [principal, principal.startsWith('group:') ? '' : clearance, displayName ?? '', state.join(', ')];
}

function linesOf(view: PrincipalView, members: readonly string[] | undefined): string[][] {
  const { principal, displayName, active, clearance, manager, external, ceiling, attributes } = view;
  const isGroup = members !== undefined;
  return [
    [principal, displayName ?? ''],
    ...(isGroup ? [] : [['clearance', clearance]]),
    ...(active ? [] : [['suspended', '']]),
    ...(manager == null ? [] : [['manager', manager]]),
    ...(external ? [['external', 'it works outside the organisation']] : []),
    ...Object.entries(ceiling ?? {}).map(([name, value]) => [`at most, ${name}`, shown(value)]),
    ...Object.entries(attributes).map(([name, value]) => [name, shown(value)]),
    ...(members ?? []).map((member, n) => [n === 0 ? 'members' : '', member]),
  ];
}

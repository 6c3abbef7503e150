/** `sluice safeguards`: what the workspace does with what is not clean. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Safeguards } from '../../safeguards/safeguards.ts';
import { EXIT, run, usageError } from '../failure.ts';
import { ACTS_AS_ADMIN, asAdmin } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson } from '../terminal.ts';

interface Output {
  readonly json?: true;
}

export function addSafeguards(program: Command, shell: Shell): void {
  const safeguards = program
    .command('safeguards')
    .summary('say what is done with what is not clean')
    .description(
      'Says what the workspace does with suspicious passages, with questions that read like attacks and with sensitive values in what leaves, and from which scores documents are suspicious or malicious.',
    );

  safeguards
    .command('show')
    .summary('print the safeguards in force')
    .description(`Prints the safeguards in force, defaults included, as \`set\` reads them. ${ACTS_AS_ADMIN}`)
    .option('--json', 'print them as JSON, as the API gives them')
    .addHelpText('after', '\nExamples:\n  sluice safeguards show > safeguards.yaml')
    .action(
      run(async ({ json }: Output) => {
        await show(await asAdmin(shell, ({ broker }, caller) => broker.readSafeguards(caller)), json);
        return EXIT.ok;
      }),
    );

  safeguards
    .command('set')
    .summary('put safeguards in force')
    .description(
      `Puts safeguards in force, all of them at once; what the file does not say is the default. Thresholds are of documents that come in afterwards. ${ACTS_AS_ADMIN}`,
    )
    .argument('<file>', 'the safeguards as YAML or JSON')
    .option('--json', 'print what is in force as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice safeguards set safeguards.yaml

A file of safeguards:
  neutralization: cut            # of suspicious passages: withhold, cut or fence
  screening: record              # of questions that read like attacks: record or refuse
  dlp: { secret: redact }        # of sensitive values: hash, mask, redact or withhold
  thresholds: { suspicious: 0.5, malicious: 0.9 }`,
    )
    .action(
      run(async (file: string, { json }: Output) => {
        const said = await parseFile(await readFile(file, 'utf8'), file);
        await show(await asAdmin(shell, ({ broker }, caller) => broker.setSafeguards(caller, said)), json);
        return EXIT.ok;
      }),
    );
}

/** What the file says, whatever it is: the broker knows what safeguards are. */
async function parseFile(text: string, path: string): Promise<Safeguards> {
  const { parse } = await import('yaml');
  try {
    return (parse(text, { maxAliasCount: 0, prettyErrors: false, schema: 'core', merge: false }) ?? {}) as Safeguards;
  } catch {
    throw usageError(`\`${path}\` is neither YAML nor JSON`);
  }
}

async function show(safeguards: Safeguards, json: true | undefined): Promise<void> {
  if (json) return printJson(safeguards);
  const { stringify } = await import('yaml');
  for (const line of stringify(safeguards).trimEnd().split('\n')) print(line);
}

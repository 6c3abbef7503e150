/** `sluice doctor`: whether everything that Sluice stands on is well, and what to do where it isn't. */
import type { Command } from 'commander';
import type { Check } from '../check.ts';
import { EXIT, run } from '../failure.ts';
import type { Shell } from '../shell.ts';
import { print, printJson, table } from '../terminal.ts';

export function addDoctor(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .summary('check the installation and the data')
    .description(
      `Checks Node, the settings, the sandbox, the data folder and what is in it, and says what to do where something is amiss. With --deep
it reads all of the catalogue and of the index and compares them passage for passage: whether each is there once, under the labels of
now, and nothing else is. A service can go on beside it; documents that the outbox names are counted as waiting, and not judged.`,
    )
    .option('--deep', 'compare catalogue and index passage for passage')
    .option('--json', 'print {"healthy", "checks": [{check, state, detail, remedy?, counts?}]} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice doctor
  sluice doctor --deep --json

Exit codes: 0 no check fails (warnings may stand) · 1 a check fails · 3 the settings are not valid`,
    )
    .action(
      run(async ({ json, deep }: { readonly json?: true; readonly deep?: true }) => {
        const { runChecks } = await import('../checks.ts');
        const checks = await runChecks(shell, { deep: deep === true });
        const healthy = checks.every(({ state }) => state !== 'fail');
        if (json) printJson({ healthy, checks });
        else show(checks);
        return healthy ? EXIT.ok : EXIT.finding;
      }),
    );
}

function show(checks: readonly Check[]): void {
  for (const line of table(checks.flatMap(toRows))) print(line);
}

function toRows({ state, check, detail, remedy }: Check): string[][] {
  return [[state, check, detail], ...(remedy === undefined ? [] : [['', '', `→ ${remedy}`]])];
}

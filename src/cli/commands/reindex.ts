/** `sluice reindex`: builds the index anew from the catalogue. */
import type { Command } from 'commander';
import { EXIT, run } from '../failure.ts';
import { withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { Progress, print, printJson } from '../terminal.ts';

export function addReindex(program: Command, shell: Shell): void {
  program
    .command('reindex')
    .summary('build the index anew')
    .description(
      `Empties the index and fills it from the catalogue, which is the truth. A service can go on beside it: until it is done, answers may
lack what is not yet back, and never hold what they should not.`,
    )
    .option('--json', 'print {"documents"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice reindex

Exit codes: 0 the index is whole · 2 it could not be built`,
    )
    .action(
      run(async ({ json }: { readonly json?: true }) => {
        const { reindex } = await import('../../intake/reindex.ts');
        const documents = await withHost(shell, async (host) => {
          const progress = new Progress();
          try {
            return await reindex(host, (done) => progress.update(`${done} documents indexed`));
          } finally {
            progress.clear();
          }
        });
        if (json) printJson({ documents });
        else print(`${documents} documents are indexed.`);
        return EXIT.ok;
      }),
    );
}

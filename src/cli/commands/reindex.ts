/** `sluice reindex`: builds the index anew from the catalogue. */
import type { Command } from 'commander';
import type { ReindexProgress } from '../../intake/reindex.ts';
import { EXIT, run } from '../failure.ts';
import { withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { Progress, print, printJson } from '../terminal.ts';

const IN_WORDS: Readonly<Record<ReindexProgress['doing'], string>> = {
  building: 'built',
  comparing: 'compared with the catalogue',
  settling: 'compared after the change-over',
};

export function addReindex(program: Command, shell: Shell): void {
  program
    .command('reindex')
    .summary('build the index anew')
    .description(
      `Builds the index anew from the catalogue, which is the truth, beside the one that is searched, and has it take that one's place when it
is whole. A service goes on meanwhile; one that runs with another embedder is refused from then on, and has to be started anew. What was
interrupted is gone on with.`,
    )
    .option('--restart', 'throw away what an interrupted one left')
    .option('--json', 'print {"documents", "isResumed"} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice reindex
  sluice reindex --restart

Exit codes: 0 the index is whole · 2 it could not be built, or another process builds it`,
    )
    .action(
      run(async ({ restart, json }: { readonly restart?: true; readonly json?: true }) => {
        const { reindex } = await import('../../intake/reindex.ts');
        const result = await withHost(shell, async (host) => {
          const progress = new Progress();
          const onProgress = ({ doing, done, of }: ReindexProgress) =>
            progress.update(`${done} of ${of} documents ${IN_WORDS[doing]}`);
          try {
            return await reindex(host, { restart: restart === true, onProgress });
          } finally {
            progress.clear();
          }
        });
        const { documents, isResumed } = result;
        if (json) printJson(result);
        else print(`${documents} documents are indexed${isResumed ? ', some of them by an earlier run' : ''}.`);
        return EXIT.ok;
      }),
    );
}

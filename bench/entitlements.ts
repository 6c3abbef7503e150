/**
 * `npm run bench -- entitlements`: whether strict filters, groups, sharing from person to person and the difference between forbidden and
 * absent can be seen in answers or felt in times. Wrong answers are counted; nothing here is a limit that the service enforces.
 */
import { Command, Option } from 'commander';
import { whole } from '../src/cli/values.ts';
import type { Bench } from './bench.ts';
import { openCorpus } from './corpus/cache.ts';
import { measureExistence } from './entitlements/existence.ts';
import { IN_FOLDERS } from './entitlements/folders.ts';
import { measureFullK } from './entitlements/full-k.ts';
import { measureGroups } from './entitlements/groups.ts';
import { type Report, show } from './entitlements/report.ts';
import { measureSharing } from './entitlements/sharing.ts';
import { thisMachine } from './machine.ts';

const PARTS = ['groups', 'full-k', 'existence', 'sharing'] as const;
type Part = (typeof PARTS)[number];

interface Options {
  readonly chunks: number;
  readonly questions: number;
  readonly pairs: number;
  readonly only?: Part;
  readonly json?: true;
}

export const entitlements: Bench = {
  name: 'entitlements',
  summary: 'full answers under strict filters, groups, person-to-person sharing, forbidden against absent',
  async run(args) {
    const { chunks, questions, pairs, only, json } = parse(args);
    const isAsked = (part: Part) => only === undefined || only === part;

    /** Each on a copy of its own: what one changes is not there for the next. */
    const onCorpus = async <T>(measure: (folder: string, facts: Corpus['facts']) => Promise<T>): Promise<T> => {
      const corpus = await openCorpus(chunks, IN_FOLDERS);
      try {
        return await measure(corpus.folder, corpus.facts);
      } finally {
        await corpus.remove();
      }
    };
    const report: Report = {
      ...{ bench: 'entitlements', machine: thisMachine(), chunks },
      ...(isAsked('groups') && {
        groups: await onCorpus((folder, { probes }) => measureGroups(folder, probes, questions)),
      }),
      ...(isAsked('full-k') && { fullK: await onCorpus((folder, { probes }) => measureFullK(folder, probes)) }),
      ...(isAsked('existence') && { existence: await onCorpus((folder) => measureExistence(folder, pairs)) }),
      ...(isAsked('sharing') && { sharing: await measureSharing(questions) }),
    };
    process.stdout.write(`${json ? JSON.stringify(report) : show(report)}\n`);
  },
};

type Corpus = Awaited<ReturnType<typeof openCorpus>>;

function parse(args: readonly string[]): Options {
  return new Command('bench entitlements')
    .description(
      'Counts wrong answers and times right ones, on a corpus of ten-passage documents in a few dozen folders.',
    )
    .option('--chunks <number>', 'chunks in the corpus', whole(20_000, 1_000_000), 100_000)
    .option('--questions <number>', 'questions for each number of groups or audiences', whole(10, 10_000), 300)
    .option(
      '--pairs <number>',
      'pairs of a forbidden and an absent id for each kind of request',
      whole(100, 10_000),
      2_000,
    )
    .addOption(new Option('--only <part>', 'one part').choices(PARTS))
    .option('--json', 'print one line of JSON')
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Options>();
}

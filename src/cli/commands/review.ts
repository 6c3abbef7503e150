/** `sluice review`: what was flagged, what was hidden in it, and what becomes of it. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { type Broker, LIMITS } from '../../broker.ts';
import type { Caller } from '../../identity/caller.ts';
import { Problem } from '../../problem.ts';
import { REVIEW_STATES, type ReviewState, type ReviewView } from '../../review.ts';
import { EXIT, type ExitCode, run } from '../failure.ts';
import { printReview, readWhole, toRow } from '../review-report.ts';
import { saveNew } from '../save-new.ts';
import { identify, OPERATOR, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson, table } from '../terminal.ts';
import { named, whole } from '../values.ts';

interface Options {
  readonly as?: Principal;
  readonly json?: true;
}

const ACTS_AS_ANALYST = `It acts as user:${OPERATOR}, as whom --as names, or with the token in SLUICE_TOKEN, which needs the scope \`soc\` and no agent.`;

export function addReview(program: Command, shell: Shell): void {
  const review = program
    .command('review')
    .summary('look at what was flagged, and release or reject it')
    .description(
      `Shows what was flagged, and what was hidden in it beside the text that would be indexed. A release indexes it at once; what is rejected is never indexed. ${ACTS_AS_ANALYST}`,
    );

  const asAnalyst = (options: Options, work: (broker: Broker, caller: Caller) => Promise<ExitCode>) =>
    withHost(shell, async (host) => work(host.broker, await identify(shell, host, options, ['soc'], 'operator')));

  withWhom(review.command('list').summary('list what was flagged').description('Lists reviews, newest first.'))
    .addOption(new Option('--state <state>', 'which ones').choices([...REVIEW_STATES, 'all']).default('open'))
    .option('-n, --limit <count>', 'how many, at most', whole(1, 200), 50)
    .option('--before <id>', 'those after this one in the list')
    .addHelpText(
      'after',
      `
Examples:
  sluice review list
  sluice review list --state all --json`,
    )
    .action(
      run(
        (
          options: Options & { readonly state: ReviewState | 'all'; readonly limit: number; readonly before?: string },
        ) =>
          asAnalyst(options, async (broker, caller) => {
            const { state, limit, before } = options;
            const filter = { limit, ...(state === 'all' ? {} : { state }), ...(before && { before }) };
            const found = await broker.listReviews(caller, filter);
            if (options.json) printJson(found);
            else if (found.length === 0) print(state === 'open' ? 'nothing waits for review' : 'there is none');
            else for (const line of table(found.map(toRow))) print(line);
            return EXIT.ok;
          }),
      ),
    );

  withWhom(
    withId(
      review
        .command('show')
        .summary('show what was hidden beside what would be indexed')
        .description(
          'Shows a flagged version: who brought it, what was found, each piece that was hidden with its place, and the text that would be indexed with marks where the pieces stood. What steers a terminal or can’t be seen is written as \\u{…}. That the evidence was read is recorded.',
        ),
    ),
  )
    .option('--all', 'all of it, however long; otherwise the first page of text and pieces')
    .addHelpText('after', '\nExamples:\n  sluice review show 7d0e5f7e-…\n  sluice review show 7d0e5f7e-… --all --json')
    .action(
      run((id: string, options: Options & { readonly all?: true }) =>
        asAnalyst(options, async (broker, caller) => {
          const detail = options.all ? await readWhole(broker, caller, id) : await broker.readReview(caller, id, {});
          if (options.json) printJson(detail);
          else printReview(detail);
          return EXIT.ok;
        }),
      ),
    );

  withDecision(
    review,
    'release',
    'serve it',
    'Indexes a flagged version at once, as it was shown, its suspicious passages included. Nobody releases what they brought.',
  ).action(
    run((id: string, options: Options & { readonly note?: string }) =>
      asAnalyst(options, async (broker, caller) => {
        const view = await broker.releaseReview(caller, id, options.note).catch(explainOwn(caller));
        if (options.json) printJson(view);
        else print(printable(describeRelease(view)));
        return view.status === 'held' ? EXIT.finding : EXIT.ok;
      }),
    ),
  );

  withDecision(
    review,
    'reject',
    'never serve it',
    'Turns a flagged version down: it is never indexed, and taken out at once where it is. The same bytes are turned down when they come again.',
  ).action(
    run((id: string, options: Options & { readonly note?: string }) =>
      asAnalyst(options, async (broker, caller) => {
        const view = await broker.rejectReview(caller, id, options.note);
        if (options.json) printJson(view);
        else print(printable(`${view.reviewId}  rejected  ${view.title}: it is never indexed`));
        return EXIT.ok;
      }),
    ),
  );

  withWhom(
    withId(
      review
        .command('original')
        .summary('save the original')
        .description(
          'Saves the bytes as they came, to a file that is not there yet. Nothing of them was washed: open them where they can do no harm. That they were read is recorded.',
        ),
    ),
  )
    .requiredOption('-o, --output <file>', 'file to write')
    .addHelpText('after', '\nExamples:\n  sluice review original 7d0e5f7e-… -o flagged.bin')
    .action(
      run((id: string, options: Options & { readonly output: string }) =>
        asAnalyst(options, async (broker, caller) => {
          const { bytes } = await broker.readOriginal(caller, id);
          await saveNew(options.output, bytes);
          if (options.json) printJson({ file: options.output, bytes: bytes.length });
          else print(printable(`${options.output}: ${bytes.length} bytes, as they came`));
          return EXIT.ok;
        }),
      ),
    );
}

const withWhom = (command: Command): Command =>
  command
    .option('--as <person>', 'who reviews, such as user:sana', named('user'))
    .option('--json', 'print it as JSON, as the API answers');

const withId = (command: Command): Command =>
  command.argument('<id>', 'id of the review, as `sluice review list` shows it');

function withDecision(review: Command, name: 'release' | 'reject', summary: string, description: string): Command {
  return withWhom(withId(review.command(name).summary(summary).description(description)))
    .option('--note <text>', 'why, for the audit log', note)
    .addHelpText('after', `\nExamples:\n  sluice review ${name} 7d0e5f7e-… --note "asked the sender" --as user:sana`);
}

function note(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.reviewNoteLength) return text;
  throw new InvalidArgumentError(`A note has 1 to ${LIMITS.reviewNoteLength} characters.`);
}

/** Says what to do about a refusal that is common where one person does everything. */
const explainOwn =
  ({ user }: Caller) =>
  (error: unknown): never => {
    if (!(error instanceof Problem && error.code === 'self-review')) throw error;
    throw new Problem(
      'self-review',
      `${user} brought it: somebody else has to release it, with --as or their own token`,
    );
  };

function describeRelease({ reviewId, status, title }: ReviewView): string {
  switch (status) {
    case 'active':
      return `${reviewId}  released  ${title}: it is indexed`;
    case 'held':
      return `${reviewId}  held again  ${title}: it reads otherwise than it was shown; see \`sluice review list\``;
    default:
      return `${reviewId}  released  ${title}: it will be indexed when that can be done`;
  }
}

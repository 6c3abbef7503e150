/** `sluice detections`: signs of poisoned documents, and what becomes of them. */
import { type Command, Option } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { LIMITS } from '../../broker.ts';
import { DETECTION_STATES, type DetectionState, type DetectionView } from '../../detections/detection.ts';
import { EXIT, run } from '../failure.ts';
import { identify, OPERATOR, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson, table } from '../terminal.ts';
import { named, whole } from '../values.ts';

interface Options {
  readonly as?: Principal;
  readonly json?: true;
}

interface ListOptions extends Options {
  readonly state: DetectionState | 'all';
  readonly document?: string;
  readonly limit: number;
  readonly before?: string;
}

const ACTS_AS_ANALYST = `It acts as user:${OPERATOR}, as whom --as names, or with the token in SLUICE_TOKEN, which needs the scope \`soc\` and no agent.`;

export function addDetections(program: Command, shell: Shell): void {
  const detections = program
    .command('detections')
    .summary('look at signs of poisoned documents, and dismiss them')
    .description(
      `Shows documents that look as if they were written to be found: near too many unrelated questions or in the answers to them, stuffed with questions or phrases, or many of nearly the same. They are hints: nothing is withheld for them. ${ACTS_AS_ANALYST}`,
    );

  withWhom(detections.command('list').summary('list them').description('Lists signs of poisoning, newest first.'))
    .addOption(new Option('--state <state>', 'which ones').choices([...DETECTION_STATES, 'all']).default('open'))
    .option('--document <id>', 'those of one document')
    .option('-n, --limit <count>', 'how many, at most', whole(1, 200), 50)
    .option('--before <id>', 'those after this one in the list')
    .addHelpText(
      'after',
      `
Examples:
  sluice detections list
  sluice detections list --state all --json`,
    )
    .action(
      run((options: ListOptions) =>
        withHost(shell, async (host) => {
          const caller = await identify(shell, host, options, ['soc'], 'operator');
          const { state, document: documentId, limit, before } = options;
          const found = await host.broker.listDetections(caller, {
            ...{ limit, ...(state === 'all' ? {} : { state }) },
            ...{ ...(documentId && { documentId }), ...(before && { before }) },
          });
          if (options.json) printJson(found);
          else if (found.length === 0) print(state === 'open' ? 'nothing waits for a look' : 'there is none');
          else for (const one of found) show(one);
          return EXIT.ok;
        }),
      ),
    );

  withWhom(detections.command('dismiss').summary('say that nothing is to be done'))
    .description(
      'Says that somebody looked at it and nothing is to be done: the same is not told again of this version.',
    )
    .argument('<id>', 'of the detection')
    .option('--note <text>', `why, for whoever reads the audit log; up to ${LIMITS.reviewNoteLength} characters`)
    .addHelpText('after', "\nExamples:\n  sluice detections dismiss 2b9f6a51-… --note 'the yearly questionnaire'")
    .action(
      run((id: string, options: Options & { readonly note?: string }) =>
        withHost(shell, async (host) => {
          const caller = await identify(shell, host, options, ['soc'], 'operator');
          const view = await host.broker.dismissDetection(caller, id, options.note);
          if (options.json) printJson(view);
          else print(printable(`${view.detectionId}  dismissed  ${view.kind}`));
          return EXIT.ok;
        }),
      ),
    );
}

function withWhom(command: Command): Command {
  return command
    .option('--as <person>', 'who looks, such as user:sana', named('user'))
    .option('--json', 'print it as JSON, as the API answers');
}

/** What was seen, in which document, by whom it was brought, when, how strong, and what to do. */
function show(view: DetectionView): void {
  const { detectionId, kind, severity, state, documentId, generation, title, collection, broughtBy, raisedAt } = view;
  const lines = [
    ['document', `${documentId} version ${generation}${title === null ? '' : `, ${title}`}`],
    ['brought by', `${broughtBy}, into ${collection}`],
    ['seen', view.summary],
    ...(state === 'open' ? [['to do', view.advice]] : [['dismissed', dismissal(view)]]),
  ];
  print(printable(`${detectionId}  ${raisedAt}  ${severity}  ${kind}`));
  for (const line of table(lines)) print(printable(`  ${line}`));
}

const dismissal = ({ dismissedBy, dismissedAt, note }: DetectionView) =>
  [`by ${dismissedBy}, ${dismissedAt}`, note].filter((part) => part !== null).join(': ');

/** `sluice access`: who can read what, why, and what a change would do. For owners and the SOC. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { type Broker, LIMITS } from '../../broker.ts';
import type { Caller } from '../../identity/caller.ts';
import { reportCoverage, reportDiff, reportExplanation, reportWho } from '../access-report.ts';
import { EXIT, type ExitCode, run } from '../failure.ts';
import { type ChangeOptions, proposedChange } from '../proposed-change.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson } from '../terminal.ts';
import { collectionName, named, principals } from '../values.ts';

interface Options {
  readonly as?: Principal;
  readonly json?: true;
}

const WHO_ASKS =
  'Without --as it asks as user:operator for the SOC, about anything, or with the token in SLUICE_TOKEN, which needs the scope `own` or `soc`. That somebody asked is in the audit log.';

export function addAccess(program: Command, shell: Shell): void {
  const access = program
    .command('access')
    .summary('see who can read what, and why')
    .description(
      'Answers owners and the SOC: who can read something, why, and what a change would do before it is made.',
    );

  const add = (name: string, summary: string, description: string) =>
    access
      .command(name)
      .summary(summary)
      .description(`${description} ${WHO_ASKS}`)
      .option('--as <person>', 'ask as this person about what they own, such as user:olga', named('user'))
      .option('--json', 'print the answer as JSON, as the API gives it');

  const answer = <T>(
    options: Options,
    ask: (broker: Broker, caller: Caller) => Promise<T>,
    report: (answer: T) => readonly string[],
  ): Promise<ExitCode> => answerAccess(shell, options, ask, report);

  add(
    'who',
    'list who can read a document or a row',
    'Lists the people who can read a document or a row now, and by which policies.',
  )
    .argument('<id>', 'id of a document or a row')
    .addHelpText(
      'after',
      '\nExamples:\n  sluice access who 6f1c2c1e-…\n  sluice access who 6f1c2c1e-… --as user:olga --json',
    )
    .action(
      run((id: string, options: Options) =>
        answer(options, (broker, caller) => broker.accessWho(caller, id), reportWho),
      ),
    );

  add(
    'explain',
    'say why somebody can or can not read something',
    'Says why somebody can or can not read a document or a row: which policies, which facts, and what is missing.',
  )
    .addArgument(new Argument('<user>', 'the person, such as user:alice').argParser(named('user')))
    .argument('<id>', 'id of a document or a row')
    .option('--agent <agent>', 'through this agent', named('agent'))
    .option('--purpose <text>', 'for this purpose', purpose)
    .addHelpText(
      'after',
      `
Examples:
  sluice access explain user:alice 6f1c2c1e-…
  sluice access explain user:alice 6f1c2c1e-… --agent agent:helpdesk --purpose "answer tickets"`,
    )
    .action(
      run(
        (user: Principal, id: string, options: Options & { readonly agent?: Principal; readonly purpose?: string }) => {
          const { agent, purpose: why } = options;
          const about = { user, id, ...(agent && { agent }), ...(why !== undefined && { purpose: why }) };
          return answer(options, (broker, caller) => broker.accessExplain(caller, about), reportExplanation);
        },
      ),
    );

  add('diff', 'see what a change would do', 'Says who would gain and lose what by a change. Nothing is changed.')
    .option('--policies <file>', "the workspace's own policies were these")
    .option('--add-member <names...>', 'a member joined a group: GROUP MEMBER')
    .option('--remove-member <names...>', 'a member left a group: GROUP MEMBER')
    .option('--document <id>', 'a document had these --readers, --deniers and, if said, this --owner')
    .option('--collection <name>', 'a collection had these --readers and --deniers', collectionName)
    .option('--manifest <folder>', 'the documents of --collection were labelled as the manifests of this folder say')
    .option('--readers <principals>', 'readers, all of them (repeatable; an empty text for nobody)', principals)
    .option('--deniers <principals>', 'deniers, all of them (repeatable; an empty text for nobody)', principals)
    .option('--owner <person>', 'owner', named('user'))
    .addHelpText(
      'after',
      `
Examples:
  sluice access diff --policies next.cedar
  sluice access diff --remove-member group:hr user:bob
  sluice access diff --document 6f1c2c1e-… --readers group:hr --deniers user:bob
  sluice access diff --collection hr --readers group:hr,group:management --deniers ""
  sluice access diff --manifest documents/hr --collection hr`,
    )
    .action(
      run(async (options: Options & ChangeOptions) => {
        const change = await proposedChange(options);
        return answer(options, (broker, caller) => broker.accessDiff(caller, change), reportDiff);
      }),
    );

  add(
    'coverage',
    'list what everyone can read, and what no one can',
    'Lists what every active person can read, and what nobody can.',
  )
    .option('--collection <name>', 'only in this collection and below it', collectionName)
    .addHelpText('after', '\nExamples:\n  sluice access coverage\n  sluice access coverage --collection hr --json')
    .action(
      run((options: Options & { readonly collection?: string }) =>
        answer(options, (broker, caller) => broker.accessCoverage(caller, options.collection), reportCoverage),
      ),
    );
}

/** Asks a question about access and prints its answer. */
export async function answerAccess<T>(
  shell: Shell,
  options: Options,
  ask: (broker: Broker, caller: Caller) => Promise<T>,
  report: (answer: T) => readonly string[],
): Promise<ExitCode> {
  const found = await withHost(shell, async (host) => {
    const scope = options.as === undefined ? 'soc' : 'own';
    return ask(host.broker, await identify(shell, host, options, [scope], 'operator'));
  });
  if (options.json) printJson(found);
  else for (const line of report(found)) print(printable(line));
  return EXIT.ok;
}

function purpose(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.purposeLength) return text;
  throw new InvalidArgumentError(`A purpose has 1 to ${LIMITS.purposeLength} characters.`);
}

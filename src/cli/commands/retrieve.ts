/** `sluice retrieve`: asks a question in somebody's name, by the same way out as HTTP and MCP, in this process. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Locator } from '../../../ingest/stages.ts';
import { type Answer, LIMITS, type NeighbourPassage, type Result } from '../../broker.ts';
import { EXIT, run } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printable, printJson } from '../terminal.ts';
import { groupNames, named, names, whole } from '../values.ts';

interface RetrieveOptions {
  readonly as?: Principal;
  readonly groups?: readonly string[];
  readonly agent?: Principal;
  readonly limit: number;
  readonly collection?: readonly string[];
  readonly purpose?: string;
  readonly expand: number;
  readonly fold: boolean;
  readonly json?: true;
  readonly envelope?: true;
}

export function addRetrieve(program: Command, shell: Shell): void {
  program
    .command('retrieve')
    .summary('ask a question in the name of a person')
    .description(
      'Asks a question in the name of a person and prints what that person may read, through that agent, now.',
    )
    .addArgument(new Argument('<query>', 'the question').argParser(question))
    .option('--as <person>', 'the person who asks, such as user:alice; else SLUICE_TOKEN says', named('user'))
    .option('--groups <names>', "the person's groups, with commas; without it the directory's count", groupNames)
    .option('--agent <agent>', 'the agent that asks for the person, such as agent:helpdesk', named('agent'))
    .option('-k, --limit <number>', 'results, at most', whole(1, LIMITS.maxK), LIMITS.defaultK)
    .option('--collection <names>', 'only in these collections (repeatable)', names)
    .option('--purpose <text>', 'what the answer is for; it is recorded', purpose)
    .option('--expand <number>', 'passages before and after each result, too', whole(0, LIMITS.maxExpand), 0)
    .option('--no-fold', 'show passages that say the same, each as a result of its own')
    .option('--envelope', 'print the one block of text that goes into a prompt')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice retrieve "how do refunds work" --as user:alice
  sluice retrieve "how do refunds work" --as user:alice --agent agent:helpdesk -k 3 --collection support
  SLUICE_TOKEN=… sluice retrieve "how do refunds work" --json`,
    )
    .action(
      run(async (query: string, options: RetrieveOptions) => {
        const answer = await withHost(shell, async (host) => {
          const caller = await identify(shell, host, options, ['retrieve']);
          const { limit: k, collection: collections, purpose, expand, fold } = options;
          return host.broker.retrieve(caller, {
            ...{ query, k, expand, fold },
            ...(collections && { collections }),
            ...(purpose && { purpose }),
          });
        });
        if (options.json) printJson(answer);
        // In a pipe it goes on to a program, byte for byte.
        else if (options.envelope) print(process.stdout.isTTY ? printable(answer.envelope, true) : answer.envelope);
        else show(answer);
        return EXIT.ok;
      }),
    );
}

function question(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.queryLength) return text;
  throw new InvalidArgumentError(`A question has 1 to ${LIMITS.queryLength} characters.`);
}

function purpose(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.purposeLength) return text;
  throw new InvalidArgumentError(`A purpose has 1 to ${LIMITS.purposeLength} characters.`);
}

function show({ results, decisionId }: Answer): void {
  results.forEach((result, i) => {
    print(`${i + 1}. ${printable(result.title)}`);
    print(`   ${printable(provenance(result).join(' · '))}`);
    for (const { title, documentId } of result.duplicates ?? []) {
      print(`   the same text: ${printable(`${title} · ${documentId}`)}`);
    }
    print();
    const { neighbours = [] } = result;
    for (const one of neighbours) if (one.place === 'before') showBeside(one);
    showText(result, '   ');
    for (const one of neighbours) if (one.place === 'after') showBeside(one);
  });
  const count = results.length === 0 ? 'nothing' : results.length === 1 ? '1 result' : `${results.length} results`;
  print(`${count}, decision ${decisionId}`);
}

function showText({ context, text }: Pick<Result, 'context' | 'text'>, margin: string): void {
  const lines = context === undefined ? [] : context.split('\n');
  for (const line of [...lines, ...text.split('\n')]) print(`${margin}${printable(line)}`.trimEnd());
  print();
}

function showBeside(beside: NeighbourPassage): void {
  print(`   · ${[beside.place, ...placeOf(beside.locator)].map((text) => printable(text)).join(', ')}`);
  showText(beside, '   · ');
}

function provenance({ collection, classification, locator, risk, documentId, protected: values }: Result): string[] {
  const place = placeOf(locator);
  return [
    collection,
    classification,
    ...place,
    ...(risk.verdict === 'clean' ? [] : [risk.verdict]),
    ...values.map(protectedAs),
    documentId,
  ];
}

/** `2 × email: mask` */
const protectedAs = ({ kind, action, count }: Result['protected'][number]): string => `${count} × ${kind}: ${action}`;

function placeOf({ page, row, line, part }: Locator): string[] {
  if (page !== undefined) return [`page ${page}`];
  if (row !== undefined) return [`row ${row}`];
  if (part !== undefined) return [part];
  return line === undefined ? [] : [`line ${line}`];
}

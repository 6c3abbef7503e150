/** `sluice legal-hold`: documents of which nothing may be lost, whoever deletes them. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { type Broker, LIMITS } from '../../broker.ts';
import type { Caller } from '../../identity/caller.ts';
import type { LegalHold } from '../../review.ts';
import { EXIT, type ExitCode, run } from '../failure.ts';
import { saveNew } from '../save-new.ts';
import { identify, OPERATOR, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { cut, print, printable, printJson, table } from '../terminal.ts';
import { named, whole } from '../values.ts';

interface Options {
  readonly as?: Principal;
  readonly json?: true;
}

const MAX_WIDTH = 60;
const PAGE = 1_000;

export function addLegalHold(program: Command, shell: Shell): void {
  const holds = program
    .command('legal-hold')
    .summary('keep documents from being lost')
    .description(
      `Keeps the bytes of a document, of every version of it, and the evidence of it, whoever deletes or replaces it, until the hold is lifted. Its owner is not told. It acts as user:${OPERATOR}, as whom --as names, or with the token in SLUICE_TOKEN, which needs the scope \`soc\` and no agent.`,
    );
  const asAnalyst = (options: Options, work: (broker: Broker, caller: Caller) => Promise<ExitCode>) =>
    withHost(shell, async (host) => work(host.broker, await identify(shell, host, options, ['soc'], 'operator')));

  withReason(
    holds
      .command('place')
      .summary('place a hold')
      .description('Places a hold on a document that was taken in. A second one gives the first another reason.'),
  )
    .addHelpText('after', '\nExamples:\n  sluice legal-hold place 6f1c2c1e-… --reason "case 2026-17" --as user:sana')
    .action(
      run((document: string, options: Options & { readonly reason: string }) =>
        asAnalyst(options, async (broker, caller) => {
          const hold = await broker.placeLegalHold(caller, document, options.reason);
          if (options.json) printJson(hold);
          else print(printable(`${hold.documentId}: nothing of it is lost until the hold is lifted`));
          return EXIT.ok;
        }),
      ),
    );

  withReason(
    holds
      .command('lift')
      .summary('lift a hold')
      .description('Lifts a hold. What was deleted or replaced while it stood is erased.'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  sluice legal-hold lift 6f1c2c1e-… --reason "the case is closed" --as user:sana',
    )
    .action(
      run((document: string, options: Options & { readonly reason: string }) =>
        asAnalyst(options, async (broker, caller) => {
          await broker.liftLegalHold(caller, document, options.reason);
          if (options.json) printJson({ documentId: document, lifted: true });
          else print(printable(`${document}: the hold is lifted`));
          return EXIT.ok;
        }),
      ),
    );

  withWhom(
    holds
      .command('original')
      .summary('save an original')
      .description(
        'Saves the bytes of a version as they came, to a file that is not there yet. Nothing of them was washed: open them where they can do no harm. That they were read is recorded.',
      )
      .argument('<document>', 'id of the document'),
  )
    .option('--generation <number>', 'which version; the newest otherwise', whole(1, 999_999_999))
    .requiredOption('-o, --output <file>', 'file to write')
    .addHelpText('after', '\nExamples:\n  sluice legal-hold original 6f1c2c1e-… --generation 2 -o version-2.bin')
    .action(
      run((document: string, options: Options & { readonly output: string; readonly generation?: number }) =>
        asAnalyst(options, async (broker, caller) => {
          const { bytes } = await broker.readHeldOriginal(caller, document, options.generation);
          await saveNew(options.output, bytes);
          if (options.json) printJson({ file: options.output, bytes: bytes.length });
          else print(printable(`${options.output}: ${bytes.length} bytes, as they came`));
          return EXIT.ok;
        }),
      ),
    );

  withWhom(
    holds.command('list').summary('list holds').description('Lists all holds, with what was deleted under them.'),
  )
    .addHelpText('after', '\nExamples:\n  sluice legal-hold list --json')
    .action(
      run((options: Options) =>
        asAnalyst(options, async (broker, caller) => {
          const found: LegalHold[] = [];
          for (let after = ''; ; after = found.at(-1)?.documentId ?? '') {
            const page = await broker.listLegalHolds(caller, after, PAGE);
            found.push(...page);
            if (page.length < PAGE) break;
          }
          if (options.json) printJson(found);
          else if (found.length === 0) print('there is none');
          else for (const line of table(found.map(toRow))) print(line);
          return EXIT.ok;
        }),
      ),
    );
}

const withWhom = (command: Command): Command =>
  command
    .option('--as <person>', 'who does it, such as user:sana', named('user'))
    .option('--json', 'print it as JSON, as the API answers');

const withReason = (command: Command): Command =>
  withWhom(
    command
      .argument('<document>', 'id of the document')
      .requiredOption('--reason <text>', 'why, for the audit log', reason),
  );

function reason(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.reasonLength) return text;
  throw new InvalidArgumentError(`A reason has 1 to ${LIMITS.reasonLength} characters.`);
}

function toRow({ documentId, placedAt, placedBy, deleted, versions, title, reason: why }: LegalHold): string[] {
  return [
    documentId,
    placedAt,
    placedBy,
    deleted ? 'deleted' : 'there',
    `versions ${versions.join(', ')}`,
    cut(title ?? '', MAX_WIDTH),
    cut(why, MAX_WIDTH),
  ];
}

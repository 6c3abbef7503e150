/** `sluice audit`: the newest entries of the audit log, and whether its chain is whole. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Chained } from '../../audit/chain.ts';
import type { Broker } from '../../broker.ts';
import type { Caller } from '../../identity/caller.ts';
import { describeEntry } from '../audit-line.ts';
import { EXIT, run } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { cut, print, printable, printJson } from '../terminal.ts';
import { whole } from '../values.ts';

interface TailOptions {
  readonly number: number;
  readonly follow?: true;
  readonly json?: true;
}

/** Entries that one look takes. */
const MAX_TAIL = 1_000;
const FOLLOW_INTERVAL_MS = 500;
const MAX_LINE_WIDTH = 240;

/** What is wrong at a break, in words. */
const BREAKS = {
  gap: 'an entry is missing or out of order',
  'prev-mismatch': 'it does not follow from the entry before it',
  'hash-mismatch': 'it was changed',
  'epoch-backwards': 'its epoch is older than the one before it',
} as const;

export function addAudit(program: Command, shell: Shell): void {
  const audit = program
    .command('audit')
    .summary('read and verify the audit log')
    .description('Reads and verifies the audit log.');

  audit
    .command('tail')
    .summary('print the newest entries')
    .description(
      'Prints the newest entries of the workspace, oldest first. It asks as user:operator, or with the token in SLUICE_TOKEN, which needs the scope `soc`.',
    )
    .option('-n, --number <number>', 'how many entries', whole(1, MAX_TAIL), 20)
    .option('-f, --follow', 'go on with what is appended, until interrupted')
    .option('--json', 'print each entry as one line of JSON, with its hash and the exact text that was hashed')
    .addHelpText(
      'after',
      `
Examples:
  sluice audit tail
  sluice audit tail -n 100 --json
  sluice audit tail --follow`,
    )
    .action(
      run(async (options: TailOptions) => {
        await withHost(shell, async (host) => {
          const caller = await identify(shell, host, {}, ['soc'], 'operator');
          await tail(host.broker, caller, options);
        });
        return EXIT.ok;
      }),
    );

  audit
    .command('verify')
    .summary('recompute the hash chain')
    .description(
      'Recomputes the whole hash chain and names the first entry at which it breaks. It needs no token: it tells nothing of what the entries say.',
    )
    .option('--json', 'print {"entries", "head", "firstBreak"?} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice audit verify
  sluice audit verify --json

Exit code 1: the chain is broken. A chain that was rewritten as a whole shows only against a head kept elsewhere.`,
    )
    .action(
      run(async ({ json }: { readonly json?: true }) => {
        const { verifyChain } = await import('../../catalog/ledger.ts');
        const check = await withHost(shell, ({ catalog }) => verifyChain(catalog));
        const { entries, head, firstBreak } = check;
        if (json) printJson(check);
        else if (firstBreak)
          print(`the chain breaks at entry ${firstBreak.seq}: ${BREAKS[firstBreak.problem]} (${firstBreak.problem})`);
        else print(`the chain is whole: ${entries} entries, head ${head.seq} ${head.hash}`);
        return firstBreak ? EXIT.finding : EXIT.ok;
      }),
    );
}

async function tail(broker: Broker, caller: Caller, { number, follow, json }: TailOptions): Promise<void> {
  const show = (entries: readonly Chained[]) => {
    for (const entry of entries) {
      if (json) printJson(entry);
      else print(lineOf(entry));
    }
    return entries.at(-1)?.seq;
  };
  let last = show(await broker.auditTail(caller, number)) ?? 0;
  if (!follow) return;
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  while (!interrupted.signal.aborted) {
    await sleep(FOLLOW_INTERVAL_MS, undefined, { signal: interrupted.signal }).catch(() => undefined);
    last = show(await entriesAfter(broker, caller, last)) ?? last;
  }
}

/** Everything after entry `last`, however much came meanwhile. */
async function entriesAfter(broker: Broker, caller: Caller, last: number): Promise<Chained[]> {
  const found: Chained[] = [];
  for (let before: number | undefined; ; ) {
    const page = await broker.auditTail(caller, MAX_TAIL, before);
    found.unshift(...page.filter(({ seq }) => seq > last));
    before = page[0]?.seq;
    if (before === undefined || before <= last + 1 || page.length < MAX_TAIL) return found;
  }
}

function lineOf(entry: Chained): string {
  const { seq, at, kind } = entry;
  return `${seq}  ${new Date(at).toISOString()}  ${kind}  ${cut(printable(describeEntry(entry)), MAX_LINE_WIDTH)}`;
}

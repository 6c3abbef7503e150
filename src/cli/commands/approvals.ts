/** `sluice approvals`: asking for leave to read a document, and giving it for a time. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { type Broker, LIMITS } from '../../broker.ts';
import type { ApprovalView, PendingApproval } from '../../governance.ts';
import type { Caller, Scope } from '../../identity/caller.ts';
import { EXIT, run } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { cut, print, printable, printJson, table } from '../terminal.ts';
import { grantLife, named } from '../values.ts';

interface Options {
  readonly as?: Principal;
  readonly agent?: Principal;
  readonly json?: true;
}

const MAX_REASON_WIDTH = 60;

export function addApprovals(program: Command, shell: Shell): void {
  const approvals = program
    .command('approvals')
    .summary('ask for approval, and give it')
    .description(
      'Asks for leave to read a document where a policy wants somebody to approve, and gives it for a time.',
    );

  const ask = (
    options: Options,
    scopes: readonly Scope[],
    work: (broker: Broker, caller: Caller) => Promise<ApprovalView>,
  ) =>
    withHost(shell, async (host) => {
      const view = await work(host.broker, await identify(shell, host, options, scopes));
      if (options.json) printJson(view);
      else print(printable(describe(view)));
      return EXIT.ok;
    });

  withWhom(
    approvals
      .command('request')
      .summary('ask for leave to read a document')
      .description(
        'Asks for leave to read a document. It says the same whether or not there is such a document, and whether or not it needs approval. A request lapses after 7 days.',
      )
      .argument('<document>', 'id of the document')
      .requiredOption('--reason <text>', 'why, for whoever decides', reason),
    'the person who asks, such as user:lena; else SLUICE_TOKEN says',
  )
    .option('--agent <agent>', 'the agent through which it will be read', named('agent'))
    .addHelpText(
      'after',
      '\nExamples:\n  sluice approvals request 6f1c2c1e-… --reason "closing the books" --as user:lena',
    )
    .action(
      run((document: string, options: Options & { readonly reason: string }) =>
        ask(options, ['retrieve'], (broker, caller) => broker.requestApproval(caller, document, options.reason)),
      ),
    );

  withWhom(
    approvals
      .command('list')
      .summary('list requests')
      .description(
        'Lists what one has asked for and what became of it, or with --pending what waits for one’s decision.',
      ),
    'whose requests, such as user:lena; else SLUICE_TOKEN says',
  )
    .option('--pending', 'list what this person may decide')
    .addHelpText(
      'after',
      `
Examples:
  sluice approvals list --as user:lena
  sluice approvals list --pending --as user:tomas`,
    )
    .action(
      run(async (options: Options & { readonly pending?: true }) => {
        const found: readonly (ApprovalView | PendingApproval)[] = await withHost(
          shell,
          async ({ broker, ...host }) => {
            const scope = options.pending ? 'approve' : 'retrieve';
            const caller = await identify(shell, { broker, ...host }, options, [scope]);
            return options.pending ? broker.listPendingApprovals(caller) : broker.listOwnApprovals(caller);
          },
        );
        if (options.json) printJson(found);
        else for (const line of table(found.map(toRow))) print(line);
        return EXIT.ok;
      }),
    );

  const decided = (name: string, summary: string, description: string, who: string) =>
    withWhom(
      approvals
        .command(name)
        .summary(summary)
        .description(description)
        .addArgument(new Argument('<id>', 'id of the request')),
      who,
    );
  const approver = 'who decides, such as user:tomas; else SLUICE_TOKEN says';

  decided(
    'approve',
    'grant a request for a time',
    'Grants a request for a time. For whoever the policy names, in person: nobody decides a request of their own.',
    approver,
  )
    .requiredOption('--for <time>', 'how long the grant holds, such as 45m, 8h or 7d; at most 30d', grantLife)
    .addHelpText('after', '\nExamples:\n  sluice approvals approve 2f0c9a52-… --for 8h --as user:tomas')
    .action(
      run((id: string, options: Options & { readonly for: number }) =>
        ask(options, ['approve'], (broker, caller) => broker.approve(caller, id, options.for)),
      ),
    );

  decided('reject', 'turn a request down', 'Turns a request down. For those who may approve it.', approver)
    .addHelpText('after', '\nExamples:\n  sluice approvals reject 2f0c9a52-… --as user:tomas')
    .action(
      run((id: string, options: Options) => ask(options, ['approve'], (broker, caller) => broker.reject(caller, id))),
    );

  decided(
    'revoke',
    'end a grant at once',
    'Ends a grant at once. For who gave it and for the owner of the document; with a token of the scope `soc` for anybody’s.',
    'who revokes it, such as user:tomas; else SLUICE_TOKEN says',
  )
    .addHelpText('after', '\nExamples:\n  sluice approvals revoke 2f0c9a52-… --as user:tomas')
    .action(
      run((id: string, options: Options) =>
        ask(options, ['approve', 'own'], (broker, caller) => broker.revokeApproval(caller, id)),
      ),
    );
}

function withWhom(command: Command, who: string): Command {
  return command.option('--as <person>', who, named('user')).option('--json', 'print it as JSON, as the API answers');
}

function reason(text: string): string {
  if (text.trim() !== '' && text.length <= LIMITS.reasonLength) return text;
  throw new InvalidArgumentError(`A reason has 1 to ${LIMITS.reasonLength} characters.`);
}

/** What the time of a request means: until when it can be decided, or until when it holds. */
function describe({ approvalId, status, expiresAt, documentId }: ApprovalView): string {
  const until =
    status === 'pending' ? `, lapses ${expiresAt}` : status === 'approved' ? `, holds until ${expiresAt}` : '';
  return `${approvalId}  ${status}${until}  document ${documentId}`;
}

function toRow(approval: ApprovalView | PendingApproval): string[] {
  const { approvalId, status, expiresAt, requester, agent, reason: why, documentId } = approval;
  const title = 'resource' in approval ? approval.resource.title : null;
  return [
    approvalId,
    status,
    expiresAt,
    agent === null ? requester : `${requester} through ${agent}`,
    title ?? documentId,
    cut(why.replaceAll('\n', ' '), MAX_REASON_WIDTH),
  ];
}

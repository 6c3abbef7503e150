/** `sluice mcp`: MCP over standard input and output, for a client that starts Sluice itself. */
import { once } from 'node:events';
import type { Command } from 'commander';
import type { Principal } from '../../../entitlements/principal.ts';
import { requireScope } from '../../identity/caller.ts';
import { EXIT, run } from '../failure.ts';
import { identify, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { prose } from '../terminal.ts';
import { groupNames, named } from '../values.ts';

interface McpOptions {
  readonly as?: Principal;
  readonly groups?: readonly string[];
  readonly agent?: Principal;
}

export function addMcp(program: Command, shell: Shell): void {
  program
    .command('mcp')
    .summary('serve MCP over standard input and output')
    .description(
      prose(`Serves MCP over standard input and output, for one person, until the client closes its end. Who that is says the token in SLUICE_TOKEN,
or \`--as\` through the local development issuer. When the token expires (with \`--as\`: after 24 hours), every call is refused.
Its output is the protocol, which is JSON already.`),
    )
    .option('--as <person>', 'the person on whose behalf, such as user:alice', named('user'))
    .option('--groups <names>', "the person's groups, with commas; without it the directory's count", groupNames)
    .option('--agent <agent>', 'the agent that acts for the person, such as agent:helpdesk', named('agent'))
    .option('--json', 'changes nothing: the protocol is JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice mcp --as user:alice --agent agent:helpdesk
  {"mcpServers": {"sluice": {"command": "sluice", "args": ["mcp"], "env": {"SLUICE_TOKEN": "…"}}}}`,
    )
    .action(
      run(async (options: McpOptions) => {
        await withHost(shell, async (host) => {
          const caller = await identify(shell, host, options, ['retrieve']);
          requireScope(caller, 'retrieve');
          const { broker, logger } = host;
          // Only here: no other command waits for it to load.
          const { serveStdio } = await import('../../mcp/stdio.ts');
          const server = serveStdio({ broker, caller, logger });
          await Promise.race([once(process.stdin, 'close'), once(process, 'SIGINT'), once(process, 'SIGTERM')]);
          await server.close();
        });
        process.stdin.destroy();
        return EXIT.ok;
      }),
    );
}

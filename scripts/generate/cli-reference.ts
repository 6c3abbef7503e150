/** The command reference: the help of every command, as the program prints it. */
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';

const INTRODUCTION = `# The command line

Made by \`npm run generate\` from the help of the commands. Do not edit.

**Who asks.** A command that asks the broker does so with a token, which is verified like any other. It is the one that the local
development issuer makes for whom \`--as\` names, or the one in \`SLUICE_TOKEN\`; \`--as\` comes first. \`ingest\`, \`audit tail\`
and the commands that govern act as \`user:operator\` where neither is given. With issuers of your own (\`SLUICE_ISSUERS\`) there is no local
development issuer, and only \`SLUICE_TOKEN\` remains.

**Output.** Every command takes \`--json\`. Results go to stdout, progress and errors to stderr, and progress is shown on a terminal only.
An error is one line that ends with its code; \`SLUICE_LOG_LEVEL=debug\` adds where it was thrown.

**Exit codes.** 0: all is well. 1: something was found or refused. 2: the command was not understood, or could not be carried out.
3: the settings are not valid; all faults are listed.
`;

/** Markdown, one section a command. */
export async function cliReference(): Promise<string> {
  const absent = () => {
    throw new Error('help needs no service');
  };
  const program = createProgram({
    version: '0.0.0',
    settings: absent,
    token: absent,
    openHost: absent,
    openReader: absent,
    openScorer: absent,
    cedar: absent,
    listen: absent,
  });
  const sections = leaves(program).map(({ name, command }) => `## ${name}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  return [INTRODUCTION, ...sections].join('\n');
}

/** Commands that do something, with their whole names. */
function leaves(command: Command, before = ''): { readonly name: string; readonly command: Command }[] {
  const name = `${before}${command.name()}`;
  if (command.commands.length === 0) return [{ name, command }];
  return command.commands.flatMap((child) => leaves(child, `${name} `));
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
  });
  command.outputHelp();
  return text.trim();
}

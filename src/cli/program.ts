/** The commands of `sluice`, and what all of them share. */
import { Command } from 'commander';
import { addAccess } from './commands/access.ts';
import { addApprovals } from './commands/approvals.ts';
import { addAttributes } from './commands/attributes.ts';
import { addAudit } from './commands/audit.ts';
import { addCollections } from './commands/collections.ts';
import { addDetections } from './commands/detections.ts';
import { addDoctor } from './commands/doctor.ts';
import { addIngest } from './commands/ingest.ts';
import { addLegalHold } from './commands/legal-hold.ts';
import { addMcp } from './commands/mcp.ts';
import { addPolicy } from './commands/policy.ts';
import { addPrincipals } from './commands/principals.ts';
import { addReindex } from './commands/reindex.ts';
import { addRetrieve } from './commands/retrieve.ts';
import { addReview } from './commands/review.ts';
import { addSafeguards } from './commands/safeguards.ts';
import { addScan } from './commands/scan.ts';
import { addScore } from './commands/score.ts';
import { addServe } from './commands/serve.ts';
import { addShadow } from './commands/shadow.ts';
import { addToken } from './commands/token.ts';
import type { Shell } from './shell.ts';

/** Makes the program. A failure is thrown, by commander or by a command, and never ends the process here. */
export function createProgram(shell: Shell): Command {
  const program = new Command('sluice')
    .description('A secure retrieval broker for AI agents.')
    .version(shell.version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .configureHelp({ helpWidth: 120 })
    .exitOverride()
    .addHelpText(
      'after',
      `
Data live under SLUICE_DATA (default: .sluice). Commands can run while a server runs on the same data.

Exit codes:
  0  all is well
  1  something was found or refused: a flagged file, a refused document, a broken chain, a failing check or test, a release that was held again
  2  the command was not understood, or could not be carried out
  3  the settings are not valid`,
    );
  const commands = [
    addServe,
    addMcp,
    addIngest,
    addRetrieve,
    addToken,
    addScan,
    addScore,
    addShadow,
    addAudit,
    addDoctor,
    addReindex,
    addPrincipals,
    addCollections,
    addAttributes,
    addPolicy,
    addSafeguards,
    addAccess,
    addApprovals,
    addReview,
    addDetections,
    addLegalHold,
  ];
  for (const add of commands) add(program, shell);
  return program;
}

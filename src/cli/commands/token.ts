/** `sluice token`: a token of the local development issuer. It exists only while no other issuer is configured. */
import { type Command, Option } from 'commander';
import { CLASSIFICATIONS, type Classification } from '../../../entitlements/classification.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import type { IngestCeiling, Scope } from '../../identity/caller.ts';
import { EXIT, run } from '../failure.ts';
import { requireLocalIssuer, withHost } from '../session.ts';
import type { Shell } from '../shell.ts';
import { print, printJson } from '../terminal.ts';
import { bareName, classification, groupNames, named, names, ownerLimit, scopes, tokenLife } from '../values.ts';

interface TokenOptions {
  readonly user: Principal;
  readonly groups?: readonly string[];
  readonly agent?: Principal;
  readonly scope: readonly Scope[];
  readonly ttl: number;
  readonly limitCollections?: readonly string[];
  readonly limitClassification?: Classification;
  readonly limitOwner?: 'self';
  readonly json?: true;
}

export function addToken(program: Command, shell: Shell): void {
  program
    .command('token')
    .summary('make a token of the local development issuer')
    .description(
      'Makes a token of the local development issuer and prints it. There is such an issuer only while SLUICE_ISSUERS names no other; whoever can read its key can be anybody.',
    )
    .requiredOption('--user <name>', 'the person on whose behalf', named('user'))
    .option('--groups <names>', "the person's groups, with commas; without it the directory's count", groupNames)
    .option('--agent <name>', 'the agent that acts for the person', named('agent'))
    .addOption(
      new Option('--scope <names>', 'what the token allows: retrieve, ingest, own, admin, soc, approve')
        .argParser(scopes)
        .default(['retrieve'], 'retrieve'),
    )
    .addOption(
      new Option('--ttl <time>', 'how long it lives, such as 90s, 15m or 8h; at most 24h')
        .argParser(tokenLife)
        .default(15 * 60, '15m'),
    )
    .option('--limit-collections <names>', 'the only collections it may bring documents into', names)
    .option(
      '--limit-classification <level>',
      `the lowest classification it may set: ${CLASSIFICATIONS.join(', ')}`,
      classification,
    )
    .option('--limit-owner <self>', 'with `self`, it can name no other owner', ownerLimit)
    .option('--json', 'print {"token": …}')
    .addHelpText(
      'after',
      `
Examples:
  sluice token --user alice --groups hr,all --agent helpdesk
  sluice token --user olga --scope "retrieve ingest" --ttl 1h --json
  sluice token --user feed --scope ingest --limit-collections support --limit-classification internal --limit-owner self`,
    )
    .action(
      run(async (options: TokenOptions) => {
        const token = await withHost(shell, async (host) =>
          requireLocalIssuer(host).mint({
            user: bareName(options.user),
            ...(options.groups && { groups: options.groups }),
            ...(options.agent && { agent: bareName(options.agent) }),
            scopes: options.scope,
            ttlSeconds: options.ttl,
            workspace: shell.settings().workspace,
            ...ceilingOf(options),
          }),
        );
        if (options.json) printJson({ token });
        else print(token);
        return EXIT.ok;
      }),
    );
}

function ceilingOf({ limitCollections, limitClassification, limitOwner }: TokenOptions): { ceiling?: IngestCeiling } {
  const ceiling: IngestCeiling = {
    ...(limitCollections && { collections: limitCollections }),
    ...(limitClassification && { minClassification: limitClassification }),
    ...(limitOwner && { owner: limitOwner }),
  };
  return Object.keys(ceiling).length === 0 ? {} : { ceiling };
}

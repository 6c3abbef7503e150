/** `sluice serve`: the HTTP surface, MCP included, until it is told to stop. */
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { PLANES, type Plane } from '../../http/route-definition.ts';
import { EXIT, run, usageError } from '../failure.ts';
import type { CliHost, CliSettings, Shell } from '../shell.ts';
import { print, printable, printJson, prose } from '../terminal.ts';
import { whole } from '../values.ts';

interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
  readonly plane?: readonly Plane[];
  readonly json?: true;
}

/** How long a stop waits for answers under way. */
const GRACE_MS = 7_000;
/** After this long a stop no longer waits for anything. Whatever was accepted is durable and goes on at the next start. */
const STOP_DEADLINE_MS = 10_000;

export function addServe(program: Command, shell: Shell): void {
  program
    .command('serve')
    .summary('serve HTTP and MCP')
    .description(
      prose(`Serves the HTTP API, with MCP at /mcp and a page to browse at /docs, until SIGINT or SIGTERM. Then it takes no more requests,
finishes those under way and closes, within 10 seconds. With \`--plane\` it serves that part of the API alone.`),
    )
    .option('--port <number>', 'port; 0 for any that is free (default: SLUICE_PORT, 8787)', whole(0, 65_535))
    .option('--host <address>', 'address to listen on (default: SLUICE_HOST, 127.0.0.1)')
    .option('--plane <name>', `serve only this plane: ${PLANES.join(', ')} (repeatable)`, planes)
    .option('--json', 'print where it listens as one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  sluice serve
  sluice serve --port 8788 --plane retrieval
  SLUICE_DATA=/var/lib/sluice sluice serve --host 0.0.0.0`,
    )
    .action(
      run(async (options: ServeOptions) => {
        const settings = shell.settings();
        const host = await shell.openHost({ quiet: false });
        try {
          await serve(shell, host, settings, options);
        } finally {
          await host.close();
        }
        return EXIT.ok;
      }),
    );
}

async function serve(shell: Shell, host: CliHost, settings: CliSettings, options: ServeOptions): Promise<void> {
  const { broker, verify, logger } = host;
  const stopping = nextStop();
  // Only here: no other command waits for it to load.
  const { createApp } = await import('../../http/app.ts');
  const metering = await openMetering(host, settings);
  const listening = await shell
    .listen({
      host: options.host ?? settings.host,
      port: options.port ?? settings.port,
      trustedProxies: settings.trustedProxies,
      surface: (url) => {
        const resource = (settings.publicUrl ?? url).replace(/\/$/, '');
        const app = createApp({
          ...{ broker, verify, logger },
          limits: { documentBytes: settings.maxDocumentBytes },
          metadata: { resource, issuers: (settings.issuers ?? []).map(({ issuer }) => issuer) },
          ...(metering && { metering }),
          ...(options.plane && { planes: options.plane }),
        });
        return (request, address) => app.fetch(request, { address });
      },
    })
    .catch((error: unknown) => {
      throw unlistened(error);
    });
  tell(shell, host, settings, options, listening.url);
  // What was left undone is finished beside the first requests, not before them.
  host.resume().catch((error: unknown) => logger.error({ err: error }, 'what was left undone could not be looked at'));
  await stopping;
  setTimeout(() => process.exit(EXIT.error), STOP_DEADLINE_MS).unref();
  await listening.stop(GRACE_MS);
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function nextStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      resolve();
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.off(signal, stop).on(signal, () => process.exit(EXIT.error));
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  });
}

function tell(shell: Shell, host: CliHost, settings: CliSettings, options: ServeOptions, url: string): void {
  const { dataFolder, workspace } = settings;
  const localIssuer = host.localIssuer !== undefined;
  const planes = options.plane ?? PLANES;
  if (options.json) {
    printJson({
      url,
      docs: `${url}/docs`,
      mcp: planes.includes('retrieval') ? `${url}/mcp` : null,
      planes,
      localIssuer,
      dataFolder,
      workspace,
    });
    return;
  }
  print(`Sluice ${shell.version} listens on ${url}`);
  print(`  API page  ${url}/docs`);
  if (planes.includes('retrieval')) print(`  MCP       ${url}/mcp`);
  print(`  planes    ${planes.join(', ')}`);
  print(`  data      ${printable(dataFolder)}, workspace ${workspace}`);
  if (!localIssuer) return;
  print(
    '  The local development issuer is trusted for groups and for every scope. Whoever can read the data folder can be anybody.',
  );
  print('  Make tokens with `sluice token`. Name your own issuers in SLUICE_ISSUERS, and it is gone.');
}

function unlistened(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return usageError('the port is in use: choose another with `--port`');
  if (code === 'EACCES') return usageError('the port may not be used: choose another with `--port`');
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return usageError('the address is not one of this machine: choose another with `--host`');
  return error;
}

function planes(text: string, before: readonly Plane[] = []): readonly Plane[] {
  const plane = PLANES.find((name) => name === text);
  if (plane === undefined) throw new InvalidArgumentError(`Planes are ${PLANES.join(', ')}.`);
  return [...before, plane];
}

/** What counts requests, where a secret is set that opens its figures. */
async function openMetering({ catalog, index }: CliHost, { metricsToken: token }: CliSettings) {
  if (token === undefined) return undefined;
  const [{ createMeter }, { readFigures }] = await Promise.all([
    import('../../metrics/prometheus.ts'),
    import('../../metrics/figures.ts'),
  ]);
  return { token, meter: createMeter(() => readFigures(catalog, index, Date.now())) };
}

/**
 * What `sluice doctor` looks at. A check says how things are and, where they are not well, what to do; it changes nothing
 * but what opening the service changes.
 */
import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { networkIsolation } from '../../ingest/sandbox/launch.ts';
import { readIndexJob } from '../catalog/index-jobs.ts';
import { backlog } from '../catalog/jobs.ts';
import { verifyChain } from '../catalog/ledger.ts';
import { countIndexable, listWorkspaces } from '../catalog/served.ts';
import { openCatalogFile } from '../catalog/sqlite/open.ts';
import { isFree } from '../intake/claims.ts';
import { Problem } from '../problem.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { checkAgreement } from './deep-check.ts';
import { publicFailure } from './failure.ts';
import { documentReader } from './reader.ts';
import type { CliHost, CliSettings, Shell } from './shell.ts';

export interface CheckOptions {
  /** Whether catalogue and index are compared passage for passage: it reads all of both. */
  readonly deep: boolean;
}

const MIN_NODE = [20, 19] as const;
/** Work that waits longer than this is stuck, or nobody is there to do it. */
const OLD_WORK_MS = 5 * 60_000;
const OTHERS = 0o077;
const NETWORK = {
  namespace: 'the kernel keeps it from the network',
  'in-process': 'it is kept from the network by itself alone',
} as const;

/** Runs all checks, in order. Those on the data folder are left out while there is none. */
export async function runChecks(shell: Shell, options: CheckOptions): Promise<Check[]> {
  const settings = shell.settings();
  const checks = [checkNode(process.versions.node), ok('settings', 'they are valid'), await checkSandbox(shell)];
  const folder = await checkFolder(settings.dataFolder);
  checks.push(folder);
  if (folder.state !== 'fail' && (await exists(settings.dataFolder)))
    checks.push(...(await checkService(shell, settings, options)));
  return checks;
}

/** `version` such as `20.19.4`. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  if (isNew) return ok('node', version);
  return fail('node', `${version} is too old`, `install Node ${MIN_NODE.join('.')} or newer`);
}

async function checkSandbox(shell: Shell): Promise<Check> {
  const reader = documentReader(await shell.openReader(1));
  try {
    const { text } = await reader.read({
      bytes: new TextEncoder().encode('The lock is closed.\n'),
      fileName: 'check.txt',
    });
    if (text.includes('The lock is closed.'))
      return ok('sandbox', `it reads a document; ${NETWORK[networkIsolation()]}`);
    return fail('sandbox', 'it reads a document wrongly', 'install Sluice anew');
  } catch (error) {
    return fail(
      'sandbox',
      `it can not read a document: ${publicFailure(error).detail}`,
      'see whether this user may start processes, and raise SLUICE_READ_MEMORY_MIB',
    );
  } finally {
    await reader.close();
  }
}

async function checkFolder(folder: string): Promise<Check> {
  const found = await stat(folder).catch(() => undefined);
  if (!found)
    return warn('data folder', `\`${folder}\` is not there yet`, 'nothing: it is made when something is kept in it');
  if (!found.isDirectory()) return fail('data folder', `\`${folder}\` is not a folder`, 'name another in SLUICE_DATA');
  const isWritable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return fail(
      'data folder',
      `\`${folder}\` can not be written by this user`,
      'run as its owner, or name another in SLUICE_DATA',
    );
  // Windows has no such modes.
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) {
    return warn('data folder', `others can enter \`${folder}\``, `make it its owner's alone: chmod 700 ${folder}`);
  }
  return ok('data folder', `\`${folder}\`, its owner's alone`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function checkService(shell: Shell, settings: CliSettings, { deep }: CheckOptions): Promise<Check[]> {
  let host: CliHost;
  try {
    host = await shell.openHost({ quiet: true });
  } catch (error) {
    return [
      fail(
        'service',
        `it can not be opened: ${publicFailure(error).detail}`,
        'see what the message names; restore the data folder if it is damaged',
      ),
    ];
  }
  try {
    return [
      checkDurability(settings.dataFolder),
      await checkChain(host),
      await checkOutbox(host),
      await checkEmbedder(host),
      ...(await checkReranker(host)),
      await checkIndex(host),
      ...(await checkRebuild(host)),
      ...(deep ? [await checkAgreement(host)] : []),
      ...(await checkReadiness(host)),
      checkIssuer(host, settings),
    ];
  } finally {
    await host.close();
  }
}

/** Opens the file once more, as the service does, and looks at what SQLite made of it. */
function checkDurability(folder: string): Check {
  try {
    openCatalogFile(join(folder, 'sluice.db'), { readonly: true }).close();
    return ok('sluice.db', 'every commit is synced, and journaled ahead');
  } catch (error) {
    return fail('sluice.db', publicFailure(error).detail, 'keep the data folder on a local disk');
  }
}

async function checkChain({ catalog }: CliHost): Promise<Check> {
  const { entries, firstBreak } = await verifyChain(catalog);
  if (!firstBreak) return ok('audit chain', `whole, ${entries} entries`);
  const detail = `broken at entry ${firstBreak.seq} (${firstBreak.problem})`;
  return fail('audit chain', detail, 'keep a copy of the data folder as it is, and compare with a backup');
}

async function checkOutbox({ catalog }: CliHost): Promise<Check> {
  const { depth, oldestAt } = await backlog(catalog);
  if (depth === 0 || oldestAt === null) return ok('outbox', 'nothing waits');
  const ageMs = Date.now() - oldestAt;
  const detail = `${depth} waiting, the oldest for ${Math.round(ageMs / 1_000)} s`;
  return ageMs > OLD_WORK_MS
    ? warn('outbox', detail, 'start `sluice serve`: it finishes what was left')
    : ok('outbox', detail);
}

async function checkRebuild({ catalog }: CliHost): Promise<Check[]> {
  const job = await readIndexJob(catalog, 'reindex');
  if (job === undefined) return [];
  if (!isFree(job.claimedBy, job.claimedUntil, Date.now())) return [ok('reindex', 'the index is being built anew')];
  return [warn('reindex', 'it was interrupted', 'run `sluice reindex`: it goes on where it was')];
}

/** Embeds a word. */
async function checkEmbedder({ embedder }: CliHost): Promise<Check> {
  const { id, version, dimension } = embedder.model;
  try {
    const [vector] = await embedder.embed(['lock'], 'query');
    if (vector?.length === dimension) return ok('embedder', `\`${id}\` ${version}, ${dimension} dimensions`);
    return fail('embedder', `\`${id}\` gives no vector`, 'see whether it is a model of sentence embeddings');
  } catch (error) {
    return fail('embedder', publicFailure(error).detail, 'see SLUICE_EMBEDDER and what it names');
  }
}

/** Has two texts told apart. */
async function checkReranker({ reranker }: CliHost): Promise<Check[]> {
  if (!reranker) return [];
  const { id, version } = reranker.model;
  try {
    const scores = await reranker.score('Is the lock closed?', ['The lock is closed.', 'Ships have keels.']);
    if (scores.length === 2 && scores.every(Number.isFinite)) return [ok('reranker', `\`${id}\` ${version}`)];
    return [fail('reranker', `\`${id}\` gives no scores`, 'see whether it is a cross-encoder with one score')];
  } catch (error) {
    return [fail('reranker', publicFailure(error).detail, 'see SLUICE_RERANKER_MODEL and what it names')];
  }
}

/** Compares what the index has with what the catalogue serves. While work waits the two may differ. */
async function checkIndex({ catalog, index }: CliHost): Promise<Check> {
  for (const workspace of await listWorkspaces(catalog)) {
    let has: number;
    try {
      has = await index.count(workspace);
    } catch (error) {
      if (error instanceof Problem && error.code === 'index-unavailable')
        return fail(
          'index',
          'it can not be reached or used',
          'see whether Qdrant is up, and QDRANT_URL and its key; after another embedder, or with an empty Qdrant, run `sluice reindex`',
        );
      return fail('index', `workspace \`${workspace}\`: it is of another version or embedder`, 'run `sluice reindex`');
    }
    const should = await countIndexable(catalog, workspace);
    if (has === should || (await backlog(catalog)).depth > 0) continue;
    return fail('index', `workspace \`${workspace}\`: ${has} passages instead of ${should}`, 'run `sluice reindex`');
  }
  return ok('index', 'it has what the catalogue serves');
}

async function checkReadiness({ broker }: CliHost): Promise<Check[]> {
  const { checks } = await broker.readiness();
  return Object.entries(checks)
    .filter(([name]) => name !== 'outbox' && name !== 'index')
    .map(([name, state]) => {
      if (state === 'ok') return ok(name, 'ready');
      return fail(name, 'not ready', 'see the log: SLUICE_LOG_LEVEL=debug sluice doctor');
    });
}

function checkIssuer({ localIssuer }: CliHost, { issuers }: CliSettings): Check {
  if (!localIssuer) return ok('issuers', `${issuers?.length ?? 0} configured`);
  return warn(
    'issuers',
    'the local development issuer is trusted for groups and every scope',
    'for other than development, name your issuers in SLUICE_ISSUERS',
  );
}

/**
 * How a child of the sandbox is started: which program with which arguments. In layers, each of which stands alone: Node's
 * permission model (reads the installation and nothing else, writes nothing, starts nothing) and, on Linux where the kernel
 * lets us, a network namespace of its own, no capabilities, no core dumps, no files written, a limit on memory, and an end with
 * its parent. What a system lacks is left out and never required; what a child does to itself is in `confine.ts`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildEntry } from './entry.ts';

interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * All of a child's environment. The canvas would reserve a gigabyte that counts as used, and look for this machine's fonts,
 * which would make it draw differently from machine to machine.
 */
export const CHILD_ENVIRONMENT = { MIMALLOC_ARENA_EAGER_COMMIT: '0', DISABLE_SYSTEM_FONTS_LOAD: '1' } as const;

/** What keeps a child from the network: its own namespace without any interface, or only what it took from itself. */
type NetworkIsolation = 'namespace' | 'in-process';

/** Told to a child that the kernel ends with its parent, so that it needs no watch of its own. */
export const TIED_TO_PARENT = 'tied-to-parent';

const MIB = 1024 * 1024;
/** V8's share of the resident limit; the rest is for buffers, code and stacks. */
const HEAP_SHARE = 0.6;
/**
 * Writable memory beyond the resident limit that the kernel allows: stacks of threads count whole and are hardly touched. The
 * resident limit is looked at now and then; this one holds in between.
 */
const UNTOUCHED_BYTES = 128 * MIB;
const PROBE_TIMEOUT_MS = 5_000;
/** The environment says where programs are, and the child has none. */
const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

interface Wrapper {
  readonly words: (maxDataBytes: number) => readonly string[];
  readonly endsWithParent: boolean;
}

/** Programs of util-linux, each of which runs the rest of its line; BusyBox has the second line's. The first line that works is used. */
const WRAPPERS: readonly Wrapper[] = [
  {
    words: (maxDataBytes) => [
      ...[program('prlimit'), '--core=0', '--fsize=0', `--data=${maxDataBytes}`],
      ...ownNetwork(),
      ...[program('setpriv'), '--pdeathsig', 'KILL', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'],
    ],
    endsWithParent: true,
  },
  { words: ownNetwork, endsWithParent: false },
];

function ownNetwork(): string[] {
  return [program('unshare'), '--net', '--map-root-user'];
}

/** Its whole path; a program that is nowhere keeps its name and fails to start. */
function program(name: string): string {
  return PROGRAM_FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}

/** The line that starts `entry` with all layers that this machine has. The first call tries them out, which takes some 20 ms. */
export function launchOf(entry: ChildEntry, maxRssBytes: number): Launch {
  const heapMib = Math.max(32, Math.floor((maxRssBytes * HEAP_SHARE) / MIB));
  // The compiler that reads sources writes a cache and starts processes: what runs from sources has the other layers alone.
  const wrapper = entry.isCompiled ? wrapperInForce() : undefined;
  const isTied = wrapper?.endsWithParent === true;
  const line = [
    ...(wrapper === undefined ? [] : wrapper.words(maxRssBytes + UNTOUCHED_BYTES)),
    process.execPath,
    `--max-old-space-size=${heapMib}`,
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    ...(entry.isCompiled ? permissionArgs(entry, { mayHaveThreads: !isTied }) : []),
    ...entry.execArgv,
    entry.path,
    ...(isTied ? [TIED_TO_PARENT] : []),
  ];
  const [command = process.execPath, ...args] = line;
  return { command, args, env: CHILD_ENVIRONMENT };
}

/** What keeps the sandbox's children from the network on this machine. */
export function networkIsolation(): NetworkIsolation {
  return wrapperInForce() === undefined ? 'in-process' : 'namespace';
}

/**
 * Node's own permissions: to read the code of the readers and their libraries, and to load the native canvas. A thread is
 * allowed only where the child needs one to notice that its parent is gone.
 */
export function permissionArgs(entry: ChildEntry, { mayHaveThreads }: { mayHaveThreads: boolean }): string[] {
  const { allowedNodeEnvironmentFlags: known } = process;
  return [
    known.has('--permission') ? '--permission' : '--experimental-permission',
    ...readableFolders(entry).map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    '--allow-addons',
    ...(mayHaveThreads ? ['--allow-worker'] : []),
    ...(known.has('--disable-sigusr1') ? ['--disable-sigusr1'] : []),
  ];
}

/** Folders of code alone: the data folder may lie beside them in the installation's root. */
function readableFolders(entry: ChildEntry): string[] {
  const base = fileURLToPath(new URL('../..', import.meta.url));
  const library = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const roots = [base, library].flatMap(ancestors);
  const libraries = roots
    .map((folder) => (folder.endsWith(`${sep}node_modules`) ? folder : join(folder, 'node_modules')))
    .filter((folder) => existsSync(folder));
  return [...new Set([join(base, 'ingest'), join(base, 'filters'), dirname(entry.path), ...libraries])];
}

function ancestors(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...ancestors(above)];
}

let found: { readonly wrapper: Wrapper | undefined } | undefined;

function wrapperInForce(): Wrapper | undefined {
  found ??= { wrapper: process.platform === 'linux' ? WRAPPERS.find(works) : undefined };
  return found.wrapper;
}

function works({ words }: Wrapper): boolean {
  const [command, ...args] = words(UNTOUCHED_BYTES);
  if (command === undefined) return false;
  const { status } = spawnSync(command, [...args, process.execPath, '--version'], {
    cwd: '/',
    env: {},
    stdio: 'ignore',
    timeout: PROBE_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return status === 0;
}

/**
 * What a child takes from itself before any parser is loaded: network, processes, threads, the debugger, the engine's flags, and
 * every native module but the one that draws. Guarantees: who asks for one of them later gets an error, by whichever name it is asked for.
 * It stops libraries that reach further than they should; against native code that was taken over stand the layers of `launch.ts`.
 */
import { createRequire, isBuiltin, syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

/** Modules of which nothing can be called any more, and others of which some things can't. */
const WHOLE_MODULES = ['dgram', 'dns', 'dns/promises', 'http', 'https', 'http2', 'tls', 'child_process', 'cluster'];
const MODULES_IN_PART: Readonly<Record<string, readonly string[]>> = {
  // The pipes to the parent are sockets: they can be held, but none can be connected or listened on.
  net: ['connect', 'createConnection', 'createServer'],
  'inspector/promises': ['open', 'Session'],
  inspector: ['open', 'Session'],
  worker_threads: ['Worker'],
  module: ['register', 'registerHooks'],
  v8: ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit', 'takeCoverage', 'writeHeapSnapshot'],
  trace_events: ['createTracing'],
  sqlite: ['DatabaseSync', 'backup'],
};
const OF_PROCESS = [
  ...['binding', '_linkedBinding', '_debugProcess', '_debugEnd', 'kill', '_kill', 'execve', 'loadEnvFile'],
  ...['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups', 'setSourceMapsEnabled'],
];
const GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'BroadcastChannel'];

/** Part of the path of the one native module that parsers need: nothing can be written there, or anywhere else. */
const CANVAS = `${sep}@napi-rs${sep}canvas`;

/** Call it once, after the child has what it needs itself. It can't be undone. */
export function confine(): void {
  const require = createRequire(import.meta.url);
  // All are loaded before the first is changed, since some are built upon others. Not every version has all of them.
  const whole = WHOLE_MODULES.map((name) => require(`node:${name}`) as object);
  const inPart = Object.entries(MODULES_IN_PART)
    .filter(([name]) => isBuiltin(`node:${name}`))
    .map(([name, keys]) => ({ module: require(`node:${name}`) as object, keys }));
  for (const module of whole) {
    for (const [key, value] of Object.entries(module)) if (typeof value === 'function') refuse(module, key);
  }
  for (const { module, keys } of inPart) for (const key of keys) if (key in module) refuse(module, key);
  const { Socket, Server } = require('node:net') as typeof import('node:net');
  refuse(Socket.prototype, 'connect');
  refuse(Server.prototype, 'listen');
  for (const key of OF_PROCESS) if (key in process) refuse(process, key);
  refuse(process.report, 'writeReport');
  for (const key of GLOBALS) Object.defineProperty(globalThis, key, { value: undefined });
  keepTo(CANVAS);
  // Whoever imports a name of these modules gets what stands there now.
  syncBuiltinESMExports();
  process.umask(0o777);
}

class Refused extends Error {
  readonly code = 'ERR_ACCESS_DENIED';

  constructor(name: string) {
    super(`\`${name}\` is not for parsers`);
    this.name = 'Refused';
  }
}

/** Can be called and constructed, and then throws. */
function refuse(owner: object, name: string): void {
  function refused(): never {
    throw new Refused(name);
  }
  Object.defineProperty(owner, name, { value: refused, writable: false, configurable: false, enumerable: true });
}

function keepTo(folder: string): void {
  const { dlopen } = process;
  const limited = (module: object, path: string, ...rest: []) => {
    if (!path.includes(folder)) throw new Refused('dlopen');
    return dlopen.call(process, module, path, ...rest);
  };
  Object.defineProperty(process, 'dlopen', { value: limited, writable: false, configurable: false });
}

/** What code of an attacker would try inside the sandbox, and whether it worked. For the tests of the sandbox alone. */
import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { type EventEmitter, once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/** Resolves when the other side was reached. */
async function reached(one: EventEmitter & { destroy(): unknown }): Promise<void> {
  try {
    await once(one, 'connect');
  } finally {
    one.once('error', () => {});
    one.destroy();
  }
}

/** Each attempt fails or throws when it is kept from what it tries. `port` is a web server's on this machine, `folder` one that is writable. */
export const ATTEMPTS: Readonly<Record<string, (port: number, folder: string) => unknown>> = {
  'net: connect': (port) => reached(net.connect(port, '127.0.0.1')),
  'net: a socket of its own': (port) => reached(new net.Socket().connect(port, '127.0.0.1')),
  'net: by its name': async (port) => reached((await import('node:net')).createConnection(port, '127.0.0.1')),
  'net: by process': async (port) =>
    reached((process as unknown as { getBuiltinModule: typeof require }).getBuiltinModule('net').connect(port)),
  'net: listen': () => listening(net.createServer()),
  'net: agent': async (port) => {
    const agent = new http.Agent() as unknown as { createConnection(options: object): net.Socket };
    await reached(agent.createConnection({ port, host: '127.0.0.1' }));
  },
  http: (port) => once(http.get({ port, host: '127.0.0.1' }), 'response'),
  https: async (port) => {
    const request = https.get({ port, host: '127.0.0.1' }).once('error', () => {});
    const [socket] = (await once(request, 'socket')) as [net.Socket];
    await reached(socket);
  },
  http2: (port) => reached(http2.connect(`http://127.0.0.1:${port}`)),
  tls: (port) => reached(tls.connect({ port, host: '127.0.0.1' }).once('error', () => {})),
  fetch: (port) => fetch(`http://127.0.0.1:${port}`),
  udp: () => void dgram.createSocket('udp4').close(),
  dns: () => dns.promises.lookup('localhost'),
  binding: () => (process as unknown as { binding(name: string): unknown }).binding('tcp_wrap'),
  debugger: () => {
    inspector.open(0, '127.0.0.1');
    inspector.close();
  },
  'files: system': () => fs.readFileSync('/etc/passwd'),
  'files: list': () => fs.readdirSync('/'),
  'files: own process': () => fs.readFileSync('/proc/self/environ'),
  "files: installation's root": () => fs.readFileSync(join(process.argv[1] ?? '', '../../../../../../package.json')),
  'files: write': (_port, folder) => fs.writeFileSync(join(folder, 'written'), 'x'),
  'files: report': (_port, folder) => process.report.writeReport(join(folder, 'report.json')),
  'process: spawn': () => childProcess.execFileSync(process.execPath, ['--version']),
  'process: cluster': () => cluster.fork().kill(),
  'process: signal': () => process.kill(process.ppid, 0),
  thread: () => new Worker('', { eval: true }).terminate(),
  'native module': () => require('better-sqlite3')(':memory:'),
  eval: () => new Function('return 1')(),
  'engine flags': () => v8.setFlagsFromString('--stack-size=900'),
};

async function listening(server: net.Server): Promise<void> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.close();
}

/** On this machine all that works, works at once. */
const PATIENCE_MS = 500;

/** The names of the attempts that worked. */
export async function worked(port: number, folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    try {
      const late = delay(PATIENCE_MS).then(() => Promise.reject(new Error('late')));
      await Promise.race([attempt(port, folder), late]);
      names.push(name);
    } catch {
      // Kept from it.
    }
  }
  return names;
}

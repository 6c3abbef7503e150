/**
 * The broker as it is run: `sluice serve`, compiled, in a process of its own, on a free port of this machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

export interface ServerOptions {
  /** Settings of Sluice beside the folder. */
  readonly settings?: Readonly<Record<string, string>>;
  /** CPU profiles of its threads are there after the stop. */
  readonly profileFolder?: string | undefined;
}

/** Serves a data folder. */
export async function startServer(dataFolder: string, options: ServerOptions = {}): Promise<Server> {
  const { settings, profileFolder } = options;
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const child = spawn(process.execPath, [...profiling, ENTRY, 'serve', '--port', '0', '--json'], {
    env: { ...settings, SLUICE_DATA: dataFolder, SLUICE_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), gone.then(() => undefined)]);
  if (first === undefined) throw new Error('the server did not start');
  const { url } = JSON.parse(String(first[0])) as { url: string };
  return { url, stop };
}

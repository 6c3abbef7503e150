/** Runs the compiled command line as a person would: a process of its own, with a data folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** What the package names as `sluice`. */
export const MAIN = join(ROOT, 'dist/src/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** All that a command sees of the environment. */
export function environment(dataFolder: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  if (!existsSync(MAIN)) throw new Error('these tests run what is built: `npm run build` first');
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, SLUICE_DATA: dataFolder, SLUICE_CLASSIFIER: 'portable', ...more };
}

/** Runs `sluice ARGS` to its end. */
export function sluice(
  dataFolder: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: environment(dataFolder, more), cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, [MAIN, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}

/** Starts `sluice ARGS` and leaves it running. It is killed when the test is over. */
export function start(dataFolder: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment(dataFolder, {}), cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

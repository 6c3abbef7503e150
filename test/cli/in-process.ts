/** Runs commands one after the other in this process, on one opened service: for tests of many commands, each of which is quick. */
import { CommanderError } from 'commander';
import { onTestFinished, vi } from 'vitest';
import { reportFailure } from '../../src/cli/failure.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Shell } from '../../src/cli/shell.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { openHost } from '../../src/hosts/node.ts';
import { openReader } from '../../src/hosts/reader.ts';
import { openScorer } from '../../src/hosts/scorer.ts';
import { readSettings } from '../../src/hosts/settings.ts';
import type { Ended } from './sluice.ts';

export type Run = (...args: readonly string[]) => Promise<Ended>;

/** Opens the service on `dataFolder`; it is closed when the test is over. */
export async function openCommands(dataFolder: string, more: Readonly<Record<string, string>> = {}): Promise<Run> {
  const settings = readSettings({
    SLUICE_DATA: dataFolder,
    SLUICE_LOG_LEVEL: 'warn',
    SLUICE_CLASSIFIER: 'portable',
    ...more,
  });
  const host = await openHost(settings);
  onTestFinished(() => host.close());
  const shell: Shell = {
    version: '0.0.0',
    settings: () => settings,
    token: () => undefined,
    cedar: async () => startCedar,
    openReader: async (workers) => openReader(settings, workers),
    openScorer: async ({ workers, thresholds }) => openScorer(settings.classifier, workers, thresholds),
    openHost: async () => ({ ...host, close: async () => undefined }),
    listen: async () => {
      throw new Error('no test listens here');
    },
  };
  return async (...args) => {
    const written = { stdout: '', stderr: '' };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        written[stream] += String(text);
        return true;
      }),
    );
    const before = process.exitCode;
    try {
      await createProgram(shell).parseAsync(['node', 'sluice', ...args]);
      return { code: Number(process.exitCode ?? 0), ...written };
    } catch (error) {
      const code = error instanceof CommanderError ? 2 : reportFailure(error, false);
      return { code, ...written };
    } finally {
      for (const spy of spies) spy.mockRestore();
      process.exitCode = before;
    }
  };
}

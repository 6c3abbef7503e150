#!/usr/bin/env node
/** The entry of the command line: it takes the Node host, runs one command, and turns whatever happens into an exit code. */
import { existsSync, readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { InvalidSettings, readSettings, readSettingsWith, readToken, type Settings } from '../hosts/settings.ts';
import { EXIT, reportFailure, SettingsError } from './failure.ts';
import { createProgram } from './program.ts';
import type { Shell } from './shell.ts';

function settings(): Settings {
  return valid(readSettings);
}

function valid(read: () => Settings): Settings {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidSettings) throw new SettingsError(error.faults, { cause: error });
    throw error;
  }
}

/** The project's version. Compiled modules lie one folder deeper than sources. */
function readVersion(): string {
  let file = new URL('../../package.json', import.meta.url);
  if (!existsSync(file)) file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

const shell: Shell = {
  cedar: async () => (await import('../hosts/cedar.ts')).startCedar,
  listen: async (options) => (await import('../hosts/listen.ts')).listen(options),
  openReader: async (workers) => {
    const { openReader } = await import('../hosts/reader.ts');
    return openReader(settings(), workers);
  },
  openScorer: async ({ classifier, workers, thresholds }) => {
    const { openScorer } = await import('../hosts/scorer.ts');
    return openScorer(valid(() => readSettingsWith(classifier)).classifier, workers, thresholds);
  },
  version: readVersion(),
  settings,
  token: readToken,
  openHost: async ({ quiet }) => {
    const given = settings();
    // Only when a command needs it: help, version and scan do not wait for the service to load.
    const { openHost } = await import('../hosts/node.ts');
    return openHost(quiet && given.logLevel === 'info' ? { ...given, logLevel: 'warn' } : given);
  },
};

function isDebug(): boolean {
  try {
    return readSettings().logLevel === 'debug';
  } catch {
    return false;
  }
}

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.error);
});

try {
  await createProgram(shell).parseAsync();
} catch (error) {
  // commander has told what is wrong; help and version end here, too, with 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  else process.exitCode = reportFailure(error, isDebug());
}

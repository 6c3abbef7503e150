/**
 * What all parts of the injection benchmark are told on the command line.
 */
import { Command } from 'commander';
import { whole } from '../../src/cli/values.ts';
import { DEFAULT_CONTENDER } from './contender.ts';

export interface CommonOptions {
  readonly data: string;
  readonly classifier: string;
  readonly workers: number;
  readonly json?: true;
}

export function partCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--data <file>', 'JSON lines {id, text, label, kind, source, meta}, gzipped or not')
    .option(
      '--classifier <name>',
      'detector, portable, signals, or another value of SLUICE_CLASSIFIER',
      DEFAULT_CONTENDER,
    )
    .option('--workers <count>', 'threads that score', whole(1, 64), 2)
    .option('--json', 'print one line of JSON')
    .exitOverride();
}

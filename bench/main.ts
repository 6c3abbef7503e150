/**
 * `npm run bench -- NAME [options]`: runs a benchmark. Each builds what it needs in a folder for temporary files, talks to
 * this machine alone, and prints a table or, with `--json`, one line of JSON.
 */
import { CommanderError } from 'commander';
import { audit } from './audit.ts';
import type { Bench } from './bench.ts';
import { embed } from './embed.ts';
import { entitlements } from './entitlements.ts';
import { index } from './index.ts';
import { ingest } from './ingest.ts';
import { injection } from './injection.ts';
import { poisoning } from './poisoning.ts';
import { quality } from './quality.ts';
import { retrieve } from './retrieve.ts';

const BENCHES: readonly Bench[] = [retrieve, index, entitlements, audit, ingest, injection, embed, quality, poisoning];

function help(): string {
  const width = Math.max(...BENCHES.map(({ name }) => name.length));
  return [
    'Usage: npm run bench -- NAME [options]',
    '',
    ...BENCHES.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options of a benchmark: npm run bench -- NAME --help',
  ].join('\n');
}

const [name, ...args] = process.argv.slice(2);
const bench = BENCHES.find((one) => one.name === name);
if (bench) {
  try {
    await bench.run(args);
  } catch (error) {
    // commander has told what is wrong; help ends here, too, with 0.
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode;
  }
} else {
  const asked = name === '--help' || name === '-h';
  if (asked) process.stdout.write(`${help()}\n`);
  else
    process.stderr.write(
      `${name === undefined ? 'name a benchmark' : `there is no benchmark \`${name}\``}\n\n${help()}\n`,
    );
  process.exitCode = asked ? 0 : 2;
}

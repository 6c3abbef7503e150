/**
 * `npm run bench -- injection [PART] --data FILE`: how often a classifier of hidden instructions is right, by source, and what a kilobyte costs it;
 * whether it finds an attack at any depth, what its spans cover, and what evades it. Nothing is fitted to what it is measured on but the thresholds
 * that are said to be: those for a rate of false alarms.
 */
import { type Command, InvalidArgumentError, type OptionValues } from 'commander';
import { whole } from '../src/cli/values.ts';
import type { Bench } from './bench.ts';
import { compare, showComparison } from './injection/compare.ts';
import { type Contender, NoContender, openContender } from './injection/contender.ts';
import { measureDepth, showDepth } from './injection/depth.ts';
import { measureEvasions, showEvasions } from './injection/evasions.ts';
import { type CommonOptions, partCommand } from './injection/options.ts';
import { readRows } from './injection/rows.ts';
import { measureSources } from './injection/sources.ts';
import { showSources, sourcesAsMarkdown } from './injection/sources-report.ts';
import { measureSpans, showSpans } from './injection/spans.ts';
import { thisMachine } from './machine.ts';

interface SourcesOptions extends CommonOptions {
  readonly compare?: readonly [string, string];
  readonly limit?: number;
  readonly markdown?: true;
}

interface SampleOptions extends CommonOptions {
  readonly attacks: number;
}

interface LengthOptions extends SampleOptions {
  readonly kilobytes: number;
}

const PARTS = ['sources', 'depth', 'spans', 'evasions'] as const;
type Part = (typeof PARTS)[number];

export const injection: Bench = {
  name: 'injection',
  summary: `how often the injection classifier is right, on labelled JSON lines; parts: ${PARTS.join(', ')}`,
  async run([first, ...rest]) {
    const part = PARTS.find((name) => name === first);
    try {
      await (part === undefined ? run('sources', first === undefined ? [] : [first, ...rest]) : run(part, rest));
    } catch (error) {
      if (!(error instanceof NoContender)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    }
  },
};

async function run(part: Part, args: readonly string[]): Promise<void> {
  switch (part) {
    case 'sources': {
      const options = parse<SourcesOptions>(sourcesCommand(), args);
      return options.compare === undefined ? runSources(options) : runComparison(options, options.compare);
    }
    case 'depth': {
      const command = withSample(
        partCommand('bench injection depth', 'Places payloads at ten depths of a long innocent document.'),
        24,
      ).option('--kilobytes <count>', 'length of the document, in 1,000 characters', whole(2, 1_000), 100);
      const options = parse<LengthOptions>(command, args);
      return onRows(options, async (contender, rows) =>
        output(options, 'depth', await measureDepth(contender, rows, options), showDepth),
      );
    }
    case 'spans': {
      const command = withSample(
        partCommand('bench injection spans', 'Holds reported spans against the payloads that are in the texts.'),
        100_000,
      );
      const options = parse<SampleOptions>(command, args);
      return onRows(options, async (contender, rows) =>
        output(options, 'spans', await measureSpans(contender, rows, options.attacks), showSpans),
      );
    }
    case 'evasions': {
      const command = withSample(
        partCommand('bench injection evasions', 'Says the same in other words, languages, pieces and letters.'),
        150,
      ).option('--kilobytes <count>', 'of innocent text around a payload', whole(2, 1_000), 50);
      const options = parse<LengthOptions>(command, args);
      return onRows(options, async (contender, rows) =>
        output(options, 'evasions', await measureEvasions(contender, rows, options), showEvasions),
      );
    }
    default:
      return part satisfies never;
  }
}

function sourcesCommand(): Command {
  return partCommand('bench injection', 'Rates by source, thresholds for a rate of false alarms, and cost.')
    .option('--compare <a,b>', 'two classifiers, side by side', pair)
    .option('--limit <count>', 'texts of every source, label and kind, at most', whole(1, 1_000_000))
    .option('--markdown', 'print the table for a model card');
}

function withSample(command: Command, attacks: number): Command {
  return command.option('--attacks <count>', 'attacks that are tried, at most', whole(1, 1_000_000), attacks);
}

function pair(text: string): readonly [string, string] {
  const [first, second, ...more] = text.split(',');
  if (first && second && more.length === 0) return [first, second];
  throw new InvalidArgumentError('Name two classifiers with a comma between them.');
}

function parse<Options extends OptionValues>(command: Command, args: readonly string[]): Options {
  return command.parse(args, { from: 'user' }).opts();
}

async function runSources(options: SourcesOptions): Promise<void> {
  const rows = await readRows(options.data, options.limit);
  const { report } = await withContender(options, (contender) => measureSources(contender, rows));
  output(options, 'sources', report, options.markdown ? sourcesAsMarkdown : showSources);
}

async function runComparison(options: SourcesOptions, [first, second]: readonly [string, string]): Promise<void> {
  const rows = await readRows(options.data, options.limit);
  const measure = (classifier: string) =>
    withContender({ ...options, classifier }, (contender) => measureSources(contender, rows));
  output(options, 'compare', compare(await measure(first), await measure(second)), showComparison);
}

async function onRows(
  options: CommonOptions,
  measure: (contender: Contender, rows: Awaited<ReturnType<typeof readRows>>) => Promise<void>,
): Promise<void> {
  const rows = await readRows(options.data);
  await withContender(options, (contender) => measure(contender, rows));
}

async function withContender<T>(
  { classifier, workers }: CommonOptions,
  measure: (contender: Contender) => Promise<T>,
): Promise<T> {
  const contender = await openContender(classifier, workers);
  try {
    return await measure(contender);
  } finally {
    await contender.close();
  }
}

function output<Report>({ json }: CommonOptions, part: string, report: Report, show: (report: Report) => string): void {
  const { node, cpus, model } = thisMachine();
  const shown = json
    ? JSON.stringify({ bench: 'injection', part, machine: thisMachine(), ...report })
    : `${show(report)}\nNode ${node}, ${cpus} × ${model}`;
  process.stdout.write(`${shown}\n`);
}

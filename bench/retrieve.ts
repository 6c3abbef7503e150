/**
 * What brokering costs: the bare index query and the whole brokered request, with the same questions under the same filter,
 * in one run. Nothing here is a limit that the service enforces; it measures.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { whole } from '../src/cli/values.ts';
import { firstLimit } from '../src/query/gather.ts';
import type { Bench } from './bench.ts';
import { ASKER, TEAMS } from './corpus/access.ts';
import { mintCaller } from './corpus/asker.ts';
import { openCorpus } from './corpus/cache.ts';
import { type Probes, questions, WORD_CLASSES } from './corpus/probes.ts';
import { thisMachine } from './machine.ts';
import { load } from './retrieve/load.ts';
import { Pairs } from './retrieve/pairs.ts';
import { BUDGET_MS, type ManyClients, type OneClient, type Report, show } from './retrieve/report.ts';
import { openRoads, type Roads } from './retrieve/roads.ts';
import { timeScreening } from './retrieve/screening.ts';

interface Options {
  readonly chunks: number;
  readonly k: number;
  readonly clients: readonly number[];
  readonly requests: number;
  readonly seconds: number;
  readonly index: 'sqlite';
  readonly profile?: string;
  readonly json?: true;
}

/** A load phase takes no longer than this: it has many answers soon. */
const LOAD_SECONDS = 15;

export const retrieve: Bench = {
  name: 'retrieve',
  summary: 'what brokering adds to a bare index query, and throughput',
  async run(args) {
    const options = parse(args);
    const { k, chunks } = options;
    const corpus = await openCorpus(chunks, TEAMS);
    try {
      const roads = await openRoads(corpus.folder, k, options.profile);
      try {
        const { probes, documents, readableShare } = corpus.facts;
        const oneClient = options.clients.includes(1) ? await compare(roads, probes, options) : [];
        const manyClients = await loadAll(roads, probes, options);
        const caller = await mintCaller(corpus.folder, { ...ASKER, scopes: ['retrieve'] });
        const screening = timeScreening(questions(probes.common, 200), caller, k);
        const report: Report = {
          bench: 'retrieve',
          machine: thisMachine(),
          ...{ index: options.index, k, limit: firstLimit(k), chunks, documents, readableShare },
          ...{ budgetMs: BUDGET_MS, oneClient, manyClients, screening },
        };
        process.stdout.write(`${options.json ? JSON.stringify(report) : show(report)}\n`);
      } finally {
        await roads.close();
      }
    } finally {
      await corpus.remove();
    }
  },
};

function parse(args: readonly string[]): Options {
  return new Command('bench retrieve')
    .description(
      'Times the bare index query and the whole brokered request over HTTP, with the same questions, in one run.',
    )
    .option('--chunks <number>', 'chunks in the corpus', whole(20_000, 2_000_000), 100_000)
    .option('--k <number>', 'results asked for', whole(1, 100), 8)
    .addOption(
      new Option('--clients <numbers>', 'numbers of clients, with commas').argParser(clients).default([1, 32], '1,32'),
    )
    .option('--requests <number>', 'questions per class of words, at most', whole(10, 100_000), 1_000)
    .option(
      '--seconds <number>',
      `for all classes together with one client; at most ${LOAD_SECONDS} for each class with more`,
      whole(1, 3_600),
      180,
    )
    .option('--index <name>', 'index: sqlite', index, 'sqlite' as const)
    .option('--profile <folder>', 'write CPU profiles of the server there')
    .option('--json', 'print one line of JSON')
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Options>();
}

function clients(text: string): readonly number[] {
  return text.split(',').map(whole(1, 1_000));
}

function index(text: string): 'sqlite' {
  if (text === 'sqlite') return text;
  throw new InvalidArgumentError('Write `sqlite`.');
}

/** Not timed: the first requests load code and fill caches. */
const WARM_UP_REQUESTS = 200;
const WARM_UP_MS = 10_000;

async function compare(roads: Roads, probes: Probes, { k, requests, seconds }: Options): Promise<OneClient[]> {
  const compared = { bare: roads.bare(firstLimit(k)), brokered: roads.brokered };
  const classes = WORD_CLASSES.map((words, i) => ({
    words,
    pairs: new Pairs(compared, k),
    asked: questions(probes[words], i),
  }));
  for (const { pairs, asked } of classes) {
    const end = performance.now() + WARM_UP_MS;
    for (let i = 0; i < WARM_UP_REQUESTS && performance.now() < end; i++) await pairs.ask(asked.next().value, true);
  }
  const end = performance.now() + seconds * 1_000;
  for (let i = 0; i < requests && performance.now() < end; i++) {
    for (const { pairs, asked } of classes) await pairs.ask(asked.next().value);
  }
  const measured: OneClient[] = [];
  for (const { words, pairs, asked } of classes) {
    const figures = pairs.compare();
    const { p50, p99 } = figures.difference;
    const withinBudget = p50 <= BUDGET_MS.p50 && p99 <= BUDGET_MS.p99;
    const alone = await load(roads.bare(k), asked, { clients: 1, requests: figures.requests, seconds: LOAD_SECONDS });
    measured.push({ words, meanChunks: probes[words].meanChunks, ...figures, bareAtK: alone.times, withinBudget });
  }
  return measured;
}

async function loadAll(roads: Roads, probes: Probes, options: Options): Promise<ManyClients[]> {
  const measured: ManyClients[] = [];
  for (const clients of options.clients.filter((number) => number > 1)) {
    for (const [i, words] of WORD_CLASSES.entries()) {
      const bounds = {
        clients,
        requests: options.requests * clients,
        seconds: Math.min(options.seconds, LOAD_SECONDS),
      };
      const once = { ...bounds, requests: clients };
      const asked = questions(probes[words], 100 + i);
      const [bareRoad, brokeredRoad] = [roads.bare(firstLimit(options.k)), roads.brokered];
      await load(brokeredRoad, asked, once);
      const bare = await load(bareRoad, asked, bounds);
      measured.push({ words, clients, bare, brokered: await load(brokeredRoad, asked, bounds) });
    }
  }
  return measured;
}

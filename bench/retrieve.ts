/**
 * What brokering costs: the bare index query and the whole brokered request, with the same questions under the same filter,
 * in one run, index by index. Nothing here is a limit that the service enforces; it measures.
 */
import { Command, Option } from 'commander';
import { whole } from '../src/cli/values.ts';
import { firstLimit } from '../src/query/gather.ts';
import type { Bench } from './bench.ts';
import { ASKER, TEAMS } from './corpus/access.ts';
import { mintCaller } from './corpus/asker.ts';
import { type Corpus, openCorpus } from './corpus/cache.ts';
import { type Probes, questions, WORD_CLASSES } from './corpus/probes.ts';
import { thisMachine } from './machine.ts';
import { INDEX_NAMES, type IndexName, indexNames, locate } from './retrieve/indexes.ts';
import { load } from './retrieve/load.ts';
import type { Located } from './retrieve/located.ts';
import { Pairs } from './retrieve/pairs.ts';
import { NoQdrant } from './retrieve/qdrant.ts';
import { BUDGET_MS, type ManyClients, type OfIndex, type OneClient, type Report, show } from './retrieve/report.ts';
import { openRoads, type Roads } from './retrieve/roads.ts';
import { timeScreening } from './retrieve/screening.ts';

interface Options {
  readonly chunks: number;
  readonly k: number;
  readonly clients: readonly number[];
  readonly requests: number;
  readonly seconds: number;
  readonly index: readonly IndexName[];
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
    try {
      const report = await locateAndMeasure(options);
      process.stdout.write(`${options.json ? JSON.stringify(report) : show(report)}\n`);
    } catch (error) {
      if (!(error instanceof NoQdrant)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    }
  },
};

/** Every index is found before anything is built, which takes minutes. */
async function locateAndMeasure(options: Options): Promise<Report> {
  const located = new Map<IndexName, Located>();
  try {
    for (const name of options.index) located.set(name, await locate(name));
    return await measureAll(located, options);
  } finally {
    for (const where of located.values()) await where.remove();
  }
}

async function measureAll(located: ReadonlyMap<IndexName, Located>, options: Options): Promise<Report> {
  const { k, chunks } = options;
  const corpus = await openCorpus(chunks, TEAMS);
  try {
    const indexes: OfIndex[] = [];
    for (const [index, where] of located) indexes.push({ index, ...(await measure(where, corpus, options)) });
    const { probes, documents, readableShare } = corpus.facts;
    const caller = await mintCaller(corpus.folder, { ...ASKER, scopes: ['retrieve'] });
    const screening = timeScreening(questions(probes.common, 200), caller, k);
    return {
      bench: 'retrieve',
      machine: thisMachine(),
      ...{ k, limit: firstLimit(k), chunks, documents, readableShare },
      ...{ budgetMs: BUDGET_MS, indexes, screening },
    };
  } finally {
    await corpus.remove();
  }
}

/** Both roads to one index, on a corpus that the other index sees as well. */
async function measure(where: Located, corpus: Corpus, options: Options): Promise<Omit<OfIndex, 'index'>> {
  const roads = await openRoads(corpus, where, options.k, options.profile);
  try {
    const { probes } = corpus.facts;
    const oneClient = options.clients.includes(1) ? await compare(roads, probes, options) : [];
    const manyClients = await loadAll(roads, probes, options);
    return { title: where.title, filledInSeconds: roads.filledInSeconds, oneClient, manyClients };
  } finally {
    await roads.close();
  }
}

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
    .addOption(
      new Option(
        '--index <names>',
        `${INDEX_NAMES.join(' and ')}, with commas; qdrant is at QDRANT_URL (with QDRANT_API_KEY), else the engine of test/qdrant`,
      )
        .argParser(indexNames)
        .default(['sqlite'], 'sqlite'),
    )
    .option('--profile <folder>', 'write CPU profiles of the server there')
    .option('--json', 'print one line of JSON')
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Options>();
}

function clients(text: string): readonly number[] {
  return text.split(',').map(whole(1, 1_000));
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

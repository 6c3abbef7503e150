/**
 * `npm run bench -- embed [--teacher FOLDER]`: what it costs to embed a text with the default model, beside the transformer that it was
 * distilled from: the same texts, in the same run, by processor time, so that both have one core. Tokenization is part of it.
 * Rounds are interleaved, and each has texts of its own: nothing is embedded twice.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { whole } from '../src/cli/values.ts';
import { createStaticEmbedder } from '../src/embedding/static/embedder.ts';
import { readModel, type StaticModel } from '../src/embedding/static/model.ts';
import { PROJECT_ROOT } from '../src/hosts/project-root.ts';
import { Tokenizer } from '../src/word-pieces/tokenizer.ts';
import type { Bench } from './bench.ts';
import type { Contender } from './embed/contender.ts';
import { type Report, type Row, show } from './embed/report.ts';
import { openTeacher } from './embed/teacher.ts';
import { generateTexts } from './embed/texts.ts';
import { thisMachine } from './machine.ts';

interface Options {
  readonly teacher?: string;
  readonly texts: number;
  readonly json?: true;
}

const ROUNDS = 5;
const LENGTHS = [
  { name: 'passage', words: 200, perText: 1 },
  { name: 'question', words: 10, perText: 8 },
] as const;
/** Texts that a contender gets at a time. */
const BATCH = 16;
/** Other texts that the default model embeds before each round: code is compiled then, and nobody pays for what another left in the caches. */
const WARM_TEXTS = 1_000;
const WARM_SEED = 1_000_000;

export const embed: Bench = {
  name: 'embed',
  summary: 'texts per second of the default embedder, beside the transformer that it was distilled from',
  async run(args) {
    const { teacher, texts, json } = new Command('bench embed')
      .option('--teacher <folder>', 'the transformer: config.json, tokenizer.json and onnx/, as on a model hub')
      .option(
        '--texts <number>',
        `passages in each of ${ROUNDS} rounds, and eight times as many questions`,
        whole(8, 10_000),
        16,
      )
      .option('--json', 'print one line of JSON')
      .exitOverride()
      .parse(args, { from: 'user' })
      .opts<Options>();
    const folder = join(PROJECT_ROOT, 'models', 'minilm-static');
    const model = await readModel(async (name) => new Uint8Array(await readFile(join(folder, name))));
    const contenders = [contender(model)];
    try {
      for (const weights of ['fp32', 'q8'] as const)
        if (teacher !== undefined) contenders.push(await openTeacher(teacher, weights));
      const rows = await measure(model, contenders, texts);
      const missing =
        teacher === undefined ? ['the transformer was not measured: no folder was given (--teacher)'] : [];
      const report: Report = { bench: 'embed', machine: thisMachine(), rounds: ROUNDS, rows, missing };
      process.stdout.write(`${json ? JSON.stringify(report) : show(report)}\n`);
    } finally {
      for (const one of contenders) await one.close();
    }
  },
};

function contender(model: StaticModel): Contender {
  const embedder = createStaticEmbedder(model);
  return {
    name: `${model.id}@${model.version}`,
    warmTexts: WARM_TEXTS,
    embed: async (texts) => (await embedder.embed(texts, 'passage')).filter((vector) => vector !== undefined).length,
    close: () => embedder.close(),
  };
}

async function measure(model: StaticModel, contenders: readonly Contender[], passages: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name: length, words, perText } of LENGTHS) {
    const all = passages * perText * ROUNDS;
    const texts = (count: number, seed: number) => generateTexts(model.vocabulary, count, words, seed);
    const times = contenders.map((): number[] => []);
    let tokens = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const own = texts(passages * perText, round);
      tokens += countTokens(model, own);
      for (const [i, one] of contenders.entries()) {
        await one.embed(texts(one.warmTexts, WARM_SEED + round));
        times[i]?.push(await processorTimeMs(one, own));
      }
    }
    for (const [i, { name }] of contenders.entries()) {
      const own = times[i] ?? [];
      const seconds = own.reduce((sum, ms) => sum + ms, 0) / 1_000;
      const ratios = own.map((ms, round) => ms / (times[0]?.[round] ?? Number.NaN)).sort((a, b) => a - b);
      rows.push({
        ...{ length, words, embedder: name, texts: all, tokensPerText: tokens / all },
        ...{ textsPerSecond: all / seconds, tokensPerSecond: tokens / seconds },
        times: { median: ratios[ROUNDS >> 1] ?? 0, lowest: ratios[0] ?? 0, highest: ratios[ROUNDS - 1] ?? 0 },
      });
    }
  }
  return rows;
}

/** Of all threads of the process. */
async function processorTimeMs({ name, embed }: Contender, texts: readonly string[]): Promise<number> {
  const start = process.cpuUsage();
  let vectors = 0;
  for (let from = 0; from < texts.length; from += BATCH) vectors += await embed(texts.slice(from, from + BATCH));
  const { user, system } = process.cpuUsage(start);
  if (vectors !== texts.length) throw new Error(`${name} gave ${vectors} vectors for ${texts.length} texts`);
  return (user + system) / 1_000;
}

function countTokens({ vocabulary }: StaticModel, texts: readonly string[]): number {
  const tokenizer = new Tokenizer(vocabulary);
  let tokens = 0;
  for (const text of texts)
    tokenizer.tokenize(text, (_, count) => {
      tokens += count;
    });
  return tokens;
}

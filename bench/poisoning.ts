/**
 * `npm run bench -- poisoning --data FOLDER`: how often ordinary documents of retrieval collections are taken for poisoned ones, how many made-up
 * poisons are found, and what a document costs. Of each collection half of the questions are asked, and the other half is not known.
 */
import { Command } from 'commander';
import { resemblance, type Sketch, sketchOf } from '../filters/poisoning/sketch.ts';
import { findStuffing } from '../filters/poisoning/stuffing.ts';
import { whole } from '../src/cli/values.ts';
import { MIN_BURST, MIN_RESEMBLANCE } from '../src/detections/bursts.ts';
import { NearQuestions, relatedFrom } from '../src/detections/near-questions.ts';
import { QUESTION_BANK } from '../src/detections/question-bank.ts';
import { ALIKE_SHARE, AT_LEAST, REFERENCE, RELATED_SHARE } from '../src/detections/workspace-hubs.ts';
import type { Embedder, TextRole, Vector } from '../src/embedding/port.ts';
import { openStaticEmbedder } from '../src/hosts/static-embedder.ts';
import type { Bench } from './bench.ts';
import { MODEL_FOLDER } from './corpus/open-broker.ts';
import { thisMachine } from './machine.ts';
import { Answers } from './poisoning/answers.ts';
import { makePoisons, passagesOf } from './poisoning/poisons.ts';
import { type Collection, NoCollection, readCollection } from './quality/collection.ts';

interface Options {
  readonly data: readonly string[];
  readonly each: number;
  readonly json?: true;
}

interface Report {
  readonly collection: string;
  readonly documents: number;
  /** Documents that were taken for poisoned ones. */
  readonly false: {
    readonly hubs: number;
    readonly answers: number;
    readonly stuffed: number;
    readonly bursts: number;
  };
  /** Shares of made-up ones that are found: by nearness, by the answers that they are in, by their text, by any. */
  readonly found: readonly {
    readonly kind: string;
    readonly hub: number;
    readonly answers: number;
    readonly stuffed: number;
    readonly any: number;
  }[];
  /** Processor time: others may use the machine. */
  readonly msPerDocument: { readonly hubs: number; readonly stuffed: number; readonly sketch: number };
}

export const poisoning: Bench = {
  name: 'poisoning',
  summary: 'false findings and found poisons by sign, on collections in the layout of BEIR',
  async run(args) {
    const { data, each, json } = parse(args);
    const embedder = await openStaticEmbedder(MODEL_FOLDER);
    try {
      for (const folder of data) {
        const report = await measure(await readCollection(folder), embedder, each);
        const machine = thisMachine();
        process.stdout.write(json ? `${JSON.stringify({ bench: 'poisoning', machine, ...report })}\n` : show(report));
      }
    } catch (error) {
      if (!(error instanceof NoCollection)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    } finally {
      await embedder.close();
    }
  },
};

function parse(args: readonly string[]): Options {
  return new Command('bench poisoning')
    .description('Counts false findings among ordinary documents, and made-up poisons that are found.')
    .requiredOption(
      '--data <folder>',
      'a collection: corpus.jsonl, queries.jsonl and qrels/test.tsv; may be given more than once',
      (folder: string, before: readonly string[] | undefined) => [...(before ?? []), folder],
    )
    .option('--each <count>', 'poisons of each kind', whole(1, 1_000), 25)
    .option('--json', 'print one line of JSON for each collection')
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Options>();
}

async function measure({ name, documents, queries }: Collection, embedder: Embedder, each: number): Promise<Report> {
  const embed = async (texts: readonly string[], role: TextRole): Promise<readonly Vector[]> =>
    (await embedder.embed(texts, role)).filter((vector) => vector !== undefined);
  const texts = documents.map(({ title, text }) => `${title}\n${text}`.trim());
  const passages: (readonly Vector[])[] = [];
  for (const text of texts) passages.push(await embed(passagesOf(text), 'passage'));

  const known = queries.filter((_, i) => i % 2 === 0).map(({ text }) => text);
  const unknown = queries.filter((_, i) => i % 2 === 1).map(({ text }) => text);
  const all = passages.flat();
  const every = Math.max(1, Math.floor(all.length / REFERENCE));
  const reference = all.filter((_, i) => i % every === 0).slice(0, REFERENCE);
  const general = await embed(QUESTION_BANK, 'query');
  const asked = await embed(known.slice(0, 256), 'query');
  const learn = async (list: 'general' | 'asked', questions: readonly Vector[]) =>
    NearQuestions.learn(questions, reference, await relatedFrom(questions, RELATED_SHARE[list]), AT_LEAST[list]);
  const judges = [await learn('general', general), await learn('asked', asked)];
  const alike = await relatedFrom(general, ALIKE_SHARE);
  const answers = new Answers(
    passages,
    await embed(
      queries.map(({ text }) => text),
      'query',
    ),
    alike,
  );
  const isHub = (vectors: readonly Vector[]) =>
    vectors.some((vector) => judges.some((judge) => judge.judge(vector).isHub));

  const found = [];
  for (const { kind, documents: poisons } of makePoisons(known, unknown, each)) {
    const outcomes: Outcome[] = [];
    for (const one of poisons) {
      const vectors = await embed(one, 'passage');
      const { isTold } = await answers.told(vectors);
      outcomes.push({ hub: isHub(vectors), answers: isTold, stuffed: findStuffing(one.join('')).length > 0 });
    }
    const share = (which: (outcome: Outcome) => boolean) => outcomes.filter(which).length / outcomes.length;
    found.push({
      kind,
      hub: share(({ hub }) => hub),
      answers: share((outcome) => outcome.answers),
      stuffed: share(({ stuffed }) => stuffed),
      any: share((outcome) => outcome.hub || outcome.answers || outcome.stuffed),
    });
  }
  const hubs = timed(passages, (vectors) => isHub(vectors));
  const stuffed = timed(texts, (text) => findStuffing(text).length > 0);
  const sketches = timed(texts, (text) => sketchOf(text) !== undefined);
  return {
    ...{ collection: name, documents: documents.length, found },
    false: {
      hubs: hubs.count,
      answers: (await answers.told()).ordinary,
      stuffed: stuffed.count,
      bursts: burstsIn(texts),
    },
    msPerDocument: { hubs: hubs.ms, stuffed: stuffed.ms, sketch: sketches.ms },
  };
}

interface Outcome {
  readonly hub: boolean;
  readonly answers: boolean;
  readonly stuffed: boolean;
}

function timed<T>(all: readonly T[], look: (one: T) => boolean): { readonly count: number; readonly ms: number } {
  const before = process.cpuUsage();
  const count = all.filter(look).length;
  const { user, system } = process.cpuUsage(before);
  return { count, ms: (user + system) / 1_000 / all.length };
}

/** As if one person had brought all of them in a day: groups that are large enough. */
function burstsIn(texts: readonly string[]): number {
  const groups: { readonly sketch: Sketch; size: number }[] = [];
  const byNumber = new Map<number, { readonly sketch: Sketch; size: number }>();
  for (const sketch of texts.map(sketchOf)) {
    if (sketch === undefined) continue;
    const candidates = sketch.slice(0, 8).flatMap((number) => byNumber.get(number) ?? []);
    const group = candidates.find((other) => resemblance(sketch, other.sketch) >= MIN_RESEMBLANCE) ?? {
      sketch,
      size: 0,
    };
    if (group.size === 0) groups.push(group);
    group.size += 1;
    byNumber.set(sketch[0] ?? 0, group);
  }
  return groups.filter(({ size }) => size >= MIN_BURST).length;
}

function show({ collection, documents, false: wrong, found, msPerDocument: ms }: Report): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`.padStart(7);
  const width = Math.max(...found.map(({ kind }) => kind.length));
  return [
    `${collection}: ${documents} documents; found by mistake: ${wrong.hubs} near many questions, ${wrong.answers} in many answers, ${wrong.stuffed} stuffed, ${wrong.bursts} bursts`,
    `${'made up'.padEnd(width)}  nearness answers     text      any`,
    ...found.map(
      ({ kind, hub, answers, stuffed, any }) =>
        `${kind.padEnd(width)}  ${[hub, answers, stuffed, any].map(percent).join('  ')}`,
    ),
    `processor time of a document: ${ms.hubs.toFixed(2)} ms nearness, ${ms.stuffed.toFixed(2)} ms text, ${ms.sketch.toFixed(2)} ms fingerprint`,
    '',
    '',
  ].join('\n');
}

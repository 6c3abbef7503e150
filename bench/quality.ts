/**
 * `npm run bench -- quality --data FOLDER`: how good what is found is, on retrieval collections in the layout of BEIR: by words, by vectors
 * and by both, and beside them the model that the default one was distilled from, where it is at hand.
 */
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import type { Embedder } from '../src/embedding/port.ts';
import { TransformersEmbedder } from '../src/embedding/transformers/transformers-embedder.ts';
import { openStaticEmbedder } from '../src/hosts/static-embedder.ts';
import type { Bench } from './bench.ts';
import { MODEL_FOLDER } from './corpus/open-broker.ts';
import { type Collection, NoCollection, readCollection } from './quality/collection.ts';
import { type MeasuredCollection, reportOf, show } from './quality/report.ts';
import { measureHybrid, measureReference } from './quality/systems.ts';

interface Options {
  readonly data: readonly string[];
  readonly teacher?: string;
  readonly json?: true;
}

export const quality: Bench = {
  name: 'quality',
  summary: 'nDCG and recall by words, by vectors and by both, on collections in the layout of BEIR',
  async run(args) {
    const { data, teacher: teacherFolder, json } = parse(args);
    try {
      const collections: Collection[] = [];
      for (const folder of data) collections.push(await readCollection(folder));
      const embedder = await openStaticEmbedder(MODEL_FOLDER);
      const teacher = teacherFolder === undefined ? undefined : await openTeacher(teacherFolder);
      try {
        const measured: MeasuredCollection[] = [];
        for (const collection of collections) measured.push(await measure(collection, embedder, teacher));
        const report = reportOf({ model: nameOf(embedder), teacher: teacher && nameOf(teacher) }, measured);
        process.stdout.write(`${json ? JSON.stringify(report) : show(report)}\n`);
      } finally {
        await embedder.close();
        await teacher?.close();
      }
    } catch (error) {
      if (!(error instanceof NoCollection)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    }
  },
};

function parse(args: readonly string[]): Options {
  return new Command('bench quality')
    .description('Measures retrieval on judged collections, through the index and the embedder of the product.')
    .requiredOption(
      '--data <folder>',
      'a collection: corpus.jsonl, queries.jsonl and qrels/test.tsv; may be given more than once',
      (folder: string, before: readonly string[] | undefined) => [...(before ?? []), folder],
    )
    .option(
      '--teacher <folder>',
      'a sentence transformer to compare with: config.json, tokenizer.json, onnx/model.onnx',
    )
    .option('--json', 'print one line of JSON')
    .exitOverride()
    .parse(args, { from: 'user' })
    .opts<Options>();
}

/** As all-MiniLM-L6-v2 is used: the mean of its tokens, no prefixes, nothing cut off by similarity, weights as they were trained. */
function openTeacher(folder: string): Promise<Embedder> {
  return TransformersEmbedder.open({
    files: { from: 'folder', path: resolve(folder) },
    weights: 'fp32',
    pooling: 'mean',
    prefixes: { query: '', passage: '' },
    minSimilarity: -1,
  });
}

async function measure(
  collection: Collection,
  embedder: Embedder,
  teacher: Embedder | undefined,
): Promise<MeasuredCollection> {
  const referenceBm25 = await measureReference(collection);
  const product = await measureHybrid(collection, embedder);
  const withTeacher = teacher && (await measureHybrid(collection, teacher));
  return {
    name: collection.name,
    documents: collection.documents.length,
    systems: {
      ...{ referenceBm25, ...product },
      ...(withTeacher && { teacherVectors: withTeacher.vectors, teacherHybrid: withTeacher.hybrid }),
    },
  };
}

const nameOf = ({ model: { id, version } }: Embedder) => `${basename(id)}@${version}`;

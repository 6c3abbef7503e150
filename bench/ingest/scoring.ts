/**
 * What scoring costs at ingest: the same documents through the same reading with the classifier and without one, turn by turn in one run. One document
 * at a time, with its parser in a process of its own; so a machine with more processors takes more documents a second, and the ratio stays.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { createReader, type Reader } from '../../ingest/pipeline.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../../ingest/sandbox.ts';
import { MODELS_FOLDER } from '../../src/hosts/project-root.ts';
import { generateTexts } from '../embed/texts.ts';
import { type Pair, type Subject, sideBySide } from './side-by-side.ts';

const SIZES_KB = [2, 20, 200] as const;
const PARAGRAPH_WORDS = 80;
/** More than there is room for: what is too much is cut off. */
const PARAGRAPHS_PER_KB = 3;

interface Document extends Subject {
  readonly bytes: Uint8Array;
}

/** Everything is done but scoring: what the pipeline asks is answered at once. */
const NO_CLASSIFIER: InjectionClassifier = {
  ...{ id: 'none', version: '1', thresholds: { suspicious: 1, malicious: 1 } },
  score: async (texts) => texts.map(() => ({ score: 0, verdict: 'clean', spans: [] })),
};

/** For every size the time of a document with scoring (`oursMs`) and without (`theirsMs`); its unit is the document. */
export async function measureScoring(classifier: InjectionClassifier, rounds: number): Promise<readonly Pair[]> {
  const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, workers: 1 });
  const scoring = createReader({ sandbox, classifier });
  const plain = createReader({ sandbox, classifier: NO_CLASSIFIER });
  const read = (reader: Reader) => (document: Document) =>
    reader.read({ bytes: document.bytes, fileName: 'notes.md' }, { fileName: 'notes.md' });
  try {
    return await sideBySide(await documents(), rounds, read(scoring), read(plain));
  } finally {
    await sandbox.close();
  }
}

/** Markdown of generated paragraphs. */
async function documents(): Promise<readonly Document[]> {
  const vocabulary = (await readFile(join(MODELS_FOLDER, 'minilm-static', 'vocab.txt'), 'utf8')).split('\n');
  return SIZES_KB.map((kilobytes) => {
    const paragraphs = generateTexts(vocabulary, kilobytes * PARAGRAPHS_PER_KB, PARAGRAPH_WORDS, kilobytes);
    const text = paragraphs.join('\n\n').slice(0, kilobytes * 1_000);
    return { name: `${kilobytes} kB of Markdown`, units: 1, bytes: new TextEncoder().encode(text) };
  });
}

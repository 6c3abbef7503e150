/**
 * The n-gram features of texts, computed by the product's own code: JSON lines `{text}` on standard input; three files of unsigned 32-bit integers,
 * little-endian, at the path that is given:
 *
 *     tsx training/injection/ngram_features.ts PATH < rows.jsonl
 *
 * PATH.buckets.u32: the distinct buckets of each window, one window after the other. PATH.windows.u32: where in them each window ends. PATH.texts.u32:
 * where in the windows each text ends. A window's score is `bias + scale × Σ weights[its buckets] / √(their number)`, a text's the highest of its windows.
 */
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fold } from '../../filters/fold.ts';
import { beginIn, featuresOf, windowsOf } from '../../filters/injection/ngrams/features.ts';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('say where the features are to be written');
const [buckets, windows, texts] = ['buckets', 'windows', 'texts'].map((name) =>
  createWriteStream(`${path}.${name}.u32`),
) as [WriteStream, WriteStream, WriteStream];

async function write(stream: WriteStream, numbers: readonly number[]): Promise<void> {
  const array = Uint32Array.from(numbers);
  const isFull = !stream.write(Buffer.from(array.buffer));
  if (isFull) await new Promise((resolve) => stream.once('drain', resolve));
}

let bucketCount = 0;
let windowCount = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { text } = JSON.parse(line) as { readonly text: string };
  const features = featuresOf(fold(text).text);
  const ends: number[] = [];
  for (const window of windowsOf(features.words.count)) {
    const distinct = new Set<number>();
    for (let word = window.first; word < window.last; word += 1)
      for (let at = beginIn(window, word, features); at < (features.begins[word + 1] ?? 0); at += 1)
        distinct.add(features.buckets[at] ?? 0);
    await write(buckets, [...distinct]);
    bucketCount += distinct.size;
    ends.push(bucketCount);
  }
  await write(windows, ends);
  windowCount += ends.length;
  await write(texts, [windowCount]);
}
for (const stream of [buckets, windows, texts]) stream.end();

/**
 * How many texts go into one request: endpoints bound both their number and their length.
 */

const MAX_TEXTS = 32;
const MAX_CHARACTERS = 64_000;

/** `texts` in their order, in batches that are bounded; a text that is longer than a batch has one of its own. */
export function batchesOf(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (batch.length === MAX_TEXTS || (batch.length > 0 && characters + text.length > MAX_CHARACTERS)) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

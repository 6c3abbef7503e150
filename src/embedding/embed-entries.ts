/**
 * The step between label and index: every passage gets its vector, from the very text that the index gets, so that what is masked or
 * malicious is in no vector either.
 */
import type { EmbeddedEntry, IndexEntry } from '../index/port.ts';
import type { Embedder } from './port.ts';

/** Passages that are embedded at a time: others have their turn between two. */
const BATCH = 256;

/** What is embedded of a passage: what it is about goes before what it says. */
export function embeddingText({ title, headings, context, text }: Omit<IndexEntry, 'labels' | 'attributes'>): string {
  return [title, ...headings, ...(context === undefined ? [] : [context]), text].join('\n');
}

/** Embeds passages. Throws `EmbedderUnavailable`. */
export async function embedEntries(embedder: Embedder, entries: readonly IndexEntry[]): Promise<EmbeddedEntry[]> {
  const embedded: EmbeddedEntry[] = [];
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    const vectors = await embedder.embed(batch.map(embeddingText), 'passage');
    embedded.push(...batch.map((entry, i) => ({ ...entry, vector: vectors[i] })));
  }
  return embedded;
}

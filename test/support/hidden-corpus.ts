/**
 * The corpus of hidden text: files that hide something and innocent ones that resemble them, each with what a person sees of it and
 * what must not pass. `test/corpus/hidden/make/` makes the files; the lists beside them say what is in them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const CORPUS_FOLDER = fileURLToPath(new URL('../corpus/hidden', import.meta.url));

const ENTRY = z.strictObject({
  /** Below `files/`. */
  file: z.string(),
  kind: z.enum(['attack', 'innocent']),
  /** What is done, or what it resembles; kebab-case. */
  technique: z.string().regex(/^[a-z0-9-]+$/),
  /** The program that wrote the file. `script` is a script beside the corpus that writes the format by itself. */
  madeBy: z.enum(['script', 'library', 'libreoffice', 'chromium', 'qpdf', 'template']),
  /** What a person sees, in any order. */
  visible: z.array(z.string().min(1)).min(1),
  /** What must not be in the text. */
  hidden: z.array(z.string().min(1)),
});
export type CorpusEntry = z.infer<typeof ENTRY>;

/** Every entry of every list. Throws when a list is not as it should be. */
export function readHiddenCorpus(): readonly CorpusEntry[] {
  const lists = readdirSync(CORPUS_FOLDER).filter((name) => name.endsWith('.json'));
  return lists.flatMap((name) => z.array(ENTRY).parse(JSON.parse(readFileSync(join(CORPUS_FOLDER, name), 'utf8'))));
}

export function bytesOf(entry: CorpusEntry): Uint8Array {
  return readFileSync(join(CORPUS_FOLDER, 'files', entry.file));
}

/** White space does not count: where lines break is the layout's business. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The question as the index is asked.
 */
import type { Embedder } from '../embedding/port.ts';
import type { EmbeddedQuestion } from '../index/port.ts';
import { Problem } from '../problem.ts';

/** Embeds a question. Throws `embedder-unavailable`: an answer by words alone would lack passages, and nobody could tell. */
export async function embedQuestion(embedder: Embedder, text: string): Promise<EmbeddedQuestion> {
  try {
    const [vector] = await embedder.embed([text], 'query');
    return { text, vector };
  } catch (cause) {
    throw new Problem('embedder-unavailable', undefined, { cause });
  }
}

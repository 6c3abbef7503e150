/**
 * Builds the index anew from the catalogue, beside the one that is searched, and has it take that one's place when it is whole. Services can
 * go on meanwhile: what they change is looked for before and after. What was interrupted goes on where it was.
 */
import { countServed } from '../catalog/served.ts';
import type { VectorIndex } from '../index/port.ts';
import { AgreedDocuments } from './agreed.ts';
import { type IndexParts, served } from './agreement.ts';
import { mendIndex } from './mend.ts';
import { refresh } from './refresh.ts';
import { settle } from './settle.ts';
import { inTurn } from './turn.ts';

/** How far it is: documents that were built, compared with the catalogue, or compared again after the change-over. */
export interface ReindexProgress {
  readonly doing: 'building' | 'comparing' | 'settling';
  readonly done: number;
  /** About how many there are. */
  readonly of: number;
}

export interface ReindexOptions {
  /** Whether what an interrupted one left is thrown away. */
  readonly restart?: boolean;
  readonly onProgress?: (progress: ReindexProgress) => void;
}

export interface Reindexed {
  /** Documents that are served, and so in the index. */
  readonly documents: number;
  /** Whether it went on with what an interrupted one left. */
  readonly isResumed: boolean;
}

/** Throws `invalid-request` when another process does the same, and what the index or the embedder throws. */
export async function reindex(
  parts: IndexParts & { readonly index: VectorIndex },
  { restart = false, onProgress = () => undefined }: ReindexOptions = {},
): Promise<Reindexed> {
  const { catalog, embedder, index } = parts;
  return inTurn(catalog, 'reindex', async () => {
    const rebuild = await index.rebuild({ restart });
    const { beside, isResumed } = rebuild;
    const of = await countServed(catalog);
    const telling = (doing: ReindexProgress['doing']) => (done: number) => onProgress({ doing, done, of });
    try {
      const built = { catalog, embedder, index: beside };
      const agreed = new AgreedDocuments(catalog);
      if (!isResumed) await fill(built, agreed, telling('building'));
      // What is left to do, or what was changed since it was filled.
      await mendIndex(built, agreed, telling('comparing'));
      // Durable before the change-over: if this process ends there, a service does what is left.
      await inTurn(catalog, 'settle', async () => {
        await rebuild.switchOver();
        await settle(parts, agreed, telling('settling'));
      });
      return { documents: await countServed(catalog), isResumed };
    } finally {
      await rebuild.close();
    }
  });
}

async function fill(parts: IndexParts, agreed: AgreedDocuments, onDocument: (done: number) => void): Promise<void> {
  let done = 0;
  for await (const { workspace, documentId, generation } of served(parts.catalog)) {
    await agreed.after(workspace, documentId, () => refresh(parts, workspace, documentId, generation));
    done += 1;
    onDocument(done);
  }
}

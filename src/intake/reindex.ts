/**
 * Builds the index anew from the catalogue. It can run beside a service: what is taken in meanwhile puts itself in, and until
 * it is done answers may lack what is not yet back, and never hold what they should not.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { listServed, listWorkspaces } from '../catalog/served.ts';
import type { PutParts } from './put.ts';
import { refresh } from './refresh.ts';

const PAGE = 100;

/** Indexes every served document; `onDocument` is told of each. Resolves to their number. */
export async function reindex(
  parts: PutParts & { readonly catalog: Catalog },
  onDocument: (done: number) => void,
): Promise<number> {
  const { catalog, index } = parts;
  for (const workspace of await listWorkspaces(catalog)) await index.clear(workspace);
  let done = 0;
  for (let after = ''; ; ) {
    const page = await listServed(catalog, after, PAGE);
    for (const { workspace, documentId, generation } of page) {
      await refresh(parts, workspace, documentId, generation);
      done += 1;
      onDocument(done);
    }
    const last = page.at(-1);
    if (!last) return done;
    after = last.documentId;
  }
}

/**
 * What one process has itself put into an index, or seen there: a document of which the catalogue has said nothing else since needs not be
 * looked at in the index again.
 *
 * A digest of what was served of each document, about 150 bytes. Generations and versions of entitlements only grow, so what was served once
 * and is not any more never comes back.
 */
import { createHash } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import { readExpected } from './expected.ts';

export class AgreedDocuments {
  readonly #catalog: Catalog;
  readonly #digests = new Map<string, string>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Has `bring` bring the index to what the catalogue serves of a document, and then holds that it is so. */
  async after(workspace: string, documentId: string, bring: () => Promise<void>): Promise<void> {
    // Read before: if anything is changed meanwhile, this is not what is served any more, and the document is looked at again.
    const digest = await this.#read(workspace, documentId);
    await bring();
    if (digest === undefined) this.#digests.delete(documentId);
    else this.#digests.set(documentId, digest);
  }

  /** Whether the index was brought to what is served now. */
  async has(workspace: string, documentId: string): Promise<boolean> {
    const digest = this.#digests.get(documentId);
    return digest !== undefined && digest === (await this.#read(workspace, documentId));
  }

  /** Nothing while a job names it. */
  async #read(workspace: string, documentId: string): Promise<string | undefined> {
    const expected = await readExpected(this.#catalog, workspace, documentId);
    if (expected.state.waits) return undefined;
    return createHash('sha256').update(JSON.stringify(expected)).digest('base64');
  }
}

/**
 * Keeps what a shadow classifier says of documents that come in. Nobody waits for it: a document is served by what the live one said, whether or not
 * anything is kept here. What fails is counted, and told in the log.
 */
import type { Scored } from '../../ingest/stages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { keepShadow } from '../catalog/shadow.ts';
import type { ShadowReading } from '../classifiers/shadow.ts';
import type { Logger } from '../logger.ts';
import type { Accepted } from './receive.ts';

export interface ShadowSource {
  /** What the shadow says of a document that was read; `undefined` where there is none. Never rejects. */
  shadowOf(scored: Scored): Promise<ShadowReading> | undefined;
}

export class ShadowKeeper {
  readonly #catalog: Catalog;
  readonly #source: ShadowSource;
  readonly #logger: Logger;
  readonly #underWay = new Set<Promise<void>>();

  constructor(catalog: Catalog, source: ShadowSource, logger: Logger) {
    this.#catalog = catalog;
    this.#source = source;
    this.#logger = logger;
  }

  /** Keeps it when it comes. */
  keep(accepted: Accepted, scored: Scored): void {
    const coming = this.#source.shadowOf(scored);
    if (coming === undefined) return;
    const { workspace, documentId, generation } = accepted;
    const kept = coming
      .then(async (reading) => {
        if (reading.outcome !== 'compared')
          this.#logger.warn({ documentId, outcome: reading.outcome }, 'the shadow classifier has no score');
        const batch = keepShadow({ workspace, documentId, generation }, reading, Date.now());
        await this.#catalog.store.commit(batch);
      })
      .catch((err: unknown) => this.#logger.error({ err, documentId }, 'what the shadow classifier said is not kept'))
      .finally(() => this.#underWay.delete(kept));
    this.#underWay.add(kept);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}

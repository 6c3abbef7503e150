/**
 * The shadow classifier in a reading thread: it scores, by the same steps, the document that the live one has just scored. Guarantees that it ends within its
 * time, as far as the classifier lets go of the thread, and that whatever is wrong with it is an outcome and no error.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import { createReader } from '../../ingest/pipeline.ts';
import type { DocumentMetadata } from '../../ingest/score.ts';
import type { Extracted, Received, Scored } from '../../ingest/stages.ts';
import { compare, type ShadowReading, timed } from '../classifiers/shadow.ts';
import { openClassifier } from './classifier.ts';
import type { ShadowSettings } from './settings.ts';

/** A document, and what the live classifier made of it. */
interface Live {
  readonly received: Received;
  readonly extracted: Extracted;
  readonly metadata: DocumentMetadata;
  readonly scored: Scored;
  readonly liveMs: number;
}

export interface Shadowing {
  /** The document that is to be read next. */
  remember(live: Live): void;
  read(): Promise<ShadowReading>;
}

export function createShadowing({ classifier: settings, timeoutMs }: ShadowSettings, modelsFolder: string): Shadowing {
  let opened: Promise<InjectionClassifier> | undefined;
  let remembered: Live | undefined;

  const classifier = () => {
    opened ??= openClassifier(settings, modelsFolder).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  async function scoreInTime(live: Live): Promise<ShadowReading> {
    const liveBy = live.scored.scoredBy;
    // Loading it is no time of this document's.
    const shadow = timed(await classifier());
    const timeout = new AbortController();
    const late = sleep(timeoutMs, 'late' as const, { signal: timeout.signal });
    // Nobody waits for the clock of one that was in time.
    late.catch(() => undefined);
    try {
      const sandbox = { extract: async () => live.extracted };
      const reading = createReader({ sandbox, classifier: shadow.classifier }).read(live.received, live.metadata);
      const scored = await Promise.race([reading, late]);
      if (scored === 'late') {
        reading.catch(() => undefined);
        return { outcome: 'late', liveBy };
      }
      return {
        ...{ outcome: 'compared', liveBy, shadowBy: scored.scoredBy, liveMs: live.liveMs, shadowMs: shadow.spentMs() },
        bytes: Buffer.byteLength(scored.text),
        ...compare(live.scored, scored),
      };
    } finally {
      shadow.stop();
      timeout.abort();
    }
  }

  return {
    remember(live) {
      remembered = live;
    },
    async read() {
      const live = remembered;
      remembered = undefined;
      if (live === undefined) throw new Error('nothing was scored that could be compared');
      try {
        return await scoreInTime(live);
      } catch {
        return { outcome: 'failed', liveBy: live.scored.scoredBy };
      }
    },
  };
}

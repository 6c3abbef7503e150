/**
 * Scores at an HTTP endpoint. Text of documents leaves the process for that endpoint, in pieces that it reads whole. Fails closed: an endpoint that
 * can't be reached, or answers with anything odd, makes no score, and what waits for one goes on waiting.
 */
import type { InjectionClassifier, RiskScore, Thresholds } from '../../../filters/injection/classifier.ts';
import { verdictOf } from '../../../filters/injection/classifier.ts';
import { batchesOf } from '../../outgoing/batches.ts';
import { LastingFailure, PassingFailure, postJson } from '../../outgoing/post-json.ts';
import { type Patience, WAITS, type Waits, withRetries } from '../../outgoing/retry.ts';
import { scoreByWindows } from '../by-windows.ts';
import { scoreWithDecoded } from '../decoded.ts';
import { ClassifierUnavailable } from '../unavailable.ts';
import { type Judged, judgementsIn, questionFor, SPEAKER } from './answers.ts';
import type { ScoringEndpoint } from './settings.ts';
import { viewsOf } from './views.ts';

/** A document that has no score is tried again by whoever brought it here; a thread must not wait for long. */
const PATIENCE: Patience = { attempts: 3, maxWaitMs: 5_000 };
const UNVERSIONED = 'unversioned';
/** Of an answer, for each text: many spans, or many labels. */
const BYTES_PER_TEXT = 128 * 1024;
const BATCH = 32;

export class EndpointClassifier implements InjectionClassifier {
  readonly id: string;
  readonly version: string;
  readonly thresholds: Thresholds;
  readonly #endpoint: ScoringEndpoint;
  readonly #waits: Waits;

  /** Asks for nothing yet. */
  constructor(endpoint: ScoringEndpoint, waits: Waits = WAITS) {
    this.id = endpoint.model;
    this.version = endpoint.revision ?? UNVERSIONED;
    this.thresholds = endpoint.thresholds;
    this.#endpoint = endpoint;
    this.#waits = waits;
  }

  /** Throws `ClassifierUnavailable`. */
  score(texts: readonly string[]): Promise<readonly RiskScore[]> {
    return scoreWithDecoded(texts, (some) => this.#scorePlain(some), this.thresholds);
  }

  #scorePlain(texts: readonly string[]): Promise<readonly RiskScore[]> {
    const { shape, windowBytes } = this.#endpoint;
    if (shape === 'scores') return this.#scoreViews(texts);
    const model = {
      ...{ name: SPEAKER, batch: BATCH, capacity: windowBytes },
      sizeOf: (text: string) => Buffer.byteLength(text),
      score: async (windows: readonly string[]) => (await this.#judge(windows)).map(({ score }) => score),
    };
    return scoreByWindows(texts, model, this.thresholds);
  }

  /** The endpoint points at places itself. */
  async #scoreViews(texts: readonly string[]): Promise<readonly RiskScore[]> {
    const views = texts.flatMap((text, of) =>
      text.trim() === '' ? [] : viewsOf(text, this.#endpoint.windowBytes).map((view) => ({ of, ...view })),
    );
    const judged = await this.#judge(views.map(({ of, start, end }) => texts[of]?.slice(start, end) ?? ''));
    const risks = texts.map(() => ({ score: 0, spans: new Map<string, Judged['spans'][number]>() }));
    views.forEach(({ of, start }, i) => {
      const [risk, seen] = [risks[of], judged[i]];
      if (risk === undefined || seen === undefined) throw new Error('a view was left without a judgement');
      risk.score = Math.max(risk.score, seen.score);
      for (const span of seen.spans) {
        const place = { ...span, start: span.start + start, end: span.end + start };
        const known = risk.spans.get(`${place.start}:${place.end}`);
        if (known === undefined || known.score < place.score) risk.spans.set(`${place.start}:${place.end}`, place);
      }
    });
    return risks.map(({ score, spans }) => ({
      ...{ score, verdict: verdictOf(score, this.thresholds) },
      spans: [...spans.values()].sort((a, b) => a.start - b.start),
    }));
  }

  async #judge(texts: readonly string[]): Promise<readonly Judged[]> {
    const judged: Judged[] = [];
    // A lone surrogate is no text to many a server; its place stays one unit long.
    for (const batch of batchesOf(texts.map((text) => text.toWellFormed()))) judged.push(...(await this.#ask(batch)));
    return judged;
  }

  async #ask(texts: readonly string[]): Promise<readonly Judged[]> {
    const { url, key, shape, timeoutMs, attackLabels } = this.#endpoint;
    const { signal } = new AbortController();
    const attempt = () =>
      postJson({
        ...{ url, key, timeoutMs, signal, service: 'the classifying endpoint' },
        body: questionFor(shape, texts),
        maxBytes: texts.length * BYTES_PER_TEXT,
      });
    try {
      const answer = await withRetries(attempt, PATIENCE, this.#waits, signal);
      return judgementsIn(answer, shape, texts, { attackLabels });
    } catch (error) {
      if (error instanceof PassingFailure || error instanceof LastingFailure)
        throw new ClassifierUnavailable(error.message, { cause: error });
      throw error;
    }
  }
}

/**
 * Says of which suspicious passages the instruction can be taken out. The text that is left is a new text, and no text leaves unscored: it is
 * scored here, and only where it is clean are the spans marked. A passage that is suspicious for something else as well, its document's name or
 * what was hidden beside it, has nothing to take out.
 */
import { applyEdits } from '../filters/edits.ts';
import type { InjectionClassifier, RiskScore, ScoredSpan } from '../filters/injection/classifier.ts';
import { cutting, type MarkedSpan, stretchesOf } from '../filters/injection/neutralize.ts';
import type { Chunk, MarkedChunk } from './stages.ts';

/** A passage with all its risk, and the risk that comes from elsewhere and stays whatever is taken out of the text. */
interface Judged {
  readonly chunk: Chunk;
  readonly risk: RiskScore;
  readonly elsewhere: RiskScore;
}

/** Passages scored at once. */
const BATCH = 64;

/** The passages with the spans marked that can be taken out. First the suspicious ones are tried, then all that were seen. */
export async function markCuts(judged: readonly Judged[], classifier: InjectionClassifier): Promise<MarkedChunk[]> {
  const marked = judged.map(({ chunk, risk }): MarkedChunk => ({ ...chunk, risk }));
  for (const floor of [classifier.thresholds.suspicious, 0]) {
    const open = judged.flatMap(({ chunk, risk, elsewhere }, at) => {
      const spans = risk.spans.filter(({ score }) => score >= floor);
      const canBeCut = risk.verdict === 'suspicious' && elsewhere.verdict === 'clean' && spans.length > 0;
      return canBeCut && !isMarked(marked[at]) ? [{ at, chunk, risk, spans, rest: without(chunk.text, spans) }] : [];
    });
    const rests = await scoreAll(
      open.map(({ rest }) => rest),
      classifier,
    );
    for (const [i, { at, chunk, risk, spans }] of open.entries()) {
      if (rests[i]?.verdict !== 'clean') continue;
      marked[at] = { ...chunk, risk: { ...risk, spans: risk.spans.map((span) => mark(span, spans)) } };
    }
  }
  return marked;
}

const isMarked = (chunk: MarkedChunk | undefined): boolean => chunk?.risk.spans.some(({ cut }) => cut) === true;

const without = (text: string, spans: readonly ScoredSpan[]): string =>
  applyEdits(text, cutting(stretchesOf(text, spans)));

const mark = (span: ScoredSpan, cut: readonly ScoredSpan[]): MarkedSpan =>
  cut.includes(span) ? { ...span, cut: true } : span;

async function scoreAll(texts: readonly string[], classifier: InjectionClassifier): Promise<RiskScore[]> {
  const scores: RiskScore[] = [];
  for (let i = 0; i < texts.length; i += BATCH) {
    const batch = texts.slice(i, i + BATCH);
    const answered = await classifier.score(batch);
    if (answered.length !== batch.length) throw new Error('the classifier left a text unscored');
    scores.push(...answered);
  }
  return scores;
}

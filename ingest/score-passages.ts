/**
 * The risk of each passage: by itself, where it meets its neighbours, and with the context that it leaves with. A classifier that answers for
 * parts reads the document once; another is asked for the passages, and again for views of their borders. Rows of a table are read apart from each
 * other in either way, since they may have readers of their own.
 */
import type { InjectionClassifier, RiskScore, ScoredSpan } from '../filters/injection/classifier.ts';
import { CLEAN, scoreAll, worst } from './risk.ts';
import type { Chunk, Chunked } from './stages.ts';

/** How much of each neighbour is read with a border between two passages, in UTF-16 units. */
const BORDER_REACH = 400;
/** How much of a passage is read with its context: farther down, nothing belongs to a sentence that began above. */
const CONTEXT_REACH = 600;

/** One risk for each passage; spans are offsets into its text. */
export async function scorePassages(chunked: Chunked, classifier: InjectionClassifier): Promise<readonly RiskScore[]> {
  const { text, chunks } = chunked;
  const scoreParts = classifier.scoreParts?.bind(classifier);
  const passages =
    scoreParts === undefined
      ? await scoreByViews(chunked, classifier)
      : await scoreOnce(text, chunks, (...asked) => scoreParts(...asked));
  return withContexts(chunks, passages, classifier);
}

/** Each stretch of passages that are no rows, and each row, read once. */
async function scoreOnce(
  text: string,
  chunks: readonly Chunk[],
  scoreParts: NonNullable<InjectionClassifier['scoreParts']>,
): Promise<readonly RiskScore[]> {
  const risks: RiskScore[] = [];
  for (let first = 0; first < chunks.length; ) {
    const [begin, row] = [chunks[first]?.start ?? 0, chunks[first]?.row?.index];
    let last = first + 1;
    while (last < chunks.length && chunks[last]?.row?.index === row) last += 1;
    const parts = chunks.slice(first, last).map(({ start, end }) => ({ start: start - begin, end: end - begin }));
    const seen = await scoreParts(text.slice(begin, begin + (parts.at(-1)?.end ?? 0)), parts);
    if (seen.length !== parts.length) throw new Error('the classifier left a text unscored');
    risks.push(...seen);
    first = last;
  }
  return risks;
}

/** Each passage by itself, raised by what is seen where two of them meet. */
async function scoreByViews({ text, chunks }: Chunked, classifier: InjectionClassifier): Promise<readonly RiskScore[]> {
  const own = await scoreAll(
    chunks.map((chunk) => chunk.text),
    classifier,
  );
  const borders = chunks.flatMap((right, i) => {
    const left = chunks[i - 1];
    if (left === undefined || left.row?.index !== right.row?.index) return [];
    return [
      {
        left: i - 1,
        right: i,
        start: Math.max(0, left.end - BORDER_REACH),
        end: Math.min(right.row === undefined ? text.length : right.end, right.start + BORDER_REACH),
      },
    ];
  });
  const scores = await scoreAll(
    borders.map(({ start, end }) => text.slice(start, end)),
    classifier,
  );
  const raised = [...own];
  borders.forEach((border, i) => {
    const seen = scores[i] ?? CLEAN;
    const isWorseTogether = seen.score > Math.max(own[border.left]?.score ?? 0, own[border.right]?.score ?? 0);
    const attribute = (at: number): void => {
      const chunk = chunks[at];
      if (chunk === undefined || chunk.row?.index !== chunks[border.left]?.row?.index) return;
      const isSide = at === border.left || at === border.right;
      const spans = clip(seen.spans, border.start, chunk);
      const isCrossed = spans.some((span) => span.isCut);
      if (isCrossed || (isSide && isWorseTogether)) {
        raised[at] = worst(raised[at] ?? CLEAN, {
          score: seen.score,
          verdict: seen.verdict,
          spans: spans.map((span) => span.clipped),
        });
      }
    };
    // Short passages: a border's view may reach over several of them, but never into a row of somebody else.
    for (let at = border.left; at >= 0 && (chunks[at]?.end ?? 0) > border.start; at -= 1) attribute(at);
    for (let at = border.right; at < chunks.length && (chunks[at]?.start ?? text.length) < border.end; at += 1)
      attribute(at);
  });
  return raised;
}

/**
 * Raises what goes out with a context: by what is seen in the two together, and by what was seen where the context stands. A header that is
 * withheld there must not leave with the rows below it.
 */
async function withContexts(
  chunks: readonly Chunk[],
  passages: readonly RiskScore[],
  classifier: InjectionClassifier,
): Promise<readonly RiskScore[]> {
  const carriers = chunks.flatMap((chunk, at) => {
    const { context, contextStart = chunk.start } = chunk;
    return context === undefined ? [] : [{ chunk, at, context, contextStart }];
  });
  const seen = await scoreAll(
    carriers.map(({ context, chunk }) => `${context}\n${chunk.text.slice(0, CONTEXT_REACH)}`),
    classifier,
  );
  const raised = [...passages];
  const sources = new Map<number, RiskScore>();
  carriers.forEach(({ chunk, at, context, contextStart }, i) => {
    const { spans, ...together } = seen[i] ?? CLEAN;
    const inText = clip(spans, chunk.start - context.length - 1, chunk).map(({ clipped }) => clipped);
    const source =
      sources.get(contextStart) ?? riskAt(chunks, passages, at, contextStart, contextStart + context.length);
    sources.set(contextStart, source);
    raised[at] = worst(raised[at] ?? CLEAN, { ...together, spans: inText }, source);
  });
  return raised;
}

/** What was seen in `[start, end)` of the document's text, which is above the chunk at `below`. */
function riskAt(
  chunks: readonly Chunk[],
  passages: readonly RiskScore[],
  below: number,
  start: number,
  end: number,
): RiskScore {
  let risk = CLEAN;
  for (let at = below - 1; at >= 0 && (chunks[at]?.end ?? 0) > start; at -= 1) {
    const from = chunks[at]?.start ?? 0;
    const { spans, ...own } = passages[at] ?? CLEAN;
    // Without spans it may be the context as well as anything else.
    const isIn = spans.length === 0 || spans.some((span) => from + span.start < end && from + span.end > start);
    if (from < end && isIn) risk = worst(risk, { ...own, spans: [] });
  }
  return risk;
}

/** Spans of a view that starts at `offset`, as far as they lie in `chunk`, as offsets into it, and whether its edge cuts them. */
function clip(
  spans: readonly ScoredSpan[],
  offset: number,
  chunk: Chunk,
): readonly { clipped: ScoredSpan; isCut: boolean }[] {
  return spans.flatMap((span) => {
    const from = span.start + offset - chunk.start;
    const to = span.end + offset - chunk.start;
    const start = Math.max(0, from);
    const end = Math.min(chunk.text.length, to);
    return start < end ? [{ clipped: { ...span, start, end }, isCut: start !== from || end !== to }] : [];
  });
}

/**
 * Gives every text of a document that could ever leave a score: each passage with its borders and with its context, the metadata together,
 * and what was hidden or smuggled, which never leaves but says what the document is. What the metadata and the hidden text add is added to
 * every passage; what was hidden in a table's row is added to that row alone. Fails when the classifier leaves a text unscored.
 */
import type { Finding } from '../filters/finding.ts';
import type { InjectionClassifier, RiskScore, ScoredSpan, Verdict } from '../filters/injection/classifier.ts';
import { isLanguage } from '../filters/words.ts';
import { raiseAlarms } from './alarm.ts';
import { markCuts } from './mark-cuts.ts';
import { riskFindings } from './risk-findings.ts';
import { Ledger } from './sanitize/ledger.ts';
import { washUnicode } from './sanitize/unicode.ts';
import { placeOf } from './sanitize/where.ts';
import type { Chunk, Chunked, Removed, Scored, ScoredChunk } from './stages.ts';

/** What came with a document beside its bytes, as it was sent. */
export interface DocumentMetadata {
  /** Absent or blank: the document's own title, its file's name, or its first heading. */
  readonly title?: string;
  readonly fileName?: string;
  readonly uri?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** How much of each neighbour is read with a border between two passages, in UTF-16 units. */
export const BORDER_REACH = 400;
/** A message that was smuggled and can be read. */
const SMUGGLED_SCORE = 0.95;
/** Something that was hidden on purpose and says nothing that could be read. */
const DELIBERATE_SCORE = 0.6;
const BATCH = 64;
const UNTITLED = 'Untitled';
const MAX_ATTRIBUTE_DEPTH = 8;

const CLEAN: RiskScore = { score: 0, verdict: 'clean', spans: [] };
const RANK: Record<Verdict, number> = { clean: 0, suspicious: 1, malicious: 2 };

/** Scores `chunked`. Spans of a chunk's risk are offsets into that chunk's text; spans of the metadata's risk are left out. */
export async function score(
  chunked: Chunked,
  classifier: InjectionClassifier,
  metadata: DocumentMetadata,
): Promise<Scored> {
  const ledger = new Ledger(chunked.findings);
  const wash = (text: string, where: string): string => {
    const washed = washUnicode(text);
    ledger.unicode(washed.cuts, where);
    return washed.text.trim();
  };
  const fileName = wash(metadata.fileName ?? '', 'file name');
  const headings = [...new Set(chunked.chunks.flatMap((chunk) => chunk.locator.headings ?? []))];
  const parts = [...new Set(chunked.chunks.flatMap((chunk) => chunk.locator.part ?? []))];
  const sentTitle = wash(metadata.title ?? '', 'title');
  const title =
    [sentTitle, chunked.title?.trim(), fileName, headings[0]].find(
      (candidate) => candidate !== undefined && candidate !== '',
    ) ?? UNTITLED;
  const uri = wash(metadata.uri ?? '', 'uri');
  const values = leaves(metadata.attributes, 0).map((value) => wash(value, 'attributes'));

  const findings = ledger.findings();
  const removed = [...chunked.removed, ...ledger.removed];
  const rows = rowPlaces(chunked.chunks);
  const hidden = await scoreHidden(findings, removed, rows, classifier);
  const alarmed = hidden.isQuiet ? findings : await raiseAlarms(findings, removed, classifier);
  const metadataText = [
    title,
    sentTitle,
    chunked.title ?? '',
    fileName,
    spaced(fileName),
    uri,
    spaced(uri),
    ...values,
    ...headings,
    ...parts,
  ].join('\n');
  const [ownMetadata = CLEAN] = await scoreAll([metadataText], classifier);
  const metadataRisk = worst({ ...ownMetadata, spans: [] }, hidden.document);

  const passages = await withContexts(chunked.chunks, await scorePassages(chunked, classifier), classifier);
  const judged = chunked.chunks.map((chunk, i) => {
    const row = chunk.row === undefined ? CLEAN : (hidden.rows.get(placeOf(chunk.locator)) ?? CLEAN);
    const elsewhere = worst(metadataRisk, row);
    return { chunk, risk: worst(passages[i] ?? CLEAN, elsewhere), elsewhere };
  });
  const chunks: readonly ScoredChunk[] = await markCuts(judged, classifier);
  const scored: Omit<Scored, symbol> = {
    format: chunked.format,
    title,
    text: chunked.text,
    chunks,
    metadataRisk,
    findings: [...alarmed, ...riskFindings(chunked.chunks, passages, ownMetadata)],
    removed,
    scoredBy: `${classifier.id}@${classifier.version}`,
    thresholds: classifier.thresholds,
  };
  // The only place that gives out this brand.
  return scored as Scored;
}

/** Each passage by itself, raised by what is seen where two of them meet. */
async function scorePassages(
  { text, chunks }: Chunked,
  classifier: InjectionClassifier,
): Promise<readonly RiskScore[]> {
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
    carriers.map(({ context, chunk }) => `${context}\n${chunk.text}`),
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

/** What hidden and smuggled text says about the document, and about single rows. */
async function scoreHidden(
  findings: readonly Finding[],
  removed: readonly Removed[],
  rows: ReadonlySet<string>,
  classifier: InjectionClassifier,
): Promise<{ document: RiskScore; rows: ReadonlyMap<string, RiskScore>; isQuiet: boolean }> {
  const texts = new Map<string, string[]>();
  const risks = new Map<string, RiskScore>();
  const rowOf = (where: string) => (isRowPlace(where, rows) ? where : NO_ROW);
  const say = (row: string, text: string): void => {
    const said = texts.get(row);
    if (said === undefined) texts.set(row, [text]);
    else said.push(text);
  };
  for (const piece of removed) say(rowOf(piece.where), piece.text);
  for (const finding of findings) {
    const row = rowOf(finding.where);
    if (finding.decoded !== undefined) say(row, finding.decoded);
    if (finding.severity === 'high') risks.set(row, worst(risks.get(row) ?? CLEAN, riskOf(finding)));
  }
  const places = [...texts.keys()];
  const scores = await scoreAll(
    places.map((row) => (texts.get(row) ?? []).join('\n')),
    classifier,
  );
  places.forEach((row, i) => {
    risks.set(row, worst(risks.get(row) ?? CLEAN, { ...(scores[i] ?? CLEAN), spans: [] }));
  });
  const document = risks.get(NO_ROW) ?? CLEAN;
  risks.delete(NO_ROW);
  return { document, rows: risks, isQuiet: scores.every(({ verdict }) => verdict === 'clean') };
}

function riskOf(finding: Finding): RiskScore {
  const reads = finding.decoded !== undefined && isLanguage(finding.decoded, 2);
  return reads
    ? { score: SMUGGLED_SCORE, verdict: 'malicious', spans: [] }
    : { score: DELIBERATE_SCORE, verdict: 'suspicious', spans: [] };
}

const NO_ROW = '';

/** The places of a table's rows; empty where there is no table. */
export function rowPlaces(chunks: readonly Chunk[]): ReadonlySet<string> {
  return new Set(chunks.flatMap(({ row, locator }) => (row === undefined ? [] : [placeOf(locator)])));
}

/** Whether the place is that of a table's row, also of one that shows nothing. Other documents may have a part that is called like one. */
export function isRowPlace(where: string, rows: ReadonlySet<string>): boolean {
  return rows.has(where) || (rows.size > 0 && /(?:^|, )row \d{1,9}$/.test(where));
}

/** @throws Error when the classifier answers for fewer texts than it was asked. */
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

/** The higher score, the worse verdict, and the spans of all. */
function worst(...risks: readonly RiskScore[]): RiskScore {
  return risks.reduce((a, b) => ({
    score: Math.max(a.score, b.score),
    verdict: RANK[b.verdict] > RANK[a.verdict] ? b.verdict : a.verdict,
    spans: distinct([...a.spans, ...b.spans]),
  }));
}

function distinct(spans: readonly ScoredSpan[]): readonly ScoredSpan[] {
  const seen = new Map<string, ScoredSpan>();
  for (const span of spans) {
    const key = `${span.start}:${span.end}`;
    const known = seen.get(key);
    if (known === undefined || known.score < span.score) seen.set(key, span);
  }
  return [...seen.values()].sort((a, b) => a.start - b.start);
}

/** Names as words, so that `ignore_all-rules.pdf` is read as what it says. */
function spaced(name: string): string {
  return name.replace(/[-_.+/?=&]+|%20/g, ' ');
}

/** All texts in attributes, names included. */
function leaves(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= MAX_ATTRIBUTE_DEPTH) throw new Error('attributes are nested too deeply to be scored');
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, depth + 1));
  return Object.entries(value).flatMap(([name, item]) => [name, ...leaves(item, depth + 1)]);
}

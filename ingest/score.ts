/**
 * Gives every text of a document that could ever leave a score: each passage with its borders and with its context, the metadata together,
 * and what was hidden or smuggled, which never leaves but says what the document is. What the metadata and the hidden text add is added to
 * every passage; what was hidden in a table's row is added to that row alone. Fails when the classifier leaves a text unscored.
 */
import type { Finding } from '../filters/finding.ts';
import type { InjectionClassifier, RiskScore } from '../filters/injection/classifier.ts';
import { isLanguage } from '../filters/words.ts';
import { raiseAlarms } from './alarm.ts';
import { markCuts } from './mark-cuts.ts';
import { markSensitive } from './mark-sensitive.ts';
import { CLEAN, scoreAll, worst } from './risk.ts';
import { riskFindings } from './risk-findings.ts';
import { Ledger } from './sanitize/ledger.ts';
import { washUnicode } from './sanitize/unicode.ts';
import { placeOf } from './sanitize/where.ts';
import { scorePassages } from './score-passages.ts';
import type { Chunk, Chunked, Removed, Scored, ScoredChunk } from './stages.ts';

/** What came with a document beside its bytes, as it was sent. */
export interface DocumentMetadata {
  /** Absent or blank: the document's own title, its file's name, or its first heading. */
  readonly title?: string;
  readonly fileName?: string;
  readonly uri?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A message that was smuggled and can be read. */
const SMUGGLED_SCORE = 0.95;
/** Something that was hidden on purpose and says nothing that could be read. */
const DELIBERATE_SCORE = 0.6;
const UNTITLED = 'Untitled';
const MAX_ATTRIBUTE_DEPTH = 8;

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

  const passages = await scorePassages(chunked, classifier);
  const judged = chunked.chunks.map((chunk, i) => {
    const row = chunk.row === undefined ? CLEAN : (hidden.rows.get(placeOf(chunk.locator)) ?? CLEAN);
    const elsewhere = worst(metadataRisk, row);
    return { chunk, risk: worst(passages[i] ?? CLEAN, elsewhere), elsewhere };
  });
  const chunks: readonly ScoredChunk[] = markSensitive(chunked, await markCuts(judged, classifier));
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

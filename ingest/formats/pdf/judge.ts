/**
 * The final word on the text of a page, from three looks: the walk over its operations, the shapes of its glyphs, and its pixels. What
 * one look calls hidden is hidden; pixels are asked only for what the walk is in doubt of, and for invisible or covered text, which
 * is kept where the picture shows the same words. A page that can't be drawn in time is left to the walk, and says so in a finding.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Finding } from '../../../filters/finding.ts';
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { cpuMs } from './canvas.ts';
import { drawPage } from './drawing.ts';
import { GlyphFacts } from './glyph-facts.ts';
import { hiddenByShape } from './glyph-shapes.ts';
import { PDF_LOOK_TECHNIQUES } from './look-techniques.ts';
import { compareWithPicture, type OcrVerdict } from './ocr.ts';
import type { GlyphRun, JudgedRun, WalkedPage } from './page.ts';
import { type InkVerdict, inkOf, isBlank } from './pixels.ts';
import { softenRepeated } from './repeated.ts';

/** Work for all drawings of one page, and of one document. */
const PAGE_BUDGET_MS = 2_500;
const DOCUMENT_BUDGET_MS = 15_000;

const CLIPS_ONLY = 7;

interface PageJudge {
  judge(page: PDFPageProxy, walked: WalkedPage): Promise<readonly JudgedRun[]>;
  /** What could not be told, so far. */
  readonly findings: readonly Finding[];
}

/** A judge for the pages of one document, which must have been opened with the factories of `canvas.ts`. */
export function createPageJudge(document: PDFDocumentProxy): PageJudge {
  return new Judge(document);
}

type Verdicts = readonly (Hidden | undefined)[];

class Judge implements PageJudge {
  readonly findings: Finding[] = [];
  readonly #document: PDFDocumentProxy;
  #facts: GlyphFacts | undefined;
  #spentMs = 0;

  constructor(document: PDFDocumentProxy) {
    this.#document = document;
  }

  async judge(page: PDFPageProxy, walked: WalkedPage): Promise<readonly JudgedRun[]> {
    this.#facts ??= new GlyphFacts(page.commonObjs);
    const facts = this.#facts;
    const references = await facts.ready();
    const shapes = hiddenByShape(walked.runs, facts);
    const startMs = cpuMs();
    const deadlineMs = startMs + Math.min(PAGE_BUDGET_MS, DOCUMENT_BUDGET_MS - this.#spentMs);

    const claims = walked.runs.filter((run) => mayBeRead(run, shapes.get(run)));
    const read = claims.some((run) => walked.figures.meets(run))
      ? await this.#compareClaims(page, claims, references, deadlineMs)
      : onBlankPaper(claims);
    const inDoubt = walked.runs.filter((run) => isInDoubt(run) && facts.hasInk(run.font));
    const ink = await this.#inkOf(page, walked, inDoubt, facts, deadlineMs);
    this.#spentMs += cpuMs() - startMs;
    if ((claims.length > 0 && read === undefined) || (inDoubt.length > 0 && ink === undefined)) {
      this.findings.push(
        unverified(walked.number, 'the page could not be drawn in time; its text was judged without its pixels'),
      );
    }
    const judged = walked.runs.map((run) => ({
      ...run,
      verdicts: run.glyphs.map((_, i) => {
        const hidden = run.hidden ?? shapes.get(run)?.[i];
        return hidden === undefined ? byInk(ink?.get(run)?.[i]) : byPicture(hidden, read?.get(run)?.[i]);
      }),
    }));
    return softenRepeated(judged);
  }

  async #compareClaims(
    page: PDFPageProxy,
    claims: readonly GlyphRun[],
    references: Awaited<ReturnType<GlyphFacts['ready']>>,
    deadlineMs: number,
  ): Promise<ReadonlyMap<GlyphRun, readonly OcrVerdict[]> | undefined> {
    const facts = this.#facts;
    const fonts = new Map(claims.map((run) => [run.ordinal, run.font]));
    const drawing = await drawPage(
      this.#document,
      page,
      {
        isLeftOut: () => true,
        isDrawnByProcedure: (ordinal) => facts?.isDrawnByProcedure(fonts.get(ordinal) ?? '') === true,
      },
      deadlineMs,
    );
    if (drawing === undefined) return undefined;
    const { verdicts, isUncertain } = compareWithPicture(claims, drawing, references);
    if (isUncertain) {
      this.findings.push(
        unverified(
          page.pageNumber,
          'a scan has invisible text in a script that could not be compared with the picture',
        ),
      );
    }
    return verdicts;
  }

  async #inkOf(
    page: PDFPageProxy,
    walked: WalkedPage,
    inDoubt: readonly GlyphRun[],
    facts: GlyphFacts,
    deadlineMs: number,
  ): Promise<ReadonlyMap<GlyphRun, readonly InkVerdict[]> | undefined> {
    if (inDoubt.length === 0) return undefined;
    return inkOf(this.#document, page, walked, inDoubt, (font) => facts.isDrawnByProcedure(font), deadlineMs);
  }
}

/** Text that no one sees, but whose words a picture or drawn outlines may show: invisible, below a scan, in a font without outlines. */
function mayBeRead(run: GlyphRun, shape: Verdicts | undefined): boolean {
  const technique = run.hidden?.technique ?? shape?.find((hidden) => hidden !== undefined)?.technique;
  return technique !== undefined && MAY_BE_READ.has(technique) && run.glyphs.some((glyph) => !isBlank(glyph));
}

/** Nothing else is painted where the text stands: no drawing is needed to tell that it can't be read there. */
function onBlankPaper(claims: readonly GlyphRun[]): ReadonlyMap<GlyphRun, readonly OcrVerdict[]> {
  return new Map(claims.map((run) => [run, run.glyphs.map((): OcrVerdict => 'blank-paper')]));
}

const MAY_BE_READ: ReadonlySet<string> = new Set([
  'pdf-invisible-mode',
  'pdf-clip-only-text',
  'pdf-transparent-text',
  'pdf-same-colour',
  'pdf-covered-text',
  'pdf-blank-glyphs',
]);

function isInDoubt(run: GlyphRun): boolean {
  if (run.hidden !== undefined || run.renderMode === CLIPS_ONLY) return false;
  return run.doubts.some((doubt) => doubt !== 'invisible-mode');
}

function byPicture(hidden: Hidden, verdict: OcrVerdict | undefined): Hidden | undefined {
  if (!MAY_BE_READ.has(hidden.technique) || verdict === undefined) return hidden;
  if (verdict === 'seen') return undefined;
  if (hidden.technique !== 'pdf-invisible-mode') return hidden;
  const why = verdict === 'blank-paper' ? 'no writing below it' : 'the picture below it shows other words';
  return { ...hidden, why: `${hidden.why ?? 'invisible'}; ${why}` };
}

const NO_INK = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-no-ink', { why: 'the page looks the same without it' });
const STACKED = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-stacked-text', { why: 'several texts lie over each other' });

function byInk(verdict: InkVerdict | undefined): Hidden | undefined {
  if (verdict === 'unseen') return NO_INK;
  return verdict === 'stacked' ? STACKED : undefined;
}

function unverified(page: number, excerpt: string): Finding {
  return { technique: 'pdf-page-unverified', severity: 'low', where: `page ${page}`, excerpt };
}

/**
 * What the annotations of a page say beside what they show: comments, tooltips, form values, scripts and addresses; of those that are
 * not shown at all, everything.
 */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ChannelText } from './channel-text.ts';

/** ISO 32000-2, table 167: Invisible, Hidden, NoView. */
const NOT_SHOWN = 1 | 2 | 32;
/** Sides shorter than this, in points, show nothing. */
const MIN_SIDE = 1;

export async function collectAnnotations(page: PDFPageProxy, text: ChannelText): Promise<void> {
  const number = page.pageNumber;
  const annotations: readonly Readonly<Record<string, unknown>>[] = await page.getAnnotations({ intent: 'any' });
  for (const annotation of annotations) {
    if (text.isFull) return;
    const { subtype } = annotation;
    text.addLink(annotation.unsafeUrl ?? annotation.url, number);
    for (const script of scriptsOf(annotation.actions)) text.add('pdf-script', script, { page: number });
    // A pop-up repeats what its comment says.
    if (subtype === 'Popup') continue;
    const isHidden = isNotShown(annotation);
    const where = {
      page: number,
      ...(typeof subtype === 'string' ? { place: `annotation ${subtype.slice(0, 40)}` } : {}),
    };
    const said = isHidden ? 'pdf-hidden-annotation' : 'pdf-annotation';
    text.add(said, stringOf(annotation.contentsObj), where);
    text.add(said, stringOf(annotation.richText), where);
    text.add('pdf-annotation', annotation.alternativeText, where);
    if (isHidden) text.add(said, annotation.textContent, where);
    const valued = isHidden ? 'pdf-hidden-form-value' : 'pdf-form-value';
    text.add(valued, annotation.fieldValue, where);
    text.add(valued, annotation.defaultFieldValue, where);
    if (Array.isArray(annotation.options)) {
      for (const option of annotation.options) text.add('pdf-form-value', option?.displayValue, where);
    }
  }
}

function isNotShown({ annotationFlags, hidden, rect, subtype }: Readonly<Record<string, unknown>>): boolean {
  if (hidden === true || (typeof annotationFlags === 'number' && (annotationFlags & NOT_SHOWN) !== 0)) return true;
  if (subtype !== 'Widget' || !Array.isArray(rect)) return false;
  const [left, bottom, right, top]: unknown[] = rect;
  return Math.abs(Number(right) - Number(left)) < MIN_SIDE || Math.abs(Number(top) - Number(bottom)) < MIN_SIDE;
}

function stringOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'str' in value ? value.str : value;
}

function scriptsOf(actions: unknown): readonly unknown[] {
  return typeof actions === 'object' && actions !== null ? Object.values(actions).flat() : [];
}

/**
 * Optional content: which layers of a document are shown as it opens, by pdf.js's own reading of the settings (ISO 32000-2, 8.11).
 * Whether a viewer lists a layer, so that a person could switch it on, pdf.js does not say for certain: it plays no part.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface Layers {
  /** Whether marked content `OC` with these properties is shown. */
  isShown(properties: unknown): boolean;
}

export async function layersOf(document: PDFDocumentProxy): Promise<Layers> {
  const settings = await document.getOptionalContentConfig({ intent: 'display' });
  return { isShown: (properties) => settings.isVisible(properties) };
}

/**
 * Optional content: which layers of a document are shown as it opens, by pdf.js's own reading of the settings (ISO 32000-2, 8.11).
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** How marked content stands: shown, hidden on a layer that the reader can switch on, or hidden for good. */
export type Showing = 'shown' | 'optional' | 'hidden';

export interface Layers {
  /** `properties` are those of the marked content `OC`. */
  showing(properties: unknown): Showing;
}

export async function layersOf(document: PDFDocumentProxy): Promise<Layers> {
  const settings = await document.getOptionalContentConfig({ intent: 'display' });
  const listed = new Set<string>();
  collect(settings.getOrder(), listed, 0);
  return {
    showing(properties) {
      if (settings.isVisible(properties)) return 'shown';
      const groups = groupsOf(properties);
      return groups.length > 0 && groups.every((id) => listed.has(id)) ? 'optional' : 'hidden';
    },
  };
}

function groupsOf(properties: unknown): readonly string[] {
  if (typeof properties !== 'object' || properties === null) return [];
  const { id, ids } = properties as { id?: unknown; ids?: unknown };
  const all: readonly unknown[] = Array.isArray(ids) ? ids : [id];
  return all.filter((one): one is string => typeof one === 'string');
}

const DEEPEST = 20;

/** The ids in the list that viewers show, which may nest: `['12R', { name, order: ['13R'] }]`. */
function collect(order: unknown, into: Set<string>, depth: number): void {
  if (!Array.isArray(order) || depth > DEEPEST) return;
  for (const item of order as readonly unknown[]) {
    if (typeof item === 'string') into.add(item);
    else if (Array.isArray(item)) collect(item, into, depth + 1);
    else if (typeof item === 'object' && item !== null) collect((item as { order?: unknown }).order, into, depth + 1);
  }
}

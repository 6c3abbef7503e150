/** What a PDF hides text with, as far as its drawing operations tell. */
import type { Techniques } from '../../visibility/technique.ts';

export const PDF_TECHNIQUES = {
  'pdf-invisible-mode': { severity: 'high', says: 'text painted with neither fill nor outline' },
  'pdf-clip-only-text': { severity: 'high', says: 'text that only clips, with nothing painted through it' },
  'pdf-transparent-text': { severity: 'high', says: 'text painted with next to no opacity' },
  'pdf-same-colour': { severity: 'high', says: 'text in the colour of what is painted behind it' },
  'pdf-empty-glyphs': { severity: 'high', says: 'text in a font whose letters paint nothing' },
  'pdf-tiny-text': { severity: 'medium', says: 'text too small to be read' },
  'pdf-zero-size': { severity: 'high', says: 'text squeezed to nothing by its size or matrix' },
  'pdf-off-page': { severity: 'medium', says: 'text outside what is shown of the page' },
  'pdf-slug-line': {
    severity: 'info',
    says: 'a short text on the edge of the sheet, outside what is shown of the page',
  },
  'pdf-clipped-text': { severity: 'high', says: 'text outside the area that may be painted on' },
  'pdf-covered-text': { severity: 'medium', says: 'text with something painted over it' },
  'pdf-hidden-layer': { severity: 'low', says: 'text on a layer that is not shown' },
} as const satisfies Techniques;

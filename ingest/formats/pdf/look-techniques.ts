/** What hides text on a PDF page that only its glyphs' shapes or its pixels can tell, and what a PDF carries beside its pages. */
import type { Techniques } from '../../visibility/technique.ts';

export const PDF_LOOK_TECHNIQUES = {
  'pdf-blank-glyphs': { severity: 'high', says: 'text in a font whose letters have no outline' },
  'pdf-glyph-expansion': { severity: 'high', says: 'a single glyph that stands for a long text' },
  'pdf-glyph-remapped': { severity: 'high', says: 'letters that look like other letters than the file says they are' },
  'pdf-no-ink': { severity: 'medium', says: 'text that leaves no mark on the drawn page' },
  'pdf-stacked-text': { severity: 'medium', says: 'text in a pile of texts over each other' },
  'pdf-metadata': { severity: 'info', says: 'metadata of the document' },
  'pdf-annotation': { severity: 'info', says: 'text of a comment, a note or a tooltip' },
  'pdf-hidden-annotation': { severity: 'low', says: 'text of an annotation that is not shown' },
  'pdf-form-value': { severity: 'info', says: 'value of a form field as it is stored, or its default' },
  'pdf-hidden-form-value': { severity: 'low', says: 'value of a form field that is not shown' },
  'pdf-attachment': { severity: 'info', says: 'name of an attached file, whose content is not read' },
  'pdf-script': { severity: 'info', says: 'script that a viewer would run' },
  'pdf-outline': { severity: 'info', says: 'bookmark' },
  'pdf-alternate-text': {
    severity: 'info',
    says: 'description for screen readers, or text to be copied in place of what is shown',
  },
} as const satisfies Techniques;

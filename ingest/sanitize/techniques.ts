/** What the Unicode wash finds, and what files are found to be; techniques of single formats are listed beside their readers. */
import type { Techniques } from '../visibility/technique.ts';

export const SANITIZE_TECHNIQUES = {
  'unicode-tags': { severity: 'high', says: 'a text in tag characters, which nobody sees' },
  'unicode-flag-tags': { severity: 'info', says: 'a regional flag without a picture of its own lost its tags' },
  'variation-selectors': { severity: 'high', says: 'variation selectors where none belong; as bytes they carry text' },
  'zero-width-text': { severity: 'high', says: 'a text in characters of no width' },
  'zero-width-run': { severity: 'medium', says: 'characters of no width in a row' },
  'zero-width-scattered': { severity: 'medium', says: 'characters of no width laid between letters' },
  'split-word': { severity: 'medium', says: 'words cut into pieces by characters of no width' },
  'invisible-character': { severity: 'low', says: 'an invisible character that its surroundings do not need' },
  'preheader-padding': { severity: 'low', says: 'blanks that keep a mail program from showing more in its list' },
  'bidi-override': { severity: 'high', says: 'letters shown in another order than they are stored in' },
  'bidi-control': {
    severity: 'medium',
    says: 'directional controls that do not balance, or on lines without such letters',
  },
  'braille-blank': { severity: 'low', says: 'blank Braille cells outside Braille' },
  'interlinear-annotation': { severity: 'medium', says: 'an annotation between lines that nothing shows' },
  'private-use-text': { severity: 'high', says: 'a text spelled in private code points' },
  'private-use': { severity: 'medium', says: 'private code points in a row' },
  'stacked-marks': { severity: 'low', says: 'more marks on a letter than any language has' },
  'exotic-spaces': { severity: 'low', says: 'several kinds of space in a row' },
  'trailing-spaces': { severity: 'low', says: 'tabs and spaces mixed at the ends of lines' },
  'far-right': { severity: 'low', says: 'text far to the right of everything else' },
  'far-below': { severity: 'low', says: 'text far below everything else' },
  'control-characters': { severity: 'low', says: 'control characters that no text needs' },
  'ill-formed-text': { severity: 'low', says: 'halves of characters' },
  'format-mismatch': { severity: 'medium', says: 'the content is not what the name says' },
  'table-text-not-served': {
    severity: 'low',
    says: 'text beside the rows of a table whose rows have readers of their own; nobody is served it',
  },
  'hidden-instruction': {
    severity: 'medium',
    says: 'pieces of hidden text that together read like an instruction to a model',
  },
} as const satisfies Techniques;

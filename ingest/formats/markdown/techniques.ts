/** How Markdown keeps text from whoever reads the rendered page. What HTML in Markdown hides has the names of HTML. */
import type { Techniques } from '../../visibility/technique.ts';

export const MARKDOWN_TECHNIQUES = {
  'front-matter': { severity: 'info', says: 'metadata above the text' },
  'markdown-code-info': { severity: 'info', says: 'words for tools behind the language of a code block' },
  'markdown-comment': { severity: 'info', says: 'a comment' },
  'markdown-definition': { severity: 'info', says: 'a link definition that nothing uses' },
  'markdown-diagram-comment': { severity: 'info', says: 'a comment in the source of a diagram' },
  'markdown-empty-link': { severity: 'low', says: 'a link that shows nothing to click on' },
  'markdown-footnote': { severity: 'info', says: 'a footnote that nothing shown refers to' },
  'markdown-html-dropped': { severity: 'low', says: 'text that the HTML around it takes off the page' },
  'markdown-math-comment': { severity: 'info', says: 'a comment in a formula' },
  'markdown-math-unseen': { severity: 'info', says: 'a part of a formula that takes room and is not drawn' },
  'markdown-math-white': { severity: 'medium', says: 'a part of a formula in the colour of paper' },
  'markdown-reference-label': { severity: 'info', says: 'the label that leads a link to its definition' },
  'markdown-table-overflow': { severity: 'low', says: 'cells beyond the columns of a table' },
  'markdown-title': { severity: 'info', says: 'a title that shows under a resting pointer' },
} as const satisfies Techniques;

/** The ways in which presentations hide text, and what they keep beside the slides. */
import type { Techniques } from '../../visibility/technique.ts';

export const PPTX_TECHNIQUES = {
  'pptx-alt-text': { severity: 'info', says: 'description of a shape for screen readers' },
  'pptx-chart-data': { severity: 'info', says: 'names in the data of a chart that the chart does not draw' },
  'pptx-same-colour': { severity: 'high', says: 'text in the colour of what is behind it' },
  'pptx-comment': { severity: 'info', says: 'review comment' },
  'pptx-covered': { severity: 'low', says: 'text covered by a later shape or picture' },
  'pptx-custom-xml': { severity: 'info', says: 'XML data that travels with the presentation' },
  'pptx-embedding': { severity: 'info', says: 'a file inside the presentation; it was not read' },
  'pptx-fallback': { severity: 'low', says: 'alternative content that differs from what is shown' },
  'pptx-handout': { severity: 'info', says: 'text of the printed handout' },
  'pptx-link': { severity: 'info', says: 'target or tip of a link' },
  'pptx-merged-cell': { severity: 'low', says: 'text in a table cell that another cell lies over' },
  'pptx-metadata': { severity: 'info', says: 'property of the document' },
  'pptx-no-fill': { severity: 'high', says: 'letters without fill and outline' },
  'pptx-notes': { severity: 'info', says: 'speaker notes' },
  'pptx-off-slide': { severity: 'low', says: 'text beside the slide' },
  'pptx-hidden-shape': { severity: 'low', says: 'shape that is switched off' },
  'pptx-hidden-slide': { severity: 'info', says: 'slide that is left out of the show' },
  'pptx-unlisted-slide': { severity: 'low', says: 'slide that the presentation does not list' },
  'pptx-smartart-data': { severity: 'low', says: 'text in the data of a diagram that the diagram does not draw' },
  'pptx-squeezed': { severity: 'medium', says: 'letters set on top of each other' },
  'pptx-tiny': { severity: 'high', says: 'text too small to be read' },
  'pptx-transparent': { severity: 'high', says: 'text that lets everything through' },
  'pptx-zero-size': { severity: 'low', says: 'text in a box without extent' },
} as const satisfies Techniques;

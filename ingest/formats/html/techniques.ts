/**
 * The ways in which a web page or a mail keeps text from being seen, and how deliberate each is.
 *
 * A rule by technique and length, counted over a stretch: hidden text without visible letters in between, so that cutting it into pieces
 * changes nothing. `severity` here is the technique's own; `hides` says how length changes it (see `severity.ts`):
 *  - `interface`: what menus, tabs, mail and fallbacks do all day. Always as listed.
 *  - `label`: what screen readers get. As listed up to 120 letters, `medium` beyond.
 *  - `deliberate`: drawn so that nobody sees it. `low` up to 3 letters (spacers), `medium` for a word or two, `high` beyond; `info` for
 *    the short name of a link or button, and for a mail's preheader.
 */
import type { Technique } from '../../visibility/technique.ts';

interface HtmlTechnique extends Technique {
  readonly hides: 'interface' | 'label' | 'deliberate';
}

const ui = (says: string): HtmlTechnique => ({ severity: 'info', says, hides: 'interface' });
const label = (says: string): HtmlTechnique => ({ severity: 'info', says, hides: 'label' });
const deliberate = (says: string): HtmlTechnique => ({ severity: 'high', says, hides: 'deliberate' });

export const HTML_TECHNIQUES = {
  'css-background-coloured': deliberate('text in the colour of what is behind it'),
  'css-behind': deliberate('text that lies behind an opaque background'),
  'css-blurred': ui('text that is blurred past reading'),
  'css-clipped': deliberate('text in a box that is clipped away'),
  'css-collapsed': ui('text in a part of the page that is folded up'),
  'css-content-visibility': ui('text whose drawing is switched off'),
  'css-covered': deliberate('text under something opaque'),
  'css-display-none': ui('text that a style sheet takes off the page'),
  'css-edge-on': deliberate('text turned or squeezed until nothing is left of it'),
  'css-generated': ui('text that a style sheet adds to the page'),
  'css-masked': deliberate('text behind a mask that lets nothing through'),
  'css-masked-letters': ui('text whose letters are shown as dots'),
  'css-off-screen': label('text that is moved off the page'),
  'css-opacity': deliberate('text without opacity'),
  'css-replaced': ui('text that a picture takes the place of'),
  'css-screen-reader-only': label('text for screen readers alone'),
  'css-squeezed-letters': deliberate('text whose letters lie on top of each other'),
  'css-text-indent': label('text that is indented off its box'),
  'css-tiny': deliberate('text too small to be seen'),
  'css-transparent': deliberate('text in a transparent colour'),
  'css-turned-away': ui('text on the back of a card'),
  'css-visibility': ui('text that a style sheet makes invisible'),
  'css-zero-box': deliberate('text in a box without size that shows nothing beyond its edges'),
  'css-embedded-font': { severity: 'low', says: 'text in a font that the page carries in itself', hides: 'interface' },
  'css-unverified': {
    severity: 'medium',
    says: 'text whose style sheets are too large to be followed to the end',
    hides: 'interface',
  },
  'html-annotation': ui('an annotation of a formula'),
  'html-attribute': ui('text in an attribute'),
  'html-audio': ui('text for browsers that play no audio'),
  'html-canvas': ui('text for browsers that draw no canvas'),
  'html-comment': ui('a comment'),
  'html-data': ui('data for programs in the page'),
  'html-datalist': ui('suggestions for a field'),
  'html-defs': ui('parts of a drawing that are not drawn'),
  'html-desc': ui('the description of a drawing'),
  'html-details': ui('a part that is folded up and that nothing names'),
  'html-dialog': ui('a dialog that is not open'),
  'html-hidden-attribute': ui('an element with the attribute `hidden`'),
  'html-iframe': ui('text for browsers without frames'),
  'html-input': ui('a field that is not shown'),
  'html-meter': ui('text for browsers that show no gauge'),
  'html-metadata': ui('metadata of the page or of a drawing'),
  'html-noembed': ui('text for browsers without plugins'),
  'html-noframes': ui('text for browsers without frames'),
  'html-noscript': ui('text for browsers without scripts'),
  'html-object': ui('text in place of an embedded object'),
  'html-option-label': ui('text of a choice that goes by another label'),
  'html-popover': ui('a popover that is not open'),
  'html-progress': ui('text for browsers that show no progress'),
  'html-rp': ui('brackets for browsers without ruby'),
  'html-script': ui('sentences in a script'),
  'html-shadow-host': ui('text whose place a shadow tree takes'),
  'html-template': ui('a template'),
  'html-title': ui('the title of a drawing'),
  'html-video': ui('text for browsers that play no video'),
} as const satisfies Readonly<Record<string, HtmlTechnique>>;

export type HtmlTechniqueName = keyof typeof HTML_TECHNIQUES;

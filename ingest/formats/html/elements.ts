/**
 * What HTML elements do to text: which start a block, which are never shown, which keep their white space.
 * Source: WHATWG HTML, "Rendering" (the user agent's style sheet).
 */

/** Elements that end the line before and after them. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'details',
  'dialog',
  'dir',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'html',
  'legend',
  'li',
  'listing',
  'main',
  'menu',
  'nav',
  'ol',
  'optgroup',
  'option',
  'p',
  'plaintext',
  'pre',
  'search',
  'section',
  'summary',
  'table',
  'caption',
  'tbody',
  'td',
  'textarea',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
  'xmp',
]);

/** Elements whose contents are not text at all. Left out without a trace. */
export const NOT_TEXT: ReadonlySet<string> = new Set([
  'area',
  'base',
  'basefont',
  'head',
  'link',
  'meta',
  'param',
  'script',
  'style',
  'title',
]);

/** Elements whose text a browser does not draw. Kept as hidden runs. */
export const NEVER_SHOWN: ReadonlySet<string> = new Set([
  'audio',
  'canvas',
  'datalist',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'rp',
  'template',
  'video',
]);

/** Elements that keep their white space. */
export const PREFORMATTED: ReadonlySet<string> = new Set(['listing', 'plaintext', 'pre', 'textarea', 'xmp']);

/** Elements that make a table a layout rather than data when a cell holds one. */
export const LAYOUT_INSIDE_CELL: ReadonlySet<string> = new Set([
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'pre',
  'table',
]);

/** Flat OpenDocument files, written as text: what LibreOffice opens and saves as the formats of the corpus. Source: OASIS ODF 1.2. */

const SPACES = [
  ['office', 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'],
  ['text', 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'],
  ['table', 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'],
  ['style', 'urn:oasis:names:tc:opendocument:xmlns:style:1.0'],
  ['draw', 'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'],
  ['presentation', 'urn:oasis:names:tc:opendocument:xmlns:presentation:1.0'],
  ['svg', 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'],
  ['fo', 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['number', 'urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'],
  ['xlink', 'http://www.w3.org/1999/xlink'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

/** A text style; `properties` are attributes of `style:text-properties`. */
export function textStyle(name: string, properties: string): string {
  return `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
}

export function paragraphStyle(name: string, paragraph: string, text = ''): string {
  return `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties ${paragraph}/><style:text-properties ${text}/></style:style>`;
}

interface Flat {
  readonly styles?: string;
  readonly masterStyles?: string;
  readonly body: string;
}

function flat(kind: 'text' | 'spreadsheet' | 'presentation', { styles = '', masterStyles = '', body }: Flat): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.${kind}">
<office:automatic-styles>${styles}</office:automatic-styles>${masterStyles}
<office:body><office:${kind}>${body}</office:${kind}></office:body>
</office:document>`;
}

export const flatText = (parts: Flat): string => flat('text', parts);
export const flatSheet = (parts: Flat): string => flat('spreadsheet', parts);
export const flatSlides = (parts: Flat): string => flat('presentation', parts);

/**
 * Ways to hide a sentence in characters that no one sees, for the poisoned text files: `[[tags:…]]`, `[[selectors:…]]`
 * and `[[joiners:…]]` in a source become invisible; everything else is left alone. For test data only.
 */

/** ASCII shifted into the Tags block, U+E0000 to U+E007F. */
export function asTags(text: string): string {
  return [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
}

/** UTF-8 bytes as variation selectors: 0-15 are U+FE00-FE0F, 16-255 are U+E0100-E01EF. */
export function asSelectors(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16))
    .join('');
}

/** UTF-8 bits, most significant first: 0 is a zero-width space, 1 a zero-width non-joiner. */
export function asJoiners(text: string): string {
  return [...new TextEncoder().encode(text)]
    .flatMap((byte) => [...byte.toString(2).padStart(8, '0')])
    .map((bit) => (bit === '0' ? '\u200b' : '\u200c'))
    .join('');
}

/** The text with every marked stretch made invisible. */
export function smuggle(source: string): string {
  return source.replace(/\[\[(tags|selectors|joiners):([^\]]+)\]\]/g, (_, way: string, text: string) =>
    way === 'tags' ? asTags(text) : way === 'selectors' ? asSelectors(text) : asJoiners(text),
  );
}

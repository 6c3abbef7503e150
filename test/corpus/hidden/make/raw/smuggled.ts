/** ASCII in characters that no font draws. */

/** Each character as a tag. */
export function tags(text: string): string {
  return String.fromCodePoint(...[...text].map((c) => 0xe0000 + (c.codePointAt(0) ?? 0)));
}

/** Each character as eight zero-width spaces and joiners. */
export function bits(text: string): string {
  const bitsOf = (c: string) => (c.codePointAt(0) ?? 0).toString(2).padStart(8, '0');
  return [...text].map((c) => bitsOf(c).replaceAll('0', '\u200b').replaceAll('1', '\u2060')).join('');
}

/** Each byte as a variation selector. */
export function selectors(text: string): string {
  const selector = (byte: number) => (byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16);
  return String.fromCodePoint(...[...Buffer.from(text)].map(selector));
}

/**
 * Letters that can't be told apart by their shapes alone: the two cases, accents, letters of different scripts that look the same, and
 * the ones that some typefaces draw alike. For comparing outlines, not text.
 */

/** Letters that some typefaces draw alike; after folding. Slanted, the Cyrillic и and п are a Latin u and n. */
const ALIKE = ['il1j!|', 'o0dq', 's5', 'z2', 'b86', 'g9q', 'uv', 'ce', 'rt', 'иu', 'пn'];
/** Greek and Cyrillic letters that are drawn like Latin ones. */
const LATIN_TWINS = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
  }).concat(
    Object.entries({ і: 'i', ї: 'i', ь: 'b', з: '3', б: '6', α: 'a', β: 'b', γ: 'y', ε: 'e', ζ: 'z', η: 'n', ι: 'i' }),
    Object.entries({ κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ω: 'w', μ: 'u', ß: 'b' }),
  ),
);

/** Without case and accents, and Latin where it looks Latin. */
export function foldLetter(letter: string): string {
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return LATIN_TWINS.get(plain) ?? plain;
}

/** Both folded. */
export function areAlike(one: string, other: string): boolean {
  return one === other || ALIKE.some((group) => group.includes(one) && group.includes(other));
}

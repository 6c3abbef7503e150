/**
 * Tokens with a prefix of their issuer's, as issuers document them so that scanners can find them, and how to tell what was drawn at
 * random from what a person wrote to stand for it.
 */
import type { Recognizer } from '../recognizer.ts';

/** A line break may be written as `\n`. */
const BEFORE = '(?:(?<![A-Za-z0-9_+-])|(?<=\\\\[nrt]))';
const BEHIND = '(?![A-Za-z0-9_-])';

/** A token that is recognized by its shape alone. `source` begins with what only this issuer writes. */
export function token(name: string, source: string, requires?: RegExp): Recognizer {
  return {
    name,
    kind: 'secret',
    ...(requires === undefined ? {} : { requires }),
    pattern: new RegExp(`${BEFORE}(?:${source})${BEHIND}`, 'gu'),
    certainty: 3,
    validate: (value) => !isPlaceholder(value) && bitsPerSign(value.slice(-24)) >= 2.5,
  };
}

const PLACEHOLDER =
  /x{4,}|X{4,}|\*{3,}|\.{3}|…|0{8,}|1{8,}|(?:example|sample|dummy|placeholder|redacted|change[_-]?me|replace|insert|your[_-]|my[_-]|fake|todo|<|>|\$\{|\{\{|\$\()/i;

/** Whether a value stands for a secret in an example or a template. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || /^(.)\1*$/u.test(value);
}

/** Shannon entropy of the signs of a value, in bits for each. */
export function bitsPerSign(value: string): number {
  const counts = new Map<string, number>();
  for (const sign of value) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/**
 * Whether a group of rules holds: `@media` and `@container` by the assumed screen, `@supports` by what css-tree knows of CSS.
 * Source: CSS Conditional Rules Level 4.
 */
import { lexer, parse } from 'css-tree';
import { mediaHolds } from './media.ts';
import { isRelevant, readsAs } from './properties.ts';

export function groupHolds(rule: 'media' | 'supports' | 'container', prelude: string): boolean {
  switch (rule) {
    case 'media':
      return mediaHolds(prelude);
    case 'container':
      // A name may stand before the condition. Containers are taken to be as wide as the screen.
      return mediaHolds(prelude.replace(/^\s*(?!not\b)[a-z_-][\w-]*(?=\s*\()/i, ''));
    case 'supports':
      return supports(prelude.trim(), 0);
    default: {
      const unknown: never = rule;
      throw new TypeError(`unknown group ${JSON.stringify(unknown)}`);
    }
  }
}

const MAX_DEPTH = 16;

function supports(condition: string, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const negated = /^not\b(.*)$/is.exec(condition);
  if (negated !== null) return !supports((negated[1] ?? '').trim(), depth + 1);
  const parts = splitAtWords(condition);
  const holds = parts.terms.map((term) => supportsTerm(term, depth));
  return parts.word === 'or' ? holds.some(Boolean) : holds.every(Boolean);
}

function supportsTerm(term: string, depth: number): boolean {
  const text = term.trim();
  if (/^not\b/i.test(text)) return supports(text, depth + 1);
  if (/^(?:selector|font-tech|font-format|at-rule)\(/i.test(text)) return true;
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  const inner = text.slice(1, -1).trim();
  const declaration = /^(-{0,2}[a-z][\w-]*)\s*:(.*)$/is.exec(inner);
  if (declaration === null) return supports(inner, depth + 1);
  const [, property = '', value = ''] = declaration;
  if (property.startsWith('--') || /\bvar\(/i.test(value)) return true;
  if (isRelevant(property.toLowerCase()) && readsAs(property.toLowerCase(), value.trim())) return true;
  try {
    return lexer.matchProperty(property, parse(value.trim(), { context: 'value' })).error === null;
  } catch {
    return false;
  }
}

/** `(a) and (b)` as its terms, split outside of brackets. */
function splitAtWords(condition: string): { word: string; terms: string[] } {
  const terms: string[] = [];
  let word = 'and';
  let depth = 0;
  let start = 0;
  for (const match of condition.matchAll(/\(|\)|\s(and|or)\s/gi)) {
    if (match[0] === '(') depth += 1;
    else if (match[0] === ')') depth -= 1;
    else if (depth === 0) {
      word = (match[1] ?? 'and').toLowerCase();
      terms.push(condition.slice(start, match.index));
      start = match.index + match[0].length;
    }
  }
  terms.push(condition.slice(start));
  return { word, terms };
}

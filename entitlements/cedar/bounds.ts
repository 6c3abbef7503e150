/**
 * Bounds of a policy, checked before the engine reads it: text that is nested too deeply, or too long a chain of operators, can end an
 * instance of the engine for good. They are counted in tokens, so nothing has to be understood.
 */
import type { SourcePart, Token } from './source.ts';

/** Of one policy. */
export const NESTING_LIMITS = { brackets: 32, attributes: 16, elements: 1_000 } as const;

const OPERATORS = new Set([
  '&&',
  '||',
  '!',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  'in',
  'is',
  'like',
  'has',
  'if',
]);
const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** Where a policy goes beyond its bounds first, if it does; the offset is one of its text. */
export function beyondBounds(
  part: SourcePart,
  maxOperators: number,
): { readonly at: number; readonly message: string } | undefined {
  let operators = 0;
  let brackets = 0;
  let attributes = 0;
  let elements = 0;
  for (const [index, token] of part.tokens.entries()) {
    const at = token.start;
    if (isOperator(part.tokens, index)) operators += 1;
    if (operators > maxOperators)
      return { at, message: `more than ${maxOperators} operators in one policy; write it as several` };
    if (token.kind !== 'symbol') continue;
    if (OPENING.has(token.text)) brackets += 1;
    if (CLOSING.has(token.text)) brackets -= 1;
    if (brackets > NESTING_LIMITS.brackets)
      return { at, message: `brackets are nested more than ${NESTING_LIMITS.brackets} deep` };
    if (token.text === ',') elements += 1;
    if (elements > NESTING_LIMITS.elements)
      return { at, message: `more than ${NESTING_LIMITS.elements} elements are listed in one policy` };
    // A chain of attributes goes on through brackets, `a["b"]["c"]`, and ends at anything that is not part of an access.
    if (token.text === '.' || token.text === '[') attributes += 1;
    else if (token.text !== ']') attributes = 0;
    if (attributes > NESTING_LIMITS.attributes)
      return { at, message: `attributes are looked into more than ${NESTING_LIMITS.attributes} deep` };
  }
  return undefined;
}

/** An operator, or a method or function with its bracket. */
function isOperator(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.kind === 'string' || token.kind === 'number') return false;
  if (OPERATORS.has(token.text)) return true;
  if (token.text === 'permit' || token.text === 'forbid') return false;
  const next = tokens[index + 1];
  return token.kind === 'word' && next?.kind === 'symbol' && next.text === '(';
}

/**
 * Selectors inside of rules and scopes, written out as selectors that stand by themselves. Source: CSS Nesting Level 1, CSS Cascading and
 * Inheritance Level 6 (`@scope`).
 */

/** What a rule is inside of. */
export interface Scope {
  /** Selector of the rule or scope around; empty outside of one. */
  readonly scope: string;
  /** What the subject of every selector must be besides; empty for nothing. */
  readonly limit: string;
}

/** A selector inside a rule, written out: `&` is what is around it. */
export function nested(prelude: string, { scope, limit }: Scope): string {
  if (scope === '') return prelude.includes('&') ? prelude.replace(/&/g, ':root') : prelude;
  const parent = `:is(${scope})`;
  return splitList(prelude)
    .map((one) => {
      if (one.includes('&')) return one.replace(/&/g, parent) + limit;
      return (one.includes(':scope') ? one.replace(/:scope/g, parent) : `${parent} ${one}`) + limit;
    })
    .join(',');
}

const SCOPE = /^\s*(?:\(((?:[^()]|\([^()]*\))*)\))?\s*(?:to\s*\(((?:[^()]|\([^()]*\))*)\))?/i;

/** What `@scope (root) to (limit)` reaches: what is inside a root but not inside a limit in it, unless in a root of its own there. */
export function scopesOf(prelude: string, around: string): readonly Scope[] {
  const [, written = ':root', end] = SCOPE.exec(prelude) ?? [];
  const root = around === '' ? written : nested(written, { scope: around, limit: '' });
  if (end === undefined) return [{ scope: root, limit: '' }];
  const edge = `:is(${root}) :is(${end})`;
  return [
    { scope: root, limit: `:not(${edge},${edge} *)` },
    { scope: `${edge} :is(${root})`, limit: '' },
  ];
}

/** Splits a selector list at commas outside of brackets and strings. */
function splitList(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quote = '';
  for (let i = 0; i < list.length; i += 1) {
    const char = list.charAt(i);
    if (char === '\\') i += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(list.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(list.slice(start).trim());
  return parts;
}

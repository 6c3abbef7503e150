/**
 * Custom properties: inherited, substituted as text, bounded. A cycle, an endless growth or a name without a value makes the whole value
 * invalid, as in browsers. Source: CSS Custom Properties for Cascading Variables Level 2.
 */

/** Longest value that comes of substitution, in UTF-16 units. */
const MAX_CHARS = 10_000;
const MAX_DEPTH = 32;

/** Custom properties of an element and of those around it. */
export interface Variables {
  readonly own: ReadonlyMap<string, string>;
  readonly around: Variables | undefined;
}

/** `value` with its variables put in; `undefined` when it is not valid. */
export function substituted(
  value: string,
  variables: Variables | undefined,
  registered: ReadonlyMap<string, string>,
): string | undefined {
  const budget = { chars: MAX_CHARS };
  return substitute(value, { variables, registered, budget, open: [] });
}

export function hasVariables(value: string): boolean {
  return value.includes('(') && /\bvar\(/i.test(value);
}

interface Inside {
  readonly variables: Variables | undefined;
  readonly registered: ReadonlyMap<string, string>;
  readonly budget: { chars: number };
  /** Names that are being looked up, with the element that says them. */
  readonly open: readonly { readonly at: Variables; readonly name: string }[];
}

function substitute(value: string, inside: Inside): string | undefined {
  inside.budget.chars -= value.length + 1;
  if (inside.budget.chars < 0 || inside.open.length > MAX_DEPTH) return undefined;
  let text = '';
  let rest = value;
  for (let match = /\bvar\(/i.exec(rest); match !== null; match = /\bvar\(/i.exec(rest)) {
    const start = match.index + match[0].length;
    const end = closing(rest, start);
    const inner = rest.slice(start, end);
    const comma = inner.indexOf(',');
    const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
    const found = lookUp(name, inside);
    const own = found ?? (comma < 0 ? undefined : substitute(inner.slice(comma + 1), inside));
    if (own === undefined) return undefined;
    text += rest.slice(0, match.index) + own;
    rest = rest.slice(end + 1);
  }
  return text + rest;
}

function lookUp(name: string, inside: Inside): string | undefined {
  for (let at = inside.variables; at !== undefined; at = at.around) {
    const value = at.own.get(name);
    if (value === undefined) continue;
    const wide = value.trim().toLowerCase();
    if (wide === 'inherit' || wide === 'unset') continue;
    const from = at;
    if (wide === 'initial' || inside.open.some((one) => one.at === from && one.name === name)) return undefined;
    return substitute(value, { ...inside, variables: from, open: [...inside.open, { at: from, name }] });
  }
  return inside.registered.get(name);
}

function closing(text: string, start: number): number {
  let depth = 1;
  for (let i = start; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return text.length;
}

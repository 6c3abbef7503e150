/**
 * Measures how deep a YAML text nests, without recursion. The composer of the YAML library recurses, and V8 ends the whole process
 * when a regular expression has to be compiled near the end of the stack: that can't be caught, so depth is checked before.
 */
import { type CST, Parser } from 'yaml';

/** Deepest nesting of collections in `text`. Malformed text has a depth, too. */
export function yamlDepth(text: string): number {
  let deepest = 0;
  const pending: { token: CST.Token; depth: number }[] = [];
  for (const token of new Parser().parse(text)) pending.push({ token, depth: 0 });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    deepest = Math.max(deepest, depth);
    if (token.type === 'document' && token.value !== undefined) pending.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) pending.push({ token: key, depth: depth + 1 });
      if (value) pending.push({ token: value, depth: depth + 1 });
    }
  }
  return deepest;
}

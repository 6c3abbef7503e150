/**
 * Names of collections. Like principals they have one spelling, and nothing in them that could be read as text: they stand in
 * answers, paths and tokens.
 */

const GRAMMAR = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What {@link isCollectionName} asks for, for messages. */
export const COLLECTION_RULE = 'a collection is named with 1 to 128 letters, digits, `.`, `_` and `-`';

export function isCollectionName(text: string): boolean {
  return GRAMMAR.test(text);
}

/**
 * The properties that decide whether text is seen, and whether a value of one is valid: a browser drops a declaration that it can't
 * read, so one that is taken here and dropped there (or the other way round) would be a way to hide text. Shorthands become longhands.
 */
import { LONGHANDS } from './longhands.ts';
import { type Longhand, NAMES_OF, SHORTHANDS } from './shorthands.ts';
import { remembering } from './value.ts';

/** Other names of a property. Text runs from left to right here. */
const ALIASES: Readonly<Record<string, string>> = {
  'inline-size': 'width',
  'block-size': 'height',
  'max-inline-size': 'max-width',
  'max-block-size': 'max-height',
  'min-inline-size': 'min-width',
  'min-block-size': 'min-height',
  'inset-inline-start': 'left',
  'inset-inline-end': 'right',
  'inset-block-start': 'top',
  'inset-block-end': 'bottom',
  'margin-inline-start': 'margin-left',
  'margin-inline-end': 'margin-right',
  'margin-block-start': 'margin-top',
  'margin-block-end': 'margin-bottom',
  'overflow-inline': 'overflow-x',
  'overflow-block': 'overflow-y',
  'word-wrap': 'overflow-wrap',
  'grid-column': 'grid-area',
  'grid-row': 'grid-area',
};

/** Values of every property. */
export const WIDE: ReadonlySet<string> = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);

/** Whether a declaration of the property can matter. */
export function isRelevant(property: string): boolean {
  return property === 'all' || property.startsWith('--') || property in LONGHANDS || ownName(property) !== undefined;
}

/** Whether a browser takes the value. */
export function readsAs(property: string, value: string): boolean {
  return longhandsOf(property, value) !== undefined;
}

/** The longhands of a declaration without variables; `undefined` when it is not valid. `all` is not expanded. */
export function longhandsOf(property: string, value: string): readonly Longhand[] | undefined {
  return expanded(`${property}\n${value}`);
}

/** The longhands that a declaration of the property sets, whatever its value. */
export function longhandNames(property: string): readonly string[] {
  const name = ownName(property);
  if (name === undefined) return [];
  return name in LONGHANDS ? [name] : (NAMES_OF[name] ?? []);
}

/** The name that a property goes by here; `undefined` for one that does not matter. */
const ownName = remembering((property: string): string | undefined => {
  const known = (name: string): boolean => name in LONGHANDS || name in SHORTHANDS;
  if (known(property)) return property;
  const alias = ALIASES[property];
  if (alias !== undefined) return alias;
  const bare = property.replace(/^-webkit-/, '');
  return bare !== property && known(bare) ? bare : undefined;
});

const expanded = remembering((key: string): readonly Longhand[] | undefined => {
  const split = key.indexOf('\n');
  const name = ownName(key.slice(0, split));
  const written = key.slice(split + 1).trim();
  if (name === undefined || written === '') return undefined;
  const value = CASED.has(name) ? written : lowered(written);
  if (WIDE.has(value.toLowerCase())) return longhandNames(name).map((one): Longhand => [one, value.toLowerCase()]);
  const reads = LONGHANDS[name];
  if (reads !== undefined) return reads(value) ? [[name, value]] : undefined;
  const longhands = SHORTHANDS[name]?.(value);
  if (longhands === undefined) return undefined;
  return longhands.every(([one, own]) => LONGHANDS[one]?.(own) ?? false) ? longhands : undefined;
});

/** Names of animations, contents and the letters of paths keep their case. */
const CASED: ReadonlySet<string> = new Set(['animation', 'animation-name', 'content', 'offset-path']);

/** Addresses keep their case, everything else has none. */
function lowered(value: string): string {
  return value.includes('url(') || value.includes('URL(')
    ? value.replace(/^[^(]*|\)[^(]*/g, (text) => text.toLowerCase())
    : value.toLowerCase();
}

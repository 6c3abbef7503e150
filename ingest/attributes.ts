/**
 * Attributes as a sender states them, against what is declared. All faults are told at once. It changes nothing and knows no workspace.
 */
import { type Attributes, type AttributeValue, parseAttribute } from '../entitlements/attributes.ts';
import { excerpt } from '../filters/finding.ts';
import type { AttributeTypes } from './rows.ts';

/** What was stated, of its declared types; or why not. */
export type ParsedAttributes =
  | { readonly ok: true; readonly attributes: Attributes }
  | { readonly ok: false; readonly faults: readonly AttributeFault[] };

export interface AttributeFault {
  readonly name: string;
  readonly why: string;
}

export function parseAttributes(stated: Readonly<Record<string, unknown>>, types: AttributeTypes): ParsedAttributes {
  const faults: AttributeFault[] = [];
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(stated)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    const parsed = type === undefined ? undefined : parseAttribute(type, value);
    if (parsed !== undefined) attributes[name] = parsed;
    else faults.push({ name: excerpt(name), why: type === undefined ? 'is not declared' : `is not a \`${type}\`` });
  }
  return faults.length === 0 ? { ok: true, attributes } : { ok: false, faults };
}

/** Faults of columns that were named as attributes of rows and are not declared. */
export function undeclared(names: readonly string[], types: AttributeTypes): AttributeFault[] {
  return names.filter((name) => !Object.hasOwn(types, name)).map((name) => ({ name, why: 'is not declared' }));
}

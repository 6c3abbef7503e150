/**
 * What may be said of a principal: which fields go with which kind, within which bounds, and attributes as the workspace declares
 * them. Guarantees: everything that is wrong is told at once. Nothing here reads or writes.
 */
import {
  type Attributes,
  type AttributeType,
  type AttributeValue,
  parseAttribute,
  type Registry,
  type Subject,
} from '../../../entitlements/attributes.ts';
import { COLLECTION_RULE, isCollectionName } from '../../../entitlements/collection.ts';
import { kindOf, type Principal, type PrincipalKind } from '../../../entitlements/principal.ts';
import { excerpt } from '../../../filters/finding.ts';
import { LIMITS } from '../../broker.ts';
import type { AgentCeiling, AttributesInput, PrincipalFields } from '../../governance.ts';
import type { Fault } from '../../problem.ts';
import { agentSafeguards } from '../../safeguards/schema.ts';

/** Kinds of principals that a field is said of. */
const SAID_OF = {
  displayName: ['user', 'group', 'agent'],
  active: ['user', 'agent'],
  clearance: ['user', 'agent'],
  attributes: ['user', 'agent'],
  manager: ['user'],
  external: ['agent'],
  ceiling: ['agent'],
} as const satisfies Record<keyof PrincipalFields, readonly PrincipalKind[]>;

/** What is wrong with the fields of this principal, apart from the values of attributes. `at` is the field. */
export function fieldFaults(principal: Principal, fields: PrincipalFields): Fault[] {
  const kind = kindOf(principal);
  const misplaced = Object.entries(SAID_OF).flatMap(([field, kinds]: [string, readonly PrincipalKind[]]): Fault[] => {
    const isSaid = fields[field as keyof PrincipalFields] !== undefined;
    return isSaid && !kinds.includes(kind) ? [{ at: field, detail: misplacedDetail(kind, field) }] : [];
  });
  if (misplaced.length > 0) return misplaced;
  const { displayName, manager, attributes, ceiling } = fields;
  const faults: Fault[] = [];
  if (typeof displayName === 'string' && !isLine(displayName, LIMITS.nameLength)) {
    faults.push({ at: 'displayName', detail: `must be one line of 1 to ${LIMITS.nameLength} characters` });
  }
  if (typeof manager === 'string') {
    if (kindOf(manager) !== 'user') faults.push({ at: 'manager', detail: 'a manager is a person: write `user:name`' });
    else if (manager === principal) faults.push({ at: 'manager', detail: 'nobody is their own manager' });
  }
  if (attributes !== undefined && Object.keys(attributes).length > LIMITS.attributes) {
    faults.push({ at: 'attributes', detail: `at most ${LIMITS.attributes} attributes` });
  }
  return [...faults, ...(ceiling ? ceilingFaults(ceiling) : [])];
}

function misplacedDetail(kind: PrincipalKind, field: string): string {
  if (kind === 'group' && field === 'active') return 'a group can not be suspended: take its members out';
  return `is not said of ${kind === 'agent' ? 'an agent' : `a ${kind}`}`;
}

function ceilingFaults({ collections = [], purposes = [], maxRisk, safeguards }: AgentCeiling): Fault[] {
  const faults: Fault[] = [];
  if (collections.length > LIMITS.collections) {
    faults.push({ at: 'ceiling.collections', detail: `at most ${LIMITS.collections} collections` });
  }
  for (const name of collections.slice(0, LIMITS.collections)) {
    if (!isCollectionName(name)) {
      faults.push({ at: 'ceiling.collections', detail: `\`${excerpt(name)}\`: ${COLLECTION_RULE}` });
    }
  }
  if (purposes.length > MAX_PURPOSES) {
    faults.push({ at: 'ceiling.purposes', detail: `at most ${MAX_PURPOSES} purposes` });
  }
  if (!purposes.slice(0, MAX_PURPOSES).every(isPurpose)) {
    faults.push({ at: 'ceiling.purposes', detail: `a purpose is text of 1 to ${LIMITS.purposeLength} characters` });
  }
  // Written so that NaN is refused, too.
  if (maxRisk !== undefined && !(maxRisk >= 0 && maxRisk <= 1)) {
    faults.push({ at: 'ceiling.maxRisk', detail: 'must be a number from 0 to 1' });
  }
  const read = agentSafeguards.optional().safeParse(safeguards);
  for (const { path, message } of read.error?.issues ?? []) {
    faults.push({ at: ['ceiling.safeguards', ...path].join('.'), detail: message });
  }
  return faults;
}

/** Purposes that an agent is kept to. */
const MAX_PURPOSES = 100;

/** Control characters, separators of lines, and lone surrogates. */
const NOT_ON_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

function isLine(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength && !NOT_ON_A_LINE.test(text);
}

/** What a question can be asked for. The policy engine throws on lone surrogates. */
function isPurpose(text: string): boolean {
  return text !== '' && text.length <= LIMITS.purposeLength && !/[\p{Cs}\0]/u.test(text);
}

/** The kind of attributes that a principal has; groups have none. */
export function subjectOf(principal: Principal): Exclude<Subject, 'resource'> | undefined {
  const kind = kindOf(principal);
  return kind === 'group' ? undefined : kind;
}

/** Attributes as the registry declares them, or what is wrong with them: `at` is `attributes.` and the name. */
export function readAttributes(
  registry: Registry,
  subject: Subject,
  input: AttributesInput,
): { readonly values: Attributes; readonly faults: readonly Fault[] } {
  const values: [string, AttributeValue][] = [];
  const faults: Fault[] = [];
  for (const [name, given] of Object.entries(input)) {
    const type = Object.hasOwn(registry[subject], name) ? registry[subject][name] : undefined;
    const value = type && parseAttribute(type, given);
    if (value !== undefined) values.push([name, value]);
    else faults.push({ at: `attributes.${excerpt(name)}`, detail: type ? WANTED[type] : 'is not declared' });
  }
  return { values: Object.fromEntries(values), faults };
}

const WANTED = {
  string: 'must be text of 1 to 1,000 characters',
  long: 'must be a whole number',
  bool: 'must be true or false',
  datetime: 'must be a date, or a date and time with its offset, such as `2026-11-30T17:00:00Z`',
  strings: 'must be a list of texts',
} as const satisfies Record<AttributeType, string>;

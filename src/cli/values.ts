/**
 * Values of options, parsed once where they enter. What is malformed is refused with a message that says what would do.
 */
import { InvalidArgumentError } from 'commander';
import {
  ATTRIBUTE_NAME_RULE,
  ATTRIBUTE_TYPES,
  type AttributeType,
  isAttributeName,
  SUBJECTS,
  type Subject,
} from '../../entitlements/attributes.ts';
import { CLASSIFICATIONS, type Classification } from '../../entitlements/classification.ts';
import { COLLECTION_RULE, isCollectionName } from '../../entitlements/collection.ts';
import {
  kindOf,
  type Principal,
  type PrincipalKind,
  parsePrincipal,
  principalOf,
} from '../../entitlements/principal.ts';
import { LIMITS } from '../broker.ts';
import { SCOPES, type Scope } from '../identity/caller.ts';
import { MAX_TOKEN_LIFE_S } from '../identity/settings.ts';

/** A principal of any kind. */
export function anyPrincipal(text: string): Principal {
  const principal = parsePrincipal(text);
  if (principal !== undefined) return principal;
  throw new InvalidArgumentError('Write `user:name`, `group:name` or `agent:name`.');
}

/** A principal of one kind: `user:alice`, or `alice` where only a user can be meant. */
export const named =
  (kind: PrincipalKind) =>
  (text: string): Principal => {
    const principal = text.includes(':') ? parsePrincipal(text) : principalOf(kind, text);
    if (principal !== undefined && kindOf(principal) === kind) return principal;
    throw new InvalidArgumentError(`Write \`${kind}:name\`.`);
  };

/** The name without its kind, as tokens want it. */
export function bareName(principal: Principal): string {
  return principal.slice(principal.indexOf(':') + 1);
}

/** `hr,all`: group names, with or without `group:`. */
export function groupNames(text: string): readonly string[] {
  const group = named('group');
  return listOf(text).map((name) => bareName(group(name)));
}

/** Collects a repeatable option that takes principals, or several at once with commas. */
export function principals(text: string, before: readonly Principal[] = []): readonly Principal[] {
  return [...before, ...listOf(text).map(anyPrincipal)];
}

/** Collects a repeatable option that takes names, or several at once with commas. */
export function names(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...listOf(text)];
}

/** Parts of a list with commas or spaces. */
function listOf(text: string): string[] {
  return text.split(/[,\s]+/).filter((part) => part !== '');
}

export function classification(text: string): Classification {
  const found = CLASSIFICATIONS.find((level) => level === text);
  if (found === undefined) throw new InvalidArgumentError(`Write one of ${CLASSIFICATIONS.join(', ')}.`);
  return found;
}

/** `retrieve ingest` or `retrieve,ingest`. */
export function scopes(text: string): readonly Scope[] {
  return listOf(text).map((name) => {
    const found = SCOPES.find((scope) => scope === name);
    if (found === undefined) throw new InvalidArgumentError(`Scopes are ${SCOPES.join(', ')}.`);
    return found;
  });
}

/** A whole number within bounds. */
export const whole =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Write a whole number from ${from} to ${to}.`);
  };

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `15m`, `8h` or `7d`, in seconds, up to a bound. */
const duration =
  (maxS: number, most: string) =>
  (text: string): number => {
    const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
    const seconds = Number(count) * (SECONDS[unit] ?? 0);
    if (seconds >= 1 && seconds <= maxS) return seconds;
    throw new InvalidArgumentError(`Write a number with \`s\`, \`m\`, \`h\` or \`d\`, up to ${most}.`);
  };

export const tokenLife = duration(MAX_TOKEN_LIFE_S, '24h');
export const grantLife = duration(LIMITS.grantLifetimeS, '30d');

/** The one limit on owners that there is. */
export function ownerLimit(text: string): 'self' {
  if (text === 'self') return text;
  throw new InvalidArgumentError('Write `self`.');
}

export function collectionName(text: string): string {
  if (isCollectionName(text)) return text;
  throw new InvalidArgumentError(`Not a name: ${COLLECTION_RULE}.`);
}

export function attributeSubject(text: string): Subject {
  const found = SUBJECTS.find((subject) => subject === text);
  if (found === undefined) throw new InvalidArgumentError(`Write one of ${SUBJECTS.join(', ')}.`);
  return found;
}

export function attributeName(text: string): string {
  if (isAttributeName(text)) return text;
  throw new InvalidArgumentError(`Not a name: ${ATTRIBUTE_NAME_RULE}.`);
}

export function attributeType(text: string): AttributeType {
  const found = ATTRIBUTE_TYPES.find((type) => type === text);
  if (found === undefined) throw new InvalidArgumentError(`Write one of ${ATTRIBUTE_TYPES.join(', ')}.`);
  return found;
}

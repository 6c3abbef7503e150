/**
 * From unknown input to a parsed value or to a `Problem` that names every fault by place. The words are our own, since those of a
 * library change with it; they never repeat a value, only the names of fields that nobody knows.
 */
import type { z } from 'zod';
import { type Fault, Problem } from '../problem.ts';

const MAX_FAULTS = 20;
const MAX_PLACE_LENGTH = 200;

/** Parses, or throws `invalid-request`. `inBody` places faults by JSON pointer, otherwise by the field's name. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, inBody: boolean): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.flatMap((issue) => faultsOf(issue, inBody)));
}

/** The `invalid-request` that lists these faults, the first of them in its detail. */
export function invalidRequest(faults: readonly Fault[]): Problem {
  const [first, ...others] = faults;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  const detail = first && `${first.at === '' ? '' : `\`${first.at}\`: `}${first.detail}${more}`;
  return new Problem('invalid-request', detail, { faults: faults.slice(0, MAX_FAULTS) });
}

function faultsOf(issue: z.core.$ZodIssue, inBody: boolean): Fault[] {
  const at = (...further: PropertyKey[]) => placeOf([...issue.path, ...further], inBody);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ at: at(key), detail: 'unknown field' }));
  return [{ at: at(), detail: wordsOf(issue) }];
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'required' : `must be ${withArticle(issue.expected)}`;
    case 'too_small':
      return `must ${extentOf(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${extentOf(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a well-formed name';
    case 'custom':
    case 'invalid_format':
      return issue.message;
    default:
      return 'is not well-formed';
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  object: 'an object',
  array: 'a list',
  record: 'an object',
  boolean: '`true` or `false`',
};
const withArticle = (expected: string) => NOUNS[expected] ?? `a ${expected}`;

const extentOf = (origin: string) => (origin === 'string' || origin === 'array' ? 'have' : 'be');

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** `/a/0/b~1c` of RFC 6901 in a body; `a` elsewhere. */
function placeOf(path: readonly PropertyKey[], inBody: boolean): string {
  const place = inBody
    ? path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    : path.map(String).join('.');
  return place.slice(0, MAX_PLACE_LENGTH).replace(/[\p{C}]/gu, '\u{FFFD}');
}

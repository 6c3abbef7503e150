/**
 * Typed attributes of people, agents and resources. What an attribute may hold is declared once a workspace, in its registry; a value
 * that nobody declared, or that is not of its type, is refused where it comes in. There are no defaults: absent is absent.
 */

/** `datetime` is kept as milliseconds since the Unix epoch, `strings` is a set. */
export const ATTRIBUTE_TYPES = ['string', 'long', 'bool', 'datetime', 'strings'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** Whom an attribute is said of. */
export const SUBJECTS = ['user', 'agent', 'resource'] as const;
export type Subject = (typeof SUBJECTS)[number];

export type AttributeValue = string | number | boolean | readonly string[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** The declared attributes of a workspace, by subject and name. */
export type Registry = Readonly<Record<Subject, Readonly<Record<string, AttributeType>>>>;

export const NO_ATTRIBUTES: Registry = { user: {}, agent: {}, resource: {} };

/** Bounds of what an attribute may hold: lengths in UTF-16 code units. */
export const ATTRIBUTE_LIMITS = { names: 100, stringLength: 1_000, setSize: 100 } as const;

/** Identifiers of Cedar, so that a policy writes `resource.attr.region`; the name is also a key of JSON paths. */
const NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;
/** Words that Cedar reserves. */
const RESERVED = new Set(['true', 'false', 'if', 'then', 'else', 'in', 'is', 'like', 'has']);

export const ATTRIBUTE_NAME_RULE = 'an attribute is named with 1 to 64 letters, digits and `_`, a letter first';

export function isAttributeName(text: string): boolean {
  return NAME.test(text) && !RESERVED.has(text);
}

/** A date, or a date and time with its offset from UTC, as RFC 3339 writes them. */
const DATETIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2}))?$/;
const LONG = /^-?\d{1,16}$/;

/**
 * The value of a declared type, from JSON or from the text of a table's cell; `undefined` when it is none. Text of a set is parted by `;`
 * or `,`. Whole numbers up to 2^53 - 1, both ways; text has no lone surrogates, on which Cedar throws.
 */
export function parseAttribute(type: AttributeType, value: unknown): AttributeValue | undefined {
  switch (type) {
    case 'string':
      return isText(value) ? value : undefined;
    case 'long':
      return parseLong(value);
    case 'bool':
      return parseBool(value);
    case 'datetime':
      return parseDatetime(value);
    case 'strings':
      return parseStrings(value);
    default:
      return type satisfies never;
  }
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= ATTRIBUTE_LIMITS.stringLength &&
    value.isWellFormed() &&
    !value.includes('\0')
  );
}

function parseLong(value: unknown): number | undefined {
  const number = typeof value === 'string' && LONG.test(value) ? Number(value) : value;
  // -0 and 0 are one number, and have one spelling.
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : undefined;
}

function parseBool(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function parseDatetime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !DATETIME.test(value)) return undefined;
  const atMs = Date.parse(value);
  if (Number.isNaN(atMs)) return undefined;
  // The engine of JavaScript rolls the 30th of February over to March; nobody meant that.
  const day = Number(value.slice(8, 10));
  const lastDay = new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
  return day <= lastDay ? atMs : undefined;
}

function parseStrings(value: unknown): readonly string[] | undefined {
  const parts: unknown = typeof value === 'string' ? value.split(/[;,]/).map((part) => part.trim()) : value;
  if (!Array.isArray(parts) || parts.length > ATTRIBUTE_LIMITS.setSize || !parts.every(isText)) return undefined;
  return [...new Set(parts)].sort();
}

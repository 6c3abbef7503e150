/**
 * How values of each kind are masked, and how they are written alike before they are compared. A mask leaves what tells people which value
 * it is among those they know, and too little to use it or to guess the rest.
 */
import type { DlpKind } from './kinds.ts';

const STARS = '****';
/** A secret has to be this long before four characters of it can be shown. */
const MIN_SECRET_WITH_TAIL = 20;

/** The value with most of it gone. */
export function masked(kind: DlpKind, value: string): string {
  switch (kind) {
    case 'email':
      return maskedEmail(value);
    case 'phone':
      return STARS + tail(value, 3);
    case 'iban':
      return `${value.slice(0, 2)}${STARS}${tail(value, 4)}`;
    case 'card':
      return STARS + tail(value, 4);
    case 'national-id':
      return STARS + tail(value, 2);
    case 'secret':
      return STARS + (value.length >= MIN_SECRET_WITH_TAIL && /^[\w+/=.~-]+$/.test(value) ? tail(value, 4) : '');
    case 'ip-address':
      return maskedIp(value);
    case 'address':
      return STARS;
    default: {
      const never: never = kind;
      throw new Error(`unknown kind \`${String(never)}\``);
    }
  }
}

/** The value in the one way of writing it that all its ways share. */
export function sameValue(kind: DlpKind, value: string): string {
  switch (kind) {
    case 'email':
    case 'ip-address':
      return value.toLowerCase();
    case 'phone':
    case 'iban':
    case 'card':
    case 'national-id':
      return value.replace(/[^\p{L}\p{N}+]/gu, '').toUpperCase();
    case 'address':
      return value
        .replace(/[\s,.]+/g, ' ')
        .trim()
        .toLowerCase();
    case 'secret':
      return value;
    default: {
      const never: never = kind;
      throw new Error(`unknown kind \`${String(never)}\``);
    }
  }
}

function tail(value: string, length: number): string {
  return value.replace(/[^\p{L}\p{N}]/gu, '').slice(-length);
}

function maskedEmail(value: string): string {
  const at = value.lastIndexOf('@');
  const first = [...value.slice(0, at)][0] ?? '';
  // Of a name of one letter the first letter is the whole.
  return `${first.length < at ? first : ''}${STARS}${value.slice(at)}`;
}

function maskedIp(value: string): string {
  if (value.includes(':')) return `${value.split(':').slice(0, 2).join(':')}:${STARS}`;
  return `${value.split('.').slice(0, 2).join('.')}.*.*`;
}

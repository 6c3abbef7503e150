/**
 * Cuts folded text into the words that n-grams are made of: runs of letters, marks and digits; any other symbol, an ideograph, a kana and a
 * character beyond the basic plane are words of their own. A longer run than {@link MAX_WORD_UNITS} is several words, so that no text makes
 * one word expensive. Linear.
 */

/** In UTF-16 units. */
const MAX_WORD_UNITS = 32;

const SPACE = 0;
const LETTER = 1;
const ALONE = 2;

/** Where words begin and end in a text, in UTF-16 units, in order. */
export interface Words {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

let kinds: Uint8Array | undefined;

export function wordsOf(text: string): Words {
  kinds ??= tableOfKinds();
  let starts = new Uint32Array(16 + (text.length >> 2));
  let ends = new Uint32Array(starts.length);
  let count = 0;
  const add = (start: number, end: number): void => {
    if (count === starts.length) {
      starts = wider(starts);
      ends = wider(ends);
    }
    starts[count] = start;
    ends[count] = end;
    count += 1;
  };
  for (let at = 0; at < text.length; ) {
    const start = at;
    const kind = kinds[text.charCodeAt(at)];
    at += 1;
    if (kind === SPACE) continue;
    if (kind === LETTER) {
      while (at < text.length && at - start < MAX_WORD_UNITS && kinds[text.charCodeAt(at)] === LETTER) at += 1;
    } else if (isPair(text, start)) {
      at += 1;
    }
    add(start, at);
  }
  return { starts, ends, count };
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

function wider(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(array.length * 2);
  result.set(array);
  return result;
}

/** For each UTF-16 unit; halves of pairs stand alone. */
function tableOfKinds(): Uint8Array {
  const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const letter = /[\p{L}\p{M}\p{N}]/u;
  return Uint8Array.from({ length: 0x10000 }, (_, unit) => {
    const character = String.fromCharCode(unit);
    if (/\s/.test(character)) return SPACE;
    return letter.test(character) && !alone.test(character) ? LETTER : ALONE;
  });
}

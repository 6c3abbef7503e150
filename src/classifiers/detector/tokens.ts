/**
 * Tokens with their places. The tokenizer (src/word-pieces) gives tokens of a whole text and no places; here it is asked word by word. A word ends
 * where it would end for the tokenizer, too: at white space, and at either side of a character that is a word of its own. So the tokens are those of the
 * whole text, and each has the place of its word.
 */
import { IS_ALONE, IS_SPACE, IS_SURROGATE, kindOf, UNITS } from '../../word-pieces/normalizer.ts';
import type { Tokenizer } from '../../word-pieces/tokenizer.ts';

/** The tokens of a text, in order. */
export interface PlacedTokens {
  /** Rows of the vocabulary. */
  readonly ids: Int32Array;
  /** Where each token's word begins and ends in the text, in UTF-16 units. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

export function tokensOf(text: string, tokenizer: Tokenizer): PlacedTokens {
  let ids = new Int32Array(16 + (text.length >> 1));
  let starts = new Uint32Array(ids.length);
  let ends = new Uint32Array(ids.length);
  let length = 0;
  const addWord = (start: number, end: number): void => {
    if (start === end) return;
    tokenizer.tokenize(text.slice(start, end), (rows, count) => {
      while (length + count > ids.length) {
        ids = wider(ids, new Int32Array(ids.length * 2));
        starts = wider(starts, new Uint32Array(starts.length * 2));
        ends = wider(ends, new Uint32Array(ends.length * 2));
      }
      ids.set(rows.subarray(0, count), length);
      starts.fill(start, length, length + count);
      ends.fill(end, length, length + count);
      length += count;
    });
  };
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const [kind, units] = characterAt(text, at);
    const next = at + units;
    if (kind === IS_SPACE || kind === IS_ALONE) {
      addWord(start, at);
      if (kind === IS_ALONE) addWord(at, next);
      start = next;
    }
    at = next;
  }
  addWord(start, text.length);
  return { ids: ids.subarray(0, length), starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

/** What the character is for the tokenizer, and how many units it has. */
function characterAt(text: string, at: number): readonly [number, number] {
  const unit = text.charCodeAt(at);
  const kind = UNITS[unit] ?? 0;
  if (kind !== IS_SURROGATE) return [kind, 1];
  const code = text.codePointAt(at) ?? 0;
  return code === unit ? [kind, 1] : [kindOf(code), 2];
}

function wider<A extends Int32Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

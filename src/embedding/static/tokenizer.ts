/**
 * BERT's uncased tokenizer: text to rows of a vocabulary.
 */

const UNKNOWN = '[UNK]';
const MAX_WORD_CHARACTERS = 100;

export class Tokenizer {
  readonly #rows: Map<string, number>;
  readonly #longest: number;

  constructor(vocabulary: readonly string[]) {
    this.#rows = new Map(vocabulary.map((token, row) => [token, row]));
    this.#longest = Math.max(...vocabulary.map((token) => token.length));
  }

  tokenize(text: string): number[] {
    const tokens: number[] = [];
    for (const word of words(text)) this.#pieces(word, tokens);
    return tokens;
  }

  #pieces(word: string, tokens: number[]): void {
    const before = tokens.length;
    const unknown = this.#rows.get(UNKNOWN) ?? 0;
    if ([...word].length > MAX_WORD_CHARACTERS) return void tokens.push(unknown);
    for (let start = 0; start < word.length; ) {
      let end = Math.min(word.length, start + this.#longest);
      let row: number | undefined;
      for (; end > start; end--) {
        row = this.#rows.get((start === 0 ? '' : '##') + word.slice(start, end));
        if (row !== undefined) break;
      }
      if (row === undefined) {
        tokens.length = before;
        tokens.push(unknown);
        return;
      }
      tokens.push(row);
      start = end;
    }
  }
}

function words(text: string): string[] {
  return text
    .toWellFormed()
    .replace(/[\t\n\r\p{Z}]/gu, ' ')
    .replace(/[\p{C}\ufffd]/gu, '')
    .replace(/\p{Script=Han}/gu, ' $& ')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~\p{P}]/gu, ' $& ')
    .split(' ')
    .filter((word) => word !== '');
}

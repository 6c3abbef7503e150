/**
 * The table of words: an inverted index without the text. It is given words that `segment` has made, so its tokenizer has no more to do
 * than to cut at spaces (`ascii` takes every other character for a letter) and to bring English words to their stems.
 */
export const WORDS_TABLE = `CREATE VIRTUAL TABLE words USING fts5 (
    title, headings, body, content = '', contentless_delete = 1, tokenize = 'porter ascii'
  );`;

/** Hostile Markdown costs little: what would take the parser long is refused or left as it is typed, and all else is parsed as ever. */
import fc from 'fast-check';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../ingest/formats/markdown/parse.ts';
import { extractMarkdown } from '../../../ingest/formats/markdown.ts';
import { bytesOf, refusalOf, shown } from './helpers.ts';

const read = (text: string) => extractMarkdown(bytesOf(text));
const plain = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze();

/** Pieces of Markdown, and the places where a document may be cut. */
const PIECES = (
  '#|*|**|_|~|~~|`|```\n|<|>|[|](|][|]|: |(|)|- |1. |\n|\n\n|\n\na|\n\n# |\n\n- |\n- a|\n* [a]|\n1. a|\n2. b|\n3) a| |a|!|[^a]|[^a]: |[a]|[a]: |<!--|-->|<b>|<div>' +
  '|<script>|</script>|<?|\\|    |---\n|+++\n|\r\n|=\n|http://a.b|"|&amp;|\t'
).split('|');

/** Behind code that is indented the parser of the whole takes a list in a list, whose only item is empty, for text. */
const EMPTY_LIST_AFTER_CODE =
  /(?: {4}|\t)[^\r\n]*(?:\r?\n)[^\S\r\n]*(?:\r?\n)[\s\S]*(?:[-*+]|\d[.)])[ \t]+(?:[-*+]|\d[.)])[ \t]*(?:[\r\n]|$)/;

describe('the parser of Markdown', () => {
  it('gives the same tree in parts and within bounds as whole and without', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }), (pieces) => {
        const text = pieces.join('');
        // Behind a rule at the very start, which could have been front matter, the parser misses a list.
        fc.pre(!/^(?:---|\+\+\+)/.test(text));
        fc.pre(!EMPTY_LIST_AFTER_CODE.test(text));
        expect(parseMarkdown(text, { minPartChars: 1 }).children).toEqual(plain.parse(text).children);
      }),
      { numRuns: 150 },
    );
  });

  it('tells the line of every part, and leads references across them', () => {
    const text = `[a] and [^n]\n\n${'word\n\n'.repeat(5)}# Head\n\n[a]: https://x.example\n\n[^n]: note\n\nEnd\n`;
    expect(parseMarkdown(text, { minPartChars: 4 }).children).toEqual(plain.parse(text).children);
  });

  it.each([
    ['lists on one line', `${'- '.repeat(2_000)}x`],
    ['stars on one line', `${'* '.repeat(2_000)}x`],
    ['numbers on one line', `${'1. '.repeat(2_000)}x`],
    ['quotes on one line', `${'> '.repeat(8_000)}x`],
    ['footnotes on one line', `${'[^a]: '.repeat(2_000)}x`],
    ['deep lines, many of them', `${'> - '.repeat(45)}x\n\n`.repeat(1_000)],
    ['brackets around brackets', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['comments without an end', 'a <!-- '.repeat(4_000)],
    ['addresses without an end', '[a](b ('.repeat(4_000)],
    ['stars around stars', `${'*'.repeat(600)}a${'*'.repeat(600)}`],
  ])('refuses %s', async (_what, text) => {
    expect((await refusalOf(read(text))).code).toBe('too-deeply-nested');
  });

  it.each([
    ['stars and underscores that close nothing', '*a_ '.repeat(4_000)],
    ['stars within words', 'a**b'.repeat(4_000)],
    ['closing brackets', ']'.repeat(30_000)],
  ])('shows %s as they are typed', async (_what, text) => {
    const [first] = shown(await read(text));
    expect(first?.[1].trimEnd()).toBe(text.trimEnd());
  });

  it.each([
    ['a rule of stars', `a\n\n${'* '.repeat(500)}\n\nb`, ['a', 'b']],
    ['quotes in code', `\`\`\`\n${'>'.repeat(500)}\n\`\`\``, ['>'.repeat(500)]],
    ['many headings', 'Head\n====\n\ntext\n\n'.repeat(600), Array(600).fill(['Head', 'text']).flat()],
    ['many links in one paragraph', '[a](https://x.example) '.repeat(500), [`${'a '.repeat(500)}`]],
    ['much emphasis in one paragraph', '**a** _b_ '.repeat(300), [`${'a b '.repeat(300)}`]],
  ])('reads %s', async (_what, text, texts) => {
    expect(shown(await read(text)).map(([, one]) => one.trimEnd())).toEqual(texts.map((one) => one.trimEnd()));
  });
});

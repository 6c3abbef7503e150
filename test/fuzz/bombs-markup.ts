/** Bombs in HTML, CSS and Markdown. The cases of Markdown follow the pathological ones in the tests of cmark. */
import { type Bomb, bomb } from './bomb.ts';
import { repeated } from './makers.ts';

const MIB = 1024 * 1024;

const html = (name: string, make: () => string) => bomb(name, 'a.html', make);
const style = (css: string, body: string) => `<style>${css}</style>${body}`;
const nested = (open: string, inner: string, close: string, depth: number) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

/** Quotes grow with each level, which bounds how deep it can be in two megabytes. */
function framesInFrames(): string {
  let frame = 'words';
  for (let i = 0; i < 12; i += 1) {
    frame = `<iframe srcdoc="${frame.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`.slice(0, 2 * MIB);
  }
  return frame;
}

export const HTML_BOMBS: readonly Bomb[] = [
  html('100,000 levels', () => `${'<div>'.repeat(100_000)}words`),
  html('100,000 levels of letters', () => `${'<b><i>'.repeat(50_000)}words`),
  html('formatting that is closed crosswise', () => '<b><p><i></b>'.repeat(20_000)),
  html('tables in tables', () => '<table><tr><td>'.repeat(20_000)),
  html('200,000 attributes', () => `<p ${repeated(200_000, (i) => `a${i}=1 `)}>words`),
  html('rules times elements', () =>
    style(
      repeated(3_000, (i) => `p:nth-child(${i}) ~ p{color:red}`),
      '<p>words'.repeat(3_000),
    ),
  ),
  html('classes times elements', () =>
    style(
      repeated(20_000, (i) => `.c${i} .d{color:red}`),
      '<p class="d">words'.repeat(20_000),
    ),
  ),
  html('selectors that look far up', () =>
    style(`${'div '.repeat(200)}p{color:red}`, `${'<div>'.repeat(400)}${'<p>words</p>'.repeat(2_000)}`),
  ),
  html('selectors in selectors', () => style(`${nested(':not(', 'a', ')', 20_000)}{color:red}`, '<p>words')),
  html('elements that have elements', () =>
    style(`${'div:has(p:has(b)) '.repeat(4)}p{color:red}`, '<div><p><b>words</b></p>'.repeat(400)),
  ),
  html('variables that grow', () =>
    style(
      `p{${repeated(40, (i) => `--v${i}:var(--v${i + 1}) var(--v${i + 1});`)}--v40:red;color:var(--v0)}`,
      '<p>words',
    ),
  ),
  html('variables in variables', () => `<p style="color:${nested('var(--a,', 'red', ')', 20_000)}">words`),
  html('sums in sums', () => `<p style="width:${nested('calc(', '1px', ')', 20_000)}">words`),
  html('media in media', () => style(`${'@media all{'.repeat(20_000)}p{color:red}`, '<p>words')),
  html('rules in rules', () => style(`p${'{&'.repeat(20_000)}{color:red}`, '<p>words')),
  html('a style on each of fifty thousand', () =>
    '<p style="color:#777;background:#888;opacity:.5;font-size:3px;text-indent:-99px">words'.repeat(50_000),
  ),
  html('frames in frames', framesInFrames),
  html('a million openings', () => '<'.repeat(1_000_000)),
  html('300,000 comments', () => `${'<!--'.repeat(300_000)}words`),
];

/** A sign, again and again. */
const SIGNS: readonly (readonly [name: string, sign: string, count: number])[] = [
  ['brackets', '[', 50_000],
  ['links that are never closed', '[a](', 30_000],
  ['pictures', '![', 50_000],
  ['stars', '*', 100_000],
  ['stars and letters', '*a **a ', 20_000],
  ['stars and underlines', '*a_ ', 30_000],
  ['backticks', '`', 100_000],
  ['openings of an element', '<a', 50_000],
  ['openings of comments', '<!--', 50_000],
  ['openings of declarations', '<!A ', 30_000],
  ['openings of instructions', '<?', 50_000],
  ['backslashes', '\\', 100_000],
  ['ampersands', '&', 100_000],
  ['tildes', '~~a ', 30_000],
  ['footnotes', '[^', 50_000],
  ['addresses', 'http://a.', 20_000],
  ['mail addresses', 'a@', 30_000],
  ['mail addresses with dots', 'a.a@a.', 20_000],
];

const markdown = (name: string, make: () => string) => bomb(name, 'a.md', make);

export const MARKDOWN_BOMBS: readonly Bomb[] = [
  ...SIGNS.map(([name, sign, count]) => markdown(name, () => sign.repeat(count))),
  markdown('quotes in quotes', () => `${'> '.repeat(20_000)}words`),
  markdown('lists in lists', () => repeated(1_000, (i) => `${'  '.repeat(i)}* a\n`)),
  markdown('lists on one line', () => `${'* '.repeat(10_000)}words`),
  markdown('ten thousand lists', () => '* a\n\n1. b\n\n'.repeat(10_000)),
  markdown('backticks of every length', () => repeated(700, (i) => `${'`'.repeat(i + 1)}a `)),
  markdown('references that are not there', () => '[a][b] '.repeat(20_000)),
  markdown('references that are all there', () =>
    [repeated(5_000, (i) => `[r${i}]: /u${i} "t"\n`), repeated(5_000, (i) => `[r${i}] `)].join('\n'),
  ),
  markdown('one long reference with many uses', () => `[r]: ${'u'.repeat(50_000)}\n\n${'[r] '.repeat(20_000)}`),
  markdown('a table of ten thousand columns', () =>
    [`${'|a'.repeat(10_000)}|`, `${'|-'.repeat(10_000)}|`, '|||\n'.repeat(2_000)].join('\n'),
  ),
  markdown('front matter that grows', () =>
    [
      '---\na0: &a0 [x]',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
      '---\nwords',
    ].join('\n'),
  ),
  markdown('deep front matter', () => `---\na: ${'['.repeat(50_000)}\n---\nwords`),
];

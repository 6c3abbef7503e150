/** Bombs in tables, JSON, plain text and mail. */
import { type Bomb, bomb } from './bomb.ts';
import { repeated } from './makers.ts';

const MIB = 1024 * 1024;
const LONG_LINE = (start = '', end = '') => `${start}${'words '.repeat(8_700_000)}${end}`;
const nested = (open: string, inner: string, close: string, depth: number) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

export const TABLE_BOMBS: readonly Bomb[] = [
  bomb('a million columns', 'a.csv', () => `${repeated(1_000_000, (i) => `c${i},`)}z\n`),
  bomb('a million columns without names', 'a.csv', () => `${','.repeat(1_000_000)}\n`),
  bomb('a quote that never ends', 'a.csv', () => `a,b\n"${'a,b\n'.repeat(500_000)}`),
  bomb('quotes upon quotes', 'a.csv', () => `a,b\n"${'""'.repeat(500_000)}",b\n`),
  bomb('formulas in formulas', 'a.csv', () => `a,b\n"=${'IF('.repeat(100_000)}",b\n`),
  bomb('a formula of signs', 'a.csv', () => `a,b\n"=${'-+'.repeat(100_000)}1",b\n`),
  bomb('a formula of texts', 'a.csv', () => `a,b\n"=${'""a""&'.repeat(50_000)}1",b\n`),
  bomb('fifty megabytes on a line', 'a.csv', () => LONG_LINE()),
  bomb('fifty megabytes on a line', 'a.jsonl', () => LONG_LINE('{"a":"', '"}')),
  bomb('100,000 levels', 'a.jsonl', () => `${nested('{"a":', '1', '}', 100_000)}\n`),
  bomb('fifty megabytes on a line', 'a.json', () => LONG_LINE('{"a":"', '"}')),
  bomb('100,000 levels of lists', 'a.json', () => nested('[', '', ']', 100_000)),
  bomb('100,000 levels of objects', 'a.json', () => nested('{"a":', '1', '}', 100_000)),
  bomb('a million keys', 'a.json', () => `{${repeated(1_000_000, (i) => `"k${i}":1,`)}"z":1}`),
  bomb('one key a million times', 'a.json', () => `{${'"k":1,'.repeat(1_000_000)}"z":1}`),
  bomb('a text that is never closed', 'a.json', () => `{"a":"${'\\"'.repeat(1_000_000)}`),
];

export const TEXT_BOMBS: readonly Bomb[] = [
  bomb('fifty megabytes on a line', 'a.txt', () => LONG_LINE()),
  bomb('fifty megabytes without a space', 'a.txt', () => 'a'.repeat(50 * MIB)),
  bomb('fifty megabytes on a line', 'a.md', () => LONG_LINE()),
  bomb('fifty megabytes on a line', 'a.html', () => LONG_LINE('<p>')),
  bomb('200,000 escapes of a terminal', 'a.txt', () => `words ${'\u001b[31m\u001b[8mx'.repeat(100_000)}`),
  bomb('a cursor that is sent far away', 'a.txt', () =>
    'words \u001b[999999999;999999999Hwords \u001b[999999999Cx\u001b[999999999L\u001b[999999999b\n'.repeat(100),
  ),
  bomb('escapes that never end', 'a.txt', () => `words ${'\u001b]'.repeat(200_000)}`),
  bomb('overstrikes', 'a.txt', () => `words ${'a\b'.repeat(500_000)}`),
  bomb('returns to the start of the line', 'a.txt', () => `words ${'ab\r'.repeat(300_000)}`),
];

const mail = (name: string, headers: string, body: () => string) =>
  bomb(
    name,
    'a.eml',
    () => `From: a@x.example\nTo: b@x.example\nSubject: S\nMIME-Version: 1.0\n${headers}\n\n${body()}`,
  );

function parts(depth: number): string {
  let inner = 'Content-Type: text/plain\n\nwords\n';
  for (let i = 0; i < depth; i += 1) {
    inner = `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n${inner}\n--b${i}--\n`;
  }
  return inner;
}

function base64(times: number): string {
  let data = Buffer.alloc(60_000, 'words ');
  for (let i = 0; i < times; i += 1) data = Buffer.from(data.toString('base64'));
  return data.toString('latin1').replace(/.{76}/g, '$&\n');
}

const IN_PARTS = 'Content-Type: multipart/mixed; boundary=';

export const MAIL_BOMBS: readonly Bomb[] = [
  bomb('parts in parts', 'a.eml', () => `From: a@x.example\nTo: b@x.example\nMIME-Version: 1.0\n${parts(1_000)}`),
  mail('a hundred thousand parts', `${IN_PARTS}b`, () => `${'--b\n\nwords\n'.repeat(100_000)}--b--\n`),
  mail('base64 in base64', 'Content-Transfer-Encoding: base64', () => base64(6)),
  mail('a line of thirty megabytes', 'Content-Transfer-Encoding: base64', () => 'd29yZHMg'.repeat(4_000_000)),
  mail('a header of ten megabytes', `X: ${'a'.repeat(10 * MIB)}`, () => 'words'),
  mail('thirty thousand people', `Cc: ${'"A" <a@x.example>, '.repeat(30_000)}b@x.example`, () => 'words'),
  mail('groups of people in groups', `Cc: ${'a:'.repeat(100_000)}`, () => 'words'),
  mail('comments in comments', `Cc: ${'('.repeat(200_000)}`, () => 'words'),
  mail('encoded words', `Comments: ${'=?utf-8?Q?a?= '.repeat(50_000)}`, () => 'words'),
  mail('openings of encoded words', `Cc: ${'=?utf-8?Q?'.repeat(50_000)}`, () => 'words'),
  mail('parameters in pieces', `Content-Type: text/plain; ${repeated(20_000, (i) => `name*${i}*=a;`)}`, () => 'words'),
  mail('lines that are almost the boundary', `${IN_PARTS}${'b'.repeat(70)}`, () =>
    `--${'b'.repeat(69)}\n`.repeat(100_000),
  ),
  mail('soft line ends', 'Content-Transfer-Encoding: quoted-printable', () => '=\n'.repeat(1_000_000)),
  mail('HTML of 100,000 levels', 'Content-Type: text/html', () => '<div>'.repeat(100_000)),
];

import { describe, expect, it } from 'vitest';
import { hasTags, mailHeaders, startsAsHtml, startsAsJsonLines } from '../../../ingest/formats/sniff/text-kind.ts';
import { sniffFormat } from '../../../ingest/formats/sniff.ts';
import { bytesOf, makeDocx, makePdf, makeZip, refusalOf } from './helpers.ts';
import { makeWorkbook } from './workbook.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
const HTML = bytesOf('\n<!-- saved -->\n<!DOCTYPE html><p>hi');
const MAIL = bytesOf('Received: by x\nFrom: a@x.example\nTo: b@x.example\n\nhi');
const LINES = bytesOf('\n{"a": 1}\n{"b": ["x"]}\n');
const BOOK = makeWorkbook([{ name: 'May', rows: [['a'], ['1']] }]);
const PROSE = bytesOf('A note about <b>tags</b>, and From: lines.');

async function outcome(
  bytes: Uint8Array,
  name?: string,
  declared?: Parameters<typeof sniffFormat>[2],
): Promise<string> {
  const sniffed = sniffFormat(bytes, name, declared);
  return sniffed.then(
    ({ format, findings }) =>
      [format, ...findings.map((finding) => `${finding.technique}/${finding.severity}`)].join(' '),
    async () => `refused: ${String((await refusalOf(sniffed)).code)}`,
  );
}

describe('the sniffer', () => {
  it('goes by content, and calls a name that says otherwise a finding', async () => {
    const pdf = await makePdf([['x']]);
    const docx = await makeDocx();
    const seen = await Promise.all([
      outcome(pdf, 'a.pdf'),
      outcome(pdf),
      outcome(pdf, 'a.txt'),
      outcome(pdf, 'a.docx'),
      outcome(docx, 'a.docx'),
      outcome(docx, 'a.pdf'),
      outcome(HTML, 'a.txt'),
      outcome(HTML, 'a'),
      outcome(MAIL, 'a.eml'),
      outcome(MAIL, 'a.txt'),
      outcome(MAIL),
      outcome(PROSE, 'a.html'),
      outcome(bytesOf('just words'), 'a.html'),
      outcome(bytesOf('just words'), 'a.eml'),
      outcome(PROSE, 'a.md'),
      outcome(PROSE),
      outcome(bytesOf('a,b\n1,2'), 'a.CSV'),
      outcome(LINES, 'a.jsonl'),
      outcome(LINES, 'a.ndjson', 'jsonl'),
      outcome(LINES),
      outcome(LINES, 'a.csv'),
      outcome(LINES, 'a.txt'),
      outcome(bytesOf('{"a": 1}\n')),
      outcome(bytesOf('{\n  "a": 1\n}'), 'a.json'),
      outcome(bytesOf('not JSON'), 'a.jsonl'),
      outcome(BOOK, 'a.xlsx'),
      outcome(BOOK),
      outcome(BOOK, 'a.csv'),
      outcome(BOOK, 'a.docx'),
    ]);
    const wrong = 'format-mismatch/medium';
    expect(seen).toEqual([
      'pdf',
      'pdf',
      `pdf ${wrong}`,
      `pdf ${wrong}`,
      'docx',
      `docx ${wrong}`,
      `html ${wrong}`,
      'html',
      'email',
      `email ${wrong}`,
      'email',
      'html',
      `text ${wrong}`,
      `text ${wrong}`,
      'markdown',
      'text',
      'csv',
      'jsonl',
      'jsonl',
      'jsonl',
      `jsonl ${wrong}`,
      'text',
      'text',
      'text',
      'jsonl',
      'xlsx',
      'xlsx',
      `xlsx ${wrong}`,
      `xlsx ${wrong}`,
    ]);
  });

  it('refuses content that contradicts what was declared, and text under the name of a PDF or Word file', async () => {
    const pdf = await makePdf([['x']]);
    const docx = await makeDocx();
    const seen = await Promise.all([
      outcome(pdf, 'a.pdf', 'docx'),
      outcome(docx, 'a.pdf', 'pdf'),
      outcome(pdf, undefined, 'text'),
      outcome(PROSE, 'a.txt', 'pdf'),
      outcome(PROSE, 'a.pdf'),
      outcome(PROSE, 'a.docx'),
      outcome(PROSE, 'a.xlsx'),
      outcome(BOOK, 'a.xlsx', 'csv'),
      outcome(docx, 'a.xlsx', 'xlsx'),
      outcome(Buffer.from([0, 1, 2, 0xff]), 'a.pdf'),
    ]);
    expect(new Set(seen)).toEqual(new Set(['refused: format-mismatch']));
  });

  it.each([
    ['a picture', PNG, 'a.txt', 'unsupported-format', 'PNG'],
    ['an archive', makeZip([{ name: 'a', data: bytesOf('x') }]), 'a.docx', 'unsupported-format', 'ZIP'],
    ['rich text', bytesOf('{\\rtf1 {\\v hidden} shown}'), 'a.txt', 'unsupported-format', 'RTF'],
    ['an old Office file', OLE, 'a.doc', 'unsupported-format', 'Office'],
    [
      'a locked Office file',
      Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le')]),
      'a.docx',
      'encrypted-document',
      'locked',
    ],
    ['unknown bytes', Buffer.from([0, 1, 2, 3, 0xff, 0xfe]), undefined, 'unsupported-format', 'no kind'],
    ['zeros', Buffer.alloc(100), undefined, 'unsupported-format', 'no kind'],
    ['an empty file', Buffer.alloc(0), 'a.pdf', 'empty-file', 'empty'],
    ['white space', bytesOf(' \n\t\r\n'), 'a.md', 'empty-file', 'white space'],
    ['text in no encoding', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'a.txt', 'invalid-encoding', 'byte 2'],
  ])('refuses %s and says what it is', async (_name, bytes, fileName, code, text) => {
    const refusal = await refusalOf(sniffFormat(bytes, fileName));
    expect(refusal.code).toBe(code);
    expect(refusal.text).toContain(text);
  });

  it.each(['BM is short for Bremen', 'MZ', 'P4 is the car park', 'ID3 tags are for music', 'GIF89a is a format'])(
    'takes text for text when it begins like something else: %s',
    async (text) => {
      expect(await outcome(bytesOf(text), 'a.txt')).toBe('text');
    },
  );

  it('looks at 100 kB of the worst in no time', () => {
    const worst = [
      '<!--'.repeat(25_000),
      '<?xml '.repeat(16_000),
      '<a'.repeat(50_000),
      'a:'.repeat(50_000),
      'From:\n'.repeat(16_000),
      '{"a":'.repeat(20_000),
      `${'{\n'.repeat(50_000)}`,
    ];
    const before = performance.now();
    for (const text of worst) [startsAsHtml(text), hasTags(text), mailHeaders(text), startsAsJsonLines(text)];
    expect(performance.now() - before).toBeLessThan(500);
  });
});

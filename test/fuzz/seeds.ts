/** What the fuzzer begins with: the documents of the example company, and a small file of every format. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ROOT } from '../architecture/sources.ts';
import { bytesOf, makeDocx, makePdf } from '../ingest/formats/helpers.ts';
import { docx, packed, page, pptx, UNSEEN_WORDS, xlsx } from './makers.ts';
import type { Kind } from './mutate.ts';

export interface Seed {
  readonly fileName: string;
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

const DOCUMENTS = join(ROOT, 'examples', 'harbor', 'documents');
const KIND_OF: Readonly<Record<string, Kind>> = {
  '.docx': 'archive',
  '.xlsx': 'archive',
  '.pptx': 'archive',
  '.pdf': 'pdf',
  '.html': 'html',
  '.md': 'markdown',
  '.eml': 'mail',
};

const IMAGE = packed(
  '/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray',
  Buffer.alloc(64, 200),
);
const CELLS =
  '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>';
const SHAPE =
  '<p:sp><p:nvSpPr><p:cNvPr id="2" name="A" descr="b"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></p:spPr><p:txBody><a:p><a:r><a:rPr sz="1200"/><a:t>words</a:t></a:r></a:p></p:txBody></p:sp>';
const HTML =
  '<!doctype html><style>.a{color:#fff;background:white}@media print{p{display:none}}</style><p class=a>unseen<p style="font-size:0">unseen<p>seen <b hidden>unseen</b><table><tr><td>cell</table>';

export async function loadSeeds(): Promise<Seed[]> {
  const names = (await readdir(DOCUMENTS, { recursive: true })).filter(
    (name) => !name.endsWith('.yaml') && extname(name) !== '',
  );
  const documents = await Promise.all(
    names.sort().map(async (name) => seed(name, await readFile(join(DOCUMENTS, name)))),
  );
  return [...documents, ...(await small())];
}

async function small(): Promise<Seed[]> {
  return [
    seed('a.docx', await makeDocx()),
    seed(
      'b.docx',
      docx(
        '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>',
      ),
    ),
    seed('a.xlsx', xlsx(CELLS, '<si><t>a</t></si>')),
    seed('a.pptx', pptx(SHAPE)),
    seed('a.pdf', await makePdf([['Some words on a page.'], ['And more.']])),
    seed('b.pdf', page(`q 612 0 0 792 0 0 cm /I Do Q ${UNSEEN_WORDS}`, '/XObject<</I 6 0 R>>', IMAGE)),
    seed('a.html', bytesOf(HTML)),
    seed(
      'a.md',
      bytesOf(
        '---\na: b\n---\n# A\n\n* b [c](http://d.example "e")\n\n|f|g|\n|-|-|\n|h|i|\n\n```\nj\n```\n> k<!-- l -->',
      ),
    ),
    seed('a.txt', bytesOf('words \u001b[8munseen\u001b[0m seen\u200b\nmore')),
    seed('a.csv', bytesOf('a,b\n"c, d",=1+1\n')),
    seed('a.jsonl', bytesOf('{"a":"b","c":[1]}\n{"a":"d"}\n')),
    seed('a.json', bytesOf('{"a":{"b":["c",1,null]},"d":"\\u0041"}')),
    seed(
      'a.eml',
      bytesOf(
        'From: a@x.example\nTo: b@x.example\nSubject: =?utf-8?Q?c?=\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>words=20<i hidden>unseen</i>\n--b--\n',
      ),
    ),
  ];
}

function seed(fileName: string, bytes: Uint8Array): Seed {
  return { fileName: fileName.replaceAll('\\', '/'), kind: KIND_OF[extname(fileName)] ?? 'plain', bytes };
}

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { kindsOf, WORD } from '../../../ingest/formats/docx/structure.ts';
import { extractDocx } from '../../../ingest/formats/docx.ts';
import { childrenOf, parseXml } from '../../../ingest/formats/ooxml/xml.ts';
import { ARCHIVE_LIMITS, inspectArchive } from '../../../ingest/formats/zip-guard.ts';
import { bytesOf, makeDocx, makeZip, refusalOf, shown } from './helpers.ts';

const MIB = 1024 * 1024;

describe('Word documents', () => {
  it('give headings, paragraphs, lists and tables', async () => {
    const extract = await extractDocx(await makeDocx());
    expect(extract.title).toBe('Travel policy');
    expect(shown(extract)).toEqual([
      ['heading', 'Travel policy'],
      ['heading', 'Trains'],
      ['paragraph', 'Second class, booked early.'],
      ['list-item', '- Keep the ticket'],
      ['table', 'Route | Price\nKiel | 44.40'],
    ]);
    expect(extract.blocks[3]?.locator).toEqual({ headings: ['Travel policy', 'Trains'] });
  });

  it('have headings in styles that rest on a heading or have a place in the outline, and none where a style leaves it', () => {
    const style = (id: string, base: string, outline = '') =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="${base}"/>${outline}</w:style>`;
    const outline = (level: number) => `<w:pPr><w:outlineLvl w:val="${level}"/></w:pPr>`;
    const styles = `<w:styles xmlns:w="${WORD}">${[
      style('Chapter', 'Heading2'),
      style('Clause', 'Chapter'),
      style('Part', 'Normal', outline(0)),
      style('Contents', 'Heading1', outline(9)),
      style('Round', 'Trip'),
      style('Trip', 'Round'),
    ].join('')}</w:styles>`;
    const kinds = kindsOf(childrenOf(parseXml(styles)));
    expect(['Chapter', 'Clause', 'Part', 'Contents', 'Round'].map((id) => kinds.get(id))).toEqual([
      'h2',
      'h2',
      'h1',
      'p',
      undefined,
    ]);
  });

  it('are refused when cut off', async () => {
    const whole = await makeDocx();
    const refusal = await refusalOf(extractDocx(whole.subarray(0, whole.length >> 1)));
    expect(refusal.code).toBe('damaged-document');
  });

  it('are refused when an archive lacks the part that makes it one', async () => {
    const refusal = await refusalOf(extractDocx(makeZip([{ name: 'xl/workbook.xml', data: bytesOf('<a/>') }])));
    expect(refusal.code).toBe('unsupported-format');
  });

  it('are refused when their XML is not', async () => {
    const refusal = await refusalOf(
      extractDocx(makeZip([{ name: 'word/document.xml', data: bytesOf('<w:document') }])),
    );
    expect(refusal.code).toBe('damaged-document');
  });
});

describe('the archive guard', () => {
  const zeros = (mib: number) => deflateRawSync(Buffer.alloc(mib * MIB));

  it('passes an ordinary archive and gives the names', async () => {
    const names = await inspectArchive(
      makeZip([
        { name: 'a', data: bytesOf('x') },
        { name: 'b/c', data: bytesOf('y') },
      ]),
    );
    expect([...names]).toEqual(['a', 'b/c']);
  });

  it('refuses an entry that unpacks to a hundred times its size', async () => {
    const bomb = makeZip([{ name: 'word/document.xml', packed: { bytes: zeros(20), statedSize: 20 * MIB } }]);
    expect((await refusalOf(inspectArchive(bomb))).code).toBe('archive-too-large');
  });

  it('refuses a bomb whatever size it states', async () => {
    const bytes = zeros(20);
    for (const statedSize of [0, 10, bytes.length, 19 * MIB, 0xfffffffe]) {
      const refusal = await refusalOf(inspectArchive(makeZip([{ name: 'a', packed: { bytes, statedSize } }])));
      expect(['archive-too-large', 'damaged-document']).toContain(refusal.code);
    }
  });

  it('adds up entries that are each small enough', async () => {
    const limits = { ...ARCHIVE_LIMITS, maxUnpackedBytes: 10 * MIB };
    const entries = (count: number) =>
      makeZip(
        Array.from({ length: count }, (_, i) => ({ name: `e${i}`, packed: { bytes: zeros(1), statedSize: MIB } })),
      );
    expect((await inspectArchive(entries(10), limits)).size).toBe(10);
    expect((await refusalOf(inspectArchive(entries(11), limits))).code).toBe('archive-too-large');
  });

  it('refuses too many entries, a locked entry and a name that comes twice', async () => {
    const many = makeZip(Array.from({ length: 5_001 }, (_, i) => ({ name: `e${i}` })));
    expect((await refusalOf(inspectArchive(many))).code).toBe('archive-too-large');
    const locked = makeZip([{ name: 'a', data: bytesOf('x'), isLocked: true }]);
    expect((await refusalOf(inspectArchive(locked))).code).toBe('encrypted-document');
    const twice = makeZip([
      { name: 'a', data: bytesOf('x') },
      { name: 'a', data: bytesOf('y') },
    ]);
    expect((await refusalOf(inspectArchive(twice))).code).toBe('damaged-document');
  });
});

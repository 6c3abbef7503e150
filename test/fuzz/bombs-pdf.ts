/** Bombs in PDFs: circles of references, streams that grow, and pages that take for ever to draw. */
import { deflateSync } from 'node:zlib';
import { type Bomb, bomb } from './bomb.ts';
import { FONT, ONE_PAGE, packed, page, pdf, repeated, stream, UNSEEN_WORDS, WORDS } from './makers.ts';

const MIB = 1024 * 1024;
const SMALL_PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>';
const [CATALOG] = ONE_PAGE;
const FORM = '/Type/XObject/Subtype/Form/BBox[0 0 612 792]';
const HUGE_PICTURE = '/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray';

function pages(count: number): Uint8Array {
  const kids = `<</Type/Pages/Kids[${repeated(count, (i) => `${i + 3} 0 R `)}]/Count ${count}>>`;
  return pdf([CATALOG, kids, ...Array.from({ length: count }, () => SMALL_PAGE)]);
}

const picture = (words: string) =>
  page(
    `q 612 0 0 792 0 0 cm /I Do Q ${words}`,
    '/XObject<</I 6 0 R>>',
    packed(HUGE_PICTURE, Buffer.alloc((30_000 / 8) * 30_000)),
  );

/** Each of 24 drawings draws the next one twice. */
function doubling(): Uint8Array {
  const forms = Array.from({ length: 24 }, (_, i) => {
    const resources = `/Resources<</Font<</F 5 0 R>>/XObject<</X ${Math.min(i + 7, 29)} 0 R>>>>`;
    return packed(`${FORM}${resources}`, i === 23 ? WORDS : '/X Do /X Do');
  });
  return page(`${WORDS}/X Do`, '/XObject<</X 6 0 R>>', ...forms);
}

function packedAgain(times: number): Uint8Array {
  let data: Uint8Array = Buffer.alloc(512 * MIB, 32);
  for (let i = 0; i < times; i += 1) data = deflateSync(data);
  return page(stream(`/Filter[${'/FlateDecode'.repeat(times)}]`, data));
}

const ENDLESS_MAP = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange ${'1 beginbfrange <00000000> <ffffffff> <0041> endbfrange '.repeat(20)}endcmap`;

export const PDF_BOMBS: readonly Bomb[] = [
  bomb('ten thousand pages', 'a.pdf', () => pages(10_000)),
  bomb('pages that are their own parents', 'a.pdf', () =>
    pdf([CATALOG, '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>']),
  ),
  bomb('a table of places that comes before itself', 'a.pdf', () => pdf([...ONE_PAGE, SMALL_PAGE], '/Prev 9')),
  bomb('a stream whose length is the stream', 'a.pdf', () =>
    page(Buffer.from('<</Length 4 0 R>>\nstream\nBT ET\nendstream')),
  ),
  bomb('a stream of objects that is in itself', 'a.pdf', () =>
    page(WORDS, '/XObject 6 0 R', stream('/Type/ObjStm/N 1/First 4/Extends 6 0 R', Buffer.from('6 0 <</A 6 0 R>>'))),
  ),
  bomb('a drawing that draws itself', 'a.pdf', () =>
    page(`${WORDS}/X Do`, '/XObject<</X 6 0 R>>', packed(`${FORM}/Resources<</XObject<</X 6 0 R>>>>`, '/X Do /X Do')),
  ),
  bomb('drawings that double', 'a.pdf', doubling),
  bomb('a picture of 30,000 by 30,000', 'a.pdf', () => picture(WORDS)),
  bomb('a picture of 30,000 by 30,000 under unseen words', 'a.pdf', () => picture(UNSEEN_WORDS)),
  bomb('ten million operations', 'a.pdf', () => page(WORDS + '0 0 m 9 9 l S\n'.repeat(3_400_000))),
  bomb('ten million operations over unseen words', 'a.pdf', () =>
    page(UNSEEN_WORDS + '0 0 m 9 9 l S\n'.repeat(3_400_000)),
  ),
  bomb('a million texts', 'a.pdf', () => page(`BT /F 12 Tf 72 700 Td ${'(Words) Tj '.repeat(1_000_000)} ET`)),
  bomb('a hundred thousand unseen texts in one place', 'a.pdf', () =>
    page(`BT /F 12 Tf 3 Tr ${'1 0 0 1 72 700 Tm (Words) Tj '.repeat(100_000)} ET`),
  ),
  bomb('ten thousand boxes over ten thousand texts', 'a.pdf', () =>
    page(repeated(10_000, (i) => `BT /F 12 Tf 72 ${i % 700} Td (Words ${i}) Tj ET 1 g 70 ${i % 700} 90 12 re f 0 g\n`)),
  ),
  bomb('states that are saved and never restored', 'a.pdf', () => page(`${'q '.repeat(2_000_000)}${WORDS}`)),
  bomb('deep lists', 'a.pdf', () => page(`${'['.repeat(2_000_000)}${WORDS}`)),
  bomb('deep dictionaries', 'a.pdf', () => page(WORDS, '', `${'<</A'.repeat(200_000)}${'>>'.repeat(200_000)}`)),
  bomb('content that unpacks to a gigabyte', 'a.pdf', () =>
    page(stream('/Filter/FlateDecode', deflateSync(Buffer.alloc(1024 * MIB, 32)))),
  ),
  bomb('content that is packed three times', 'a.pdf', () => packedAgain(3)),
  bomb('a page as large as a country', 'a.pdf', () =>
    pdf([
      ...ONE_PAGE,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100000000 100000000]/UserUnit 75000/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
      packed('', UNSEEN_WORDS),
      FONT,
    ]),
  ),
  bomb('a pattern of tiny steps', 'a.pdf', () =>
    page(
      `/Pattern cs /P scn 0 0 612 792 re f ${UNSEEN_WORDS}`,
      '/Pattern<</P 6 0 R>>',
      packed(
        '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.00001/YStep 0.00001/Resources<<>>',
        '0 0 1 1 re f',
      ),
    ),
  ),
  bomb('a map of characters without end', 'a.pdf', () =>
    pdf([
      ...ONE_PAGE,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
      packed('', WORDS),
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>',
      packed('', ENDLESS_MAP),
    ]),
  ),
  bomb('outlines and names in a circle', 'a.pdf', () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R/Names<</EmbeddedFiles 6 0 R>>>>',
      ONE_PAGE[1],
      SMALL_PAGE,
      '<</First 5 0 R/Last 5 0 R>>',
      '<</Title(a)/Next 5 0 R/First 4 0 R/Parent 4 0 R>>',
      '<</Kids[6 0 R 6 0 R]>>',
    ]),
  ),
  bomb('form fields in a circle', 'a.pdf', () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
      ONE_PAGE[1],
      SMALL_PAGE,
      '<</T(a)/Kids[4 0 R 4 0 R]/Parent 4 0 R>>',
    ]),
  ),
  bomb('a hundred thousand notes on a page', 'a.pdf', () =>
    pdf([
      ...ONE_PAGE,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[${'4 0 R '.repeat(100_000)}]>>`,
      '<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(words)>>',
    ]),
  ),
];

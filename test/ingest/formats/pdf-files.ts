/** Writes small PDFs by hand, object by object, so that a test can say exactly what stands in one. */

export interface RawPage {
  /** The content stream. Fonts `/F1` (Helvetica) and `/F2` (Helvetica-Bold) are there. */
  readonly content: string | Uint8Array;
  /** More entries of the resources: `/ExtGState << /G << /ca 0 >> >>`. */
  readonly resources?: string;
  /** More entries of the fonts. */
  readonly fonts?: string;
  /** More entries of the page: `/CropBox [0 0 100 100]`. */
  readonly entries?: string;
  /** A4 portrait is 595 by 842 points; the default is 400 by 400. */
  readonly mediaBox?: string;
}

/** A dictionary's entries with a stream's bytes, or any other object as PDF writes it. */
export type RawObject = string | { readonly entries: string; readonly stream: string | Uint8Array };

/**
 * A PDF of hand-written pages. `objects` are further objects by name; `@name` anywhere in a text stands for the reference to one, `@page0` for the first page.
 * `catalog` are further entries of the catalogue, `trailer` of the trailer.
 */
export function rawPdf(
  pages: readonly RawPage[],
  objects: Readonly<Record<string, RawObject>> = {},
  { catalog = '', trailer = '' }: { readonly catalog?: string; readonly trailer?: string } = {},
): Uint8Array {
  const numbers = new Map<string, number>(
    ['catalog', 'tree', ...pages.flatMap((_, i) => [`page${i}`, `content${i}`]), ...Object.keys(objects)].map(
      (name, i): [string, number] => [name, i + 1],
    ),
  );
  const linked = (text: string): string =>
    text.replace(/@(\w+)/g, (whole, name: string) => (numbers.has(name) ? `${numbers.get(name)} 0 R` : whole));
  const all: Record<string, RawObject> = {
    catalog: `<< /Type /Catalog /Pages @tree ${catalog} >>`,
    tree: `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `@page${i}`).join(' ')}] >>`,
  };
  pages.forEach(({ content, resources = '', fonts = '', entries = '', mediaBox = '[0 0 400 400]' }, i) => {
    const base = (name: string): string =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
    all[`page${i}`] =
      `<< /Type /Page /Parent @tree /MediaBox ${mediaBox} /Contents @content${i} ${entries} /Resources << ` +
      `/Font << /F1 ${base('Helvetica')} /F2 ${base('Helvetica-Bold')} ${fonts} >> ${resources} >> >>`;
    all[`content${i}`] = { entries: '', stream: content };
  });
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let offset = parts[0]?.length ?? 0;
  for (const [name, object] of Object.entries({ ...all, ...objects })) {
    const number = numbers.get(name) ?? 0;
    offsets[number] = offset;
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), bodyOf(object, linked), Buffer.from('\nendobj\n')]);
    parts.push(part);
    offset += part.length;
  }
  const size = numbers.size + 1;
  const rows = offsets.slice(1).map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${linked(trailer)} >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function bodyOf(object: RawObject, linked: (text: string) => string): Buffer {
  if (typeof object === 'string') return Buffer.from(linked(object), 'latin1');
  const stream = typeof object.stream === 'string' ? Buffer.from(object.stream, 'latin1') : Buffer.from(object.stream);
  return Buffer.concat([
    Buffer.from(`<< ${linked(object.entries)} /Length ${stream.length} >>\nstream\n`, 'latin1'),
    stream,
    Buffer.from('\nendstream'),
  ]);
}

/** A PDF of one page written object by object: what no library writes. */

export interface RawPage {
  /** Content of the page; more than one stream where it is an array. */
  readonly content: string | readonly string[];
  /** Entries of the page's resources, beside its fonts F1 (Helvetica), F2 (Times) and F3 (Courier). */
  readonly resources?: string;
  readonly fonts?: string;
  readonly page?: string;
  /** Entries of the node above the page, which hands them down. */
  readonly pages?: string;
  readonly catalog?: string;
  readonly info?: string;
  /** Objects from number 20 on: a body, or a dictionary's entries and a stream. */
  readonly objects?: readonly (string | readonly [string, string])[];
}

const FONTS = ['Helvetica', 'Times-Roman', 'Courier']
  .map((name, i) => `/F${i + 1} << /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`)
  .join(' ');

const stream = (entries: string, data: string) =>
  `<< ${entries} /Length ${Buffer.byteLength(data, 'latin1')} >>\nstream\n${data}\nendstream`;

export function rawPdf(raw: RawPage): Uint8Array {
  const contents = typeof raw.content === 'string' ? [raw.content] : raw.content;
  const bodies = new Map<number, string>([
    [1, `<< /Type /Catalog /Pages 2 0 R ${raw.catalog ?? ''} >>`],
    [2, `<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] ${raw.pages ?? ''} >>`],
    [
      3,
      `<< /Type /Page /Parent 2 0 R ${raw.page ?? ''} /Contents [${contents.map((_, i) => `${i + 5} 0 R`).join(' ')}] /Resources << /Font << ${FONTS} ${raw.fonts ?? ''} >> ${raw.resources ?? ''} >> >>`,
    ],
    [4, `<< /Producer (Quay Writer) ${raw.info ?? ''} >>`],
    ...contents.map((content, i) => [i + 5, stream('', content)] as const),
    ...(raw.objects ?? []).map(
      (object, i) => [i + 20, typeof object === 'string' ? object : stream(object[0], object[1])] as const,
    ),
  ]);
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const last = Math.max(...bodies.keys());
  const offsets = new Map<number, number>();
  for (const [number, body] of bodies) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n0 ${last + 1}\n0000000000 65535 f \n`;
  for (let number = 1; number <= last; number += 1) {
    const offset = offsets.get(number);
    text += offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  }
  text += `trailer\n<< /Size ${last + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A map from codes to what they mean. */
export function toUnicode(pairs: readonly (readonly [string, string])[]): readonly [string, string] {
  const hex = (text: string, digits: number) =>
    [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(digits, '0')).join('');
  const lines = pairs.map(([code, meaning]) => `<${hex(code, 2)}> <${hex(meaning, 4)}>`);
  return [
    '',
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Q def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange ${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar endcmap end end`,
  ];
}

/** PDFs written with pdfkit: operators that office programs never write, annotations, layers of scanned pages, and real scans. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import PDFDocument from 'pdfkit';
import { type MadeFile, payload } from '../entry.ts';

const SEEN = ['Inspection of crane seven', 'The hook was replaced in March.', 'Next inspection in autumn.'];

type Draw = (document: PDFKit.PDFDocument, hidden: string) => void;

interface Trick {
  readonly name: string;
  readonly draw: Draw;
  readonly visible?: readonly string[];
}

const ATTACKS: readonly Trick[] = [
  { name: 'render-mode-three', draw: (d, h) => raw(d, '3 Tr', () => d.text(h), '0 Tr') },
  { name: 'clip-mode', draw: (d, h) => saved(d, () => raw(d, '7 Tr', () => d.text(h), '0 Tr')) },
  { name: 'zero-scale', draw: (d, h) => saved(d, () => d.scale(0.01).text(h, 7200, 40_000, { lineBreak: false })) },
  {
    name: 'squeezed',
    draw: (d, h) => saved(d, () => d.transform(0.01, 0, 0, 1, 0, 0).text(h, 8_000, 400, { lineBreak: false })),
  },
  { name: 'off-page-left', draw: (d, h) => d.text(h, -900, 300, { lineBreak: false }) },
  { name: 'below-page', draw: (d, h) => absolute(d, h, 72, 1_500) },
  {
    name: 'covered-rectangle',
    draw: (d, h) => {
      d.text(h, 72, 300, { lineBreak: false });
      d.rect(70, 296, 480, 20).fill('#dddddd');
    },
  },
  {
    name: 'covered-picture',
    draw: (d, h) => {
      d.text(h, 72, 300, { lineBreak: false });
      d.image(noise(480, 24), 70, 296, { width: 480 });
    },
  },
  { name: 'transparent', draw: (d, h) => saved(d, () => d.fillOpacity(0).text(h, 72, 300)) },
  {
    name: 'colour-of-picture',
    draw: (d, h) => {
      d.image(flat(480, 24, '#204060'), 70, 296, { width: 480 });
      d.fillColor('#204060').text(h, 72, 300, { lineBreak: false });
    },
  },
  {
    name: 'empty-clip',
    draw: (d, h) =>
      saved(d, () => {
        d.rect(10, 10, 1, 1).clip();
        d.text(h, 72, 300, { lineBreak: false });
      }),
  },
  {
    name: 'title-in-metadata',
    draw: (d, h) => {
      d.info.Subject = h;
      d.info.Keywords = h;
    },
  },
  {
    name: 'note',
    draw: (d, h) => {
      d.note(300, 300, 20, 20, h);
    },
  },
  {
    name: 'forged-scan-layer',
    draw: (d, h) => {
      scan(d, ['Certificate of weight', 'Gross 4,200 kg, tare 900 kg'], ['Certificate of weight', h]);
    },
    visible: ['Certificate of weight'],
  },
  {
    name: 'extra-line-over-scan',
    draw: (d, h) => {
      scan(d, ['Certificate of origin', 'Made in the harbour'], ['Certificate of origin', 'Made in the harbour']);
      raw(d, '3 Tr', () => d.text(h, 80, 640, { lineBreak: false }), '0 Tr');
    },
    visible: ['Certificate of origin', 'Made in the harbour'],
  },
];

const INNOCENT: readonly Trick[] = [
  {
    name: 'scanned-page',
    draw: (d) =>
      scan(
        d,
        ['Certificate of weight', 'Gross 4,200 kg, tare 900 kg', 'Weighed by Theo Vorgeblich'],
        ['Certificate of weight', 'Gross 4,200 kg, tare 900 kg', 'Weighed by Theo Vorgeblich'],
      ),
    visible: ['Certificate of weight', 'Gross 4,200 kg, tare 900 kg', 'Weighed by Theo Vorgeblich'],
  },
  {
    name: 'noisy-scan',
    draw: (d) =>
      scan(
        d,
        ['Delivery note of the ninth of May', 'Twelve pallets of paper'],
        ['Delivery note of the ninth of May', 'Twelve pallets of paper'],
        0.6,
      ),
    visible: ['Delivery note of the ninth of May', 'Twelve pallets of paper'],
  },
  {
    name: 'scan-with-errors',
    draw: (d) =>
      scan(
        d,
        ['Passenger list of the ferry', 'Departure at half past eight'],
        ['Passenger 1ist of the ferry', 'Departure at ha1f past eight'],
      ),
    visible: ['Departure at'],
  },
  {
    name: 'white-on-box',
    draw: (d) => {
      d.rect(70, 296, 480, 24).fill('#123456');
      d.fillColor('#ffffff').text('Passed without defects', 80, 302, { lineBreak: false });
    },
    visible: ['Passed without defects'],
  },
  {
    name: 'text-on-picture',
    draw: (d) => {
      d.image(flat(480, 60, '#88aacc'), 70, 290, { width: 480 });
      d.fillColor('#000000').text('Photograph of the hook', 80, 310, { lineBreak: false });
    },
    visible: ['Photograph of the hook'],
  },
  {
    name: 'links-and-outline',
    draw: (d) => {
      d.text('Manual of the crane', 72, 300, { link: 'https://quay.example/manual' });
      d.outline.addItem('Inspection');
    },
    visible: ['Manual of the crane'],
  },
  {
    name: 'tiny-but-read',
    draw: (d) => {
      d.fontSize(5).text('Form 4711 of the harbour office', 72, 300);
    },
    visible: ['Form 4711 of the harbour office'],
  },
  {
    name: 'pale-stamp',
    draw: (d) => {
      d.fontSize(40).fillColor('#d0d0d0').text('COPY', 200, 400);
    },
    visible: ['COPY'],
  },
];

function saved(document: PDFKit.PDFDocument, draw: () => void): void {
  document.save();
  draw();
  document.restore();
}

/** Operators around what `draw` writes. pdfkit opens a text object for each line, and the mode outlives it. */
function raw(document: PDFKit.PDFDocument, before: string, draw: () => void, after: string): void {
  const stream = document as unknown as { addContent(operators: string): void };
  stream.addContent(before);
  draw();
  stream.addContent(after);
}

/** A line at a place that pdfkit would start a new page for. */
function absolute(document: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  const { bottom } = document.page.margins;
  document.page.margins.bottom = -10_000;
  document.text(text, x, y, { lineBreak: false });
  document.page.margins.bottom = bottom;
}

/** A picture of the lines, and what a recognizer claims to have read, in invisible text of the same width. */
function scan(document: PDFKit.PDFDocument, drawn: readonly string[], claimed: readonly string[], dirt = 0.15): void {
  const [width, height, scale] = [460, 60 * drawn.length, 3];
  const canvas = createCanvas(width * scale, height * scale);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f6f4ee';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#1a1a1a';
  const top = 300;
  const size = 18;
  const widths = drawn.map((line, i) => {
    context.font = `${size * scale}px "Liberation Serif", "DejaVu Serif"`;
    context.fillText(line, 10 * scale, (30 + 60 * i) * scale);
    return context.measureText(line).width / scale;
  });
  speckle(context, canvas.width, canvas.height, dirt);
  document.image(canvas.toBuffer('image/png'), 70, top, { width });
  document.font('Times-Roman').fontSize(size);
  claimed.forEach((line, i) => {
    const stretch = (100 * (widths[i] ?? 300)) / document.widthOfString(line);
    const place = { x: 80, y: top + 16 + 60 * i };
    raw(
      document,
      `3 Tr ${stretch.toFixed(1)} Tz`,
      () => document.text(line, place.x, place.y, { lineBreak: false }),
      '0 Tr 100 Tz',
    );
  });
}

function speckle(context: SKRSContext2D, width: number, height: number, dirt: number): void {
  let state = 4711;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  for (let i = 0; i < (width * height * dirt) / 400; i += 1) {
    const grey = Math.floor(random() * 160) + 60;
    context.fillStyle = `rgba(${grey},${grey},${grey},0.5)`;
    context.fillRect(random() * width, random() * height, 2, 2);
  }
}

function flat(width: number, height: number, colour: string): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas.toBuffer('image/png');
}

function noise(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#cccccc';
  context.fillRect(0, 0, width, height);
  speckle(context, width, height, 1);
  return canvas.toBuffer('image/png');
}

async function write({ draw }: Trick, hidden: string): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'A4' });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document
    .fontSize(20)
    .text(SEEN[0] ?? '')
    .fontSize(12)
    .text(SEEN[1] ?? '')
    .moveDown()
    .text(SEEN[2] ?? '')
    .moveDown();
  draw(document, hidden);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

export async function libraryPdfFiles(): Promise<readonly MadeFile[]> {
  const made =
    (kind: 'attack' | 'innocent') =>
    async (trick: Trick, i: number): Promise<MadeFile> => {
      const hidden = payload(i + 1);
      return {
        file: `pdf/${kind}-pdfkit-${trick.name}.pdf`,
        ...{ kind, technique: trick.name, madeBy: 'library' },
        visible: [...SEEN, ...(trick.visible ?? [])],
        hidden: kind === 'attack' ? [hidden] : [],
        bytes: await write(trick, hidden),
      };
    };
  return Promise.all([...ATTACKS.map(made('attack')), ...INNOCENT.map(made('innocent'))]);
}

/**
 * The drawing operations of a page, with a bound: a few kilobytes of a file can repeat an operation without end. Guarantees: a page with
 * more than {@link MAX_OPERATIONS}, letters counted, is refused while pdf.js still lists them, long before time or memory are used up.
 */
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { UnreadableDocument } from '../format.ts';

/** A page of dense text has some thousand, a detailed map some hundred thousand. */
const MAX_OPERATIONS = 1_000_000;

type OperatorList = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;

/** How pdf.js takes in the parts of the list. Not part of its interface: the version of pdf.js is pinned. */
interface PageInside {
  _renderPageChunk(chunk: Chunk, state: unknown): void;
}
interface Chunk {
  readonly length: number;
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** Fails with {@link UnreadableDocument} `output-too-large`, or with pdf.js's error when the page can't be read. */
export async function operationsOf(page: PDFPageProxy): Promise<OperatorList> {
  const inside = page as unknown as PageInside;
  const take = inside._renderPageChunk;
  let count = 0;
  try {
    return await new Promise((resolve, reject) => {
      inside._renderPageChunk = (chunk, state) => {
        count += weightOf(chunk);
        if (count > MAX_OPERATIONS) reject(tooMany(page.pageNumber));
        else take.call(page, chunk, state);
      };
      page.getOperatorList().then(resolve, reject);
    });
  } finally {
    if (count <= MAX_OPERATIONS) inside._renderPageChunk = take;
  }
}

/** Operations, and letters of those that show text. */
function weightOf({ length, fnArray, argsArray }: Chunk): number {
  let weight = length;
  for (let i = 0; i < length; i += 1) {
    const args: unknown = fnArray[i] === OPS.showText ? argsArray[i] : undefined;
    const items: unknown = Array.isArray(args) ? args[0] : undefined;
    if (Array.isArray(items)) weight += items.length;
  }
  return weight;
}

function tooMany(page: number): UnreadableDocument {
  return new UnreadableDocument(
    'output-too-large',
    `page ${page} of the PDF has more than ${MAX_OPERATIONS} letters and drawing operations`,
  );
}

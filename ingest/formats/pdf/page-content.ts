/**
 * The content stream of a page as it stands in the file, which pdf.js gives no way to. It reads the plain case alone: objects that stand by
 * themselves, streams that are deflated or not packed at all. Anything else is `undefined`; nothing that decides visibility depends on it.
 */
import { inflateSync } from 'node:zlib';

const MAX_CONTENT_BYTES = 16 * 1024 * 1024;
const MAX_PARTS = 64;
/** A dictionary of a page or of a stream is shorter. */
const MAX_DICTIONARY_BYTES = 64 * 1024;

/** A content stream, and the forms that it can paint. */
export interface Content {
  readonly text: string;
  /** The content of a form by its name; `undefined` for pictures, too. */
  form(name: string): Content | undefined;
}

/** The content of the page with this object number, its parts in a row. */
export function pageContent(file: Buffer, page: { readonly num: number; readonly gen: number }): Content | undefined {
  const dictionary = dictionaryAt(file, page.num, page.gen)?.text;
  const contents =
    dictionary === undefined ? undefined : /\/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)/.exec(dictionary)?.[1];
  if (dictionary === undefined || contents === undefined) return undefined;
  const parts: string[] = [];
  let length = 0;
  for (const [, num, gen] of contents.matchAll(/(\d+)\s+(\d+)\s+R/g)) {
    const part = parts.length < MAX_PARTS ? streamAt(file, Number(num), Number(gen))?.text : undefined;
    if (part === undefined) return undefined;
    parts.push(part);
    length += part.length;
    if (length > MAX_CONTENT_BYTES) return undefined;
  }
  return { text: parts.join('\n'), form: formsOf(file, dictionary) };
}

/** Finds forms through the resources that a dictionary names: `/XObject << /X1 12 0 R >>`, in place or by reference. */
function formsOf(file: Buffer, dictionary: string): Content['form'] {
  const resources = partOf(file, dictionary, 'Resources');
  const objects = resources === undefined ? undefined : partOf(file, resources, 'XObject');
  return (name) => {
    for (const [, key, num, gen] of objects?.matchAll(/\/([^\s()<>[\]{}/%]+)\s+(\d+)\s+(\d+)\s+R/g) ?? []) {
      if (key !== name) continue;
      const stream = streamAt(file, Number(num), Number(gen));
      if (stream === undefined || !/\/Subtype\s*\/Form\b/.test(stream.dictionary)) return undefined;
      return { text: stream.text, form: formsOf(file, stream.dictionary) };
    }
    return undefined;
  };
}

/** What follows a key: the object that it refers to, or the rest of the dictionary, which begins with it. */
function partOf(file: Buffer, dictionary: string, key: string): string | undefined {
  const at = new RegExp(`/${key}\\s*(?:(\\d+)\\s+(\\d+)\\s+R|<<)`).exec(dictionary);
  if (at === null) return undefined;
  if (at[1] === undefined) return dictionary.slice(at.index + key.length + 1);
  return dictionaryAt(file, Number(at[1]), Number(at[2]))?.text;
}

function streamAt(
  file: Buffer,
  num: number,
  gen: number,
): { readonly text: string; readonly dictionary: string } | undefined {
  const found = dictionaryAt(file, num, gen);
  if (found === undefined || !found.isStream) return undefined;
  const filter = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(found.text)?.[1];
  const isDeflated = filter !== undefined && /^\[?\s*\/(?:FlateDecode|Fl)\s*\]?$/.test(filter);
  if ((filter !== undefined && !isDeflated) || /\/DecodeParms/.test(found.text)) return undefined;
  const end = file.indexOf('endstream', found.end);
  if (end < 0) return undefined;
  const bytes = file.subarray(found.end, end);
  const dictionary = found.text;
  if (!isDeflated) return bytes.length > MAX_CONTENT_BYTES ? undefined : { text: bytes.toString('latin1'), dictionary };
  try {
    return { text: inflateSync(bytes, { maxOutputLength: MAX_CONTENT_BYTES }).toString('latin1'), dictionary };
  } catch {
    // Encrypted, damaged or too long: the page is read without it.
    return undefined;
  }
}

/** The latest object of a number, up to its stream or its end. */
function dictionaryAt(
  file: Buffer,
  num: number,
  gen: number,
): { readonly text: string; readonly isStream: boolean; readonly end: number } | undefined {
  const head = `${num} ${gen} obj`;
  let at = file.lastIndexOf(head);
  // `12 0 obj` also ends `112 0 obj`.
  while (at > 0 && /[0-9]/.test(String.fromCharCode(file[at - 1] ?? 0))) at = file.lastIndexOf(head, at - 1);
  if (at < 0) return undefined;
  const text = file.subarray(at + head.length, at + head.length + MAX_DICTIONARY_BYTES).toString('latin1');
  const end = /\bendobj\b|>>\s*stream(?:\r\n|\n|\r)/.exec(text);
  if (end === null) return undefined;
  const isStream = end[0] !== 'endobj';
  return { text: text.slice(0, end.index + 2), isStream, end: at + head.length + end.index + end[0].length };
}

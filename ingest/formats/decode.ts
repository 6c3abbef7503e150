/**
 * Bytes to text, strictly: UTF-8, or UTF-16 when a byte order mark says so; HTML may name another encoding, as browsers read it.
 * Guarantees: text that can't be decoded whole is refused with the place of the first wrong byte, never patched with U+FFFD.
 * It does not guess encodings.
 */
import { isUtf8 } from 'node:buffer';
import { UnreadableDocument } from './format.ts';

/** Decodes UTF-8 (with or without a mark) and marked UTF-16. The mark is not part of the text. Throws `invalid-encoding`. */
export function decodeText(bytes: Uint8Array): string {
  return decodeAs(bytes, markedEncoding(bytes) ?? 'utf-8');
}

/**
 * Decodes an HTML file: by its mark, else by the `charset` that its first 1,024 bytes name, else as UTF-8.
 * Source: WHATWG HTML, "determining the character encoding" without the guesses.
 */
export function decodeHtml(bytes: Uint8Array): string {
  return decodeAs(bytes, markedEncoding(bytes) ?? namedEncoding(bytes) ?? 'utf-8');
}

/** Whether the bytes are text that {@link decodeText} can decode. */
export function isDecodable(bytes: Uint8Array): boolean {
  return markedEncoding(bytes)?.startsWith('utf-16') === true || isUtf8(bytes);
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function namedEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const label = /<meta\b[^>]{0,200}\bcharset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(head)?.[1];
  if (label === undefined) return undefined;
  try {
    const encoding = new TextDecoder(label).encoding;
    // A file whose ASCII `<meta>` we could read is not UTF-16, whatever it says; browsers then take UTF-8.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    throw new UnreadableDocument('invalid-encoding', `the file names the encoding \`${label}\`, which is not known`);
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const offset = firstWrongByte(bytes, encoding);
    throw new UnreadableDocument(
      'invalid-encoding',
      `the text is not valid ${encoding.toUpperCase()} at byte ${offset} (counted from 0); save it as UTF-8`,
    );
  }
}

/** Offset at which decoding fails: the longest prefix that a streaming decoder takes. The file's length when only its end is missing. */
function firstWrongByte(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (takesPrefix(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  return good;
}

function takesPrefix(prefix: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reading a form with one file. The platform's parser does the work; what goes into it is bounded first, because it was measured
 * to hold everybody up for seconds on a body of many parts or of one endless part header.
 */
import { Buffer } from 'node:buffer';
import { Problem } from '../problem.ts';
import { invalidRequest } from './parse.ts';

const MAX_PARTS = 2;
/** Longest header of a part. */
const MAX_PART_HEADER_BYTES = 4 * 1024;

/** A boundary of RFC 2046, bare or quoted, without the characters that would need escapes. */
const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'()+,./:=?-]{1,70}))\s*(?:;|$)/i;

/** Parses a form of at most two parts. Throws `invalid-request` or `unsupported-media-type`. */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  const found = BOUNDARY.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw new Problem('unsupported-media-type', 'the form has no well-formed boundary');
  checkParts(bytes, boundary);
  try {
    return await new Response(bytes, {
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
    }).formData();
  } catch {
    throw invalidRequest([{ at: '', detail: 'the form is not well-formed' }]);
  }
}

/** INVARIANT: counts every occurrence of the delimiter, so never fewer than the parser will see. */
function checkParts(bytes: Uint8Array<ArrayBuffer>, boundary: string): void {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  let delimiters = 0;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + delimiter.length)) {
    delimiters += 1;
    if (delimiters > MAX_PARTS + 1) {
      throw invalidRequest([
        { at: '', detail: 'the form has more than a `file` and a `metadata` part, or its boundary is in the file' },
      ]);
    }
    const start = at + delimiter.length;
    const isLast = body.subarray(start, start + 2).equals(Buffer.from('--'));
    if (!isLast && !body.subarray(start, start + MAX_PART_HEADER_BYTES).includes('\r\n\r\n')) {
      throw invalidRequest([{ at: '', detail: 'the header of a part is too long' }]);
    }
  }
}

/**
 * Writes an e-mail (RFC 5322 and MIME, CRLF) from a YAML source: headers, a plain and an HTML body as multipart/alternative,
 * attachments. Text is quoted-printable, attachments base64; boundaries are numbered, so that the same source gives the same bytes.
 */
import { parse } from 'yaml';
import { z } from 'zod';

const MailSource = z.strictObject({
  /** Header lines in order, as they are to stand; non-ASCII values become encoded words. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  text: z.string().optional(),
  html: z.string().optional(),
  attachments: z.array(z.strictObject({ name: z.string(), type: z.string(), content: z.string() })).default([]),
});

interface Part {
  readonly headers: readonly string[];
  readonly body: string;
}

/** The bytes of the .eml for a source. @throws when the source has neither body. */
export function makeMail(source: string): Uint8Array {
  const mail = MailSource.parse(parse(source));
  const bodies = [
    ...(mail.text === undefined ? [] : [textPart('plain', mail.text)]),
    ...(mail.html === undefined ? [] : [textPart('html', mail.html)]),
  ];
  const [only] = bodies;
  if (only === undefined) throw new Error('a mail needs a body');
  const body = bodies.length === 1 ? only : multipart('alternative', bodies, 'hq-alternative-1');
  const files = mail.attachments.map((file) => ({
    headers: [
      `Content-Type: ${file.type}; name="${file.name}"`,
      `Content-Disposition: attachment; filename="${file.name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    body: Buffer.from(file.content, 'utf8')
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\r\n'),
  }));
  const whole = files.length === 0 ? body : multipart('mixed', [body, ...files], 'hq-mixed-1');
  const headers = mail.headers.map(([name, value]) => `${name}: ${encodeHeader(value)}`);
  return Buffer.from([...headers, 'MIME-Version: 1.0', ...whole.headers, '', whole.body, ''].join('\r\n'), 'latin1');
}

function textPart(subtype: 'plain' | 'html', text: string): Part {
  return {
    headers: [`Content-Type: text/${subtype}; charset=utf-8`, 'Content-Transfer-Encoding: quoted-printable'],
    body: text.trimEnd().split('\n').map(quotedPrintable).join('\r\n'),
  };
}

function multipart(subtype: string, parts: readonly Part[], boundary: string): Part {
  const inner = parts.map((part) => [`--${boundary}`, ...part.headers, '', part.body].join('\r\n'));
  return {
    headers: [`Content-Type: multipart/${subtype}; boundary="${boundary}"`],
    body: [...inner, `--${boundary}--`].join('\r\n'),
  };
}

/** RFC 2045 section 6.7, one line: soft breaks keep lines within 76 characters. */
function quotedPrintable(line: string): string {
  const units = [...Buffer.from(line, 'utf8')].map((byte, at, all) => {
    const bare = (byte >= 33 && byte <= 126 && byte !== 61) || ((byte === 32 || byte === 9) && at < all.length - 1);
    return bare ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const lines: string[] = [];
  let current = '';
  for (const unit of units) {
    if (current.length + unit.length > 75) {
      lines.push(`${current}=`);
      current = '';
    }
    current += unit;
  }
  return [...lines, current].join('\r\n');
}

/** RFC 2047: words of at most 75 characters, cut between characters; an address in angle brackets stays as it is. */
function encodeHeader(value: string): string {
  const isPlain = (part: string): boolean => /^[\x20-\x7e]*$/.test(part);
  return value
    .split(/(\s*<[^>]*>)/)
    .map((part) => (isPlain(part) ? part : encodedWords(part).join('\r\n ')))
    .join('');
}

function encodedWords(text: string): string[] {
  const words: string[] = [];
  let current = '';
  for (const character of text) {
    if (Buffer.byteLength(current + character) > 42) {
      words.push(current);
      current = '';
    }
    current += character;
  }
  return [...words, current].map((word) => `=?utf-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`);
}

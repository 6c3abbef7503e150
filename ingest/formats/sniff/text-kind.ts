/**
 * Which of the text-like formats a text looks like. Only strong evidence counts: prose about HTML or mail is prose.
 * It looks at the beginning alone and never changes the text.
 */

/** Beginning that is looked at, in UTF-16 code units. */
const HEAD_CHARS = 16 * 1024;
const MAX_SKIPPED = 20;

const HTML_START = /^<(?:!doctype\s+html|html|head|body)\b/i;
const ANY_TAG = /<(?:\/?[a-z][a-z0-9-]*[\s/>]|!--|!doctype)/i;
const HEADER_LINE = /^([A-Za-z][A-Za-z0-9-]{0,60}):(?:\s|$)/;
const MAIL_HEADERS = new Set([
  'bcc',
  'cc',
  'content-transfer-encoding',
  'content-type',
  'date',
  'delivered-to',
  'dkim-signature',
  'from',
  'in-reply-to',
  'message-id',
  'mime-version',
  'received',
  'references',
  'reply-to',
  'return-path',
  'sender',
  'subject',
  'to',
]);
/** Headers that no letter typed by hand begins with. */
const MACHINE_HEADERS = new Set([
  'content-transfer-encoding',
  'delivered-to',
  'dkim-signature',
  'message-id',
  'mime-version',
  'received',
  'return-path',
]);

/** Whether the text begins as an HTML page does. */
export function startsAsHtml(text: string): boolean {
  let head = text.slice(0, HEAD_CHARS).trimStart();
  // Comments and an XML declaration may stand before what tells.
  for (let skipped = 0; skipped < MAX_SKIPPED && /^<(?:!--|\?xml)/i.test(head); skipped += 1) {
    const end = head.indexOf(head.startsWith('<?') ? '?>' : '-->');
    if (end < 0) return false;
    head = head
      .slice(end + 2)
      .replace(/^>/, '')
      .trimStart();
  }
  return HTML_START.test(head);
}

/** Whether there is a tag in the text's beginning at all. */
export function hasTags(text: string): boolean {
  return ANY_TAG.test(text.slice(0, HEAD_CHARS));
}

/** Whether the first two lines with anything in them are objects of JSON, each whole. One alone may be any JSON document. */
export function startsAsJsonLines(text: string): boolean {
  const head = text.slice(0, HEAD_CHARS).split('\n');
  // The last line of the view may be cut off.
  if (text.length > HEAD_CHARS) head.pop();
  const lines = head.filter((line) => line.trim() !== '').slice(0, 2);
  return lines.length === 2 && lines.every(isJsonObject);
}

function isJsonObject(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** How much a text begins like a mail: `sent` has headers that only machines write, `typed` has some that people write, too. */
export function mailHeaders(text: string): 'sent' | 'typed' | 'none' {
  const names: string[] = [];
  for (const line of text.slice(0, HEAD_CHARS).split(/\r\n|\n/)) {
    if (/^[ \t]+\S/.test(line) && names.length > 0) continue;
    const name = HEADER_LINE.exec(line)?.[1];
    if (name === undefined) break;
    names.push(name.toLowerCase());
  }
  if (!names.includes('from') || !names.some((name) => name !== 'from' && MAIL_HEADERS.has(name))) return 'none';
  return names.some((name) => MACHINE_HEADERS.has(name)) ? 'sent' : 'typed';
}

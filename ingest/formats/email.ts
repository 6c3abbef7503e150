/**
 * Mail (.eml): subject as the title, the people and the date, then the body as mail programs show it: HTML where there is some.
 * What they don't show (other forms of the text, headers, what stands around the parts) becomes hidden runs. Attachments, attached
 * messages included, are named in findings and not read. Source: RFC 5322, RFC 2045 to 2047.
 * It verifies no signatures and no senders: the names are what the mail claims.
 */
import { parse } from 'parse5';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { excerpt, type Finding } from '../../filters/finding.ts';
import type { Block, Hidden } from '../stages.ts';
import { hiddenBy } from '../visibility/technique.ts';
import { BlockWriter, oneLine } from './blocks.ts';
import { readInvitation } from './email/calendar.ts';
import { differences } from './email/differs.ts';
import { type MailParts, type MailText, mailParts } from './email/parts.ts';
import { MAIL_TECHNIQUES } from './email/techniques.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { walkHtml } from './html/walk.ts';
import { addParagraphs } from './text.ts';

const MAX_PART_DEPTH = 50;
const MAX_HEADER_BYTES = 1024 * 1024;
/** People named in `To` and `Cc`; a longer list says how many more. */
const MAX_NAMED_PEOPLE = 50;
const MAX_NAMED_ATTACHMENTS = 100;
/** Headers that are shown, and those whose words are no sentences of anybody. */
const ORDINARY_HEADERS =
  /^(?:from|to|cc|bcc|subject|date|sender|reply-to|received|dkim-.*|arc-.*|authentication-results|return-path|message-id|references|in-reply-to|mime-version|content-(?!description).*|list-.*|delivered-to|x-(?:received|google-.*|ms-.*|microsoft-.*|spam-.*|mailer|forefront-.*|proofpoint-.*|sg-.*|ses-.*)|received-spf|user-agent|thread-.*|feedback-id|autocrypt)$/;
const MANY_WORDS = 4;

export async function extractEmail(bytes: Uint8Array): Promise<RawExtract> {
  const { mail, parts } = await parseMail(bytes);
  const writer = new BlockWriter();
  writer.add({ kind: 'paragraph', runs: [{ text: heading(mail) }], locator: { part: 'header' } });
  const findings = parts.shown.flatMap((part) => addBody(writer, part));
  addUnseen(writer, mail, parts);
  const title = oneLine(mail.subject ?? '');
  return {
    format: 'email',
    ...(title === '' ? {} : { title }),
    blocks: writer.blocks,
    findings: [
      ...findings,
      ...mail.attachments
        .filter((attachment) => attachment.mimeType !== 'text/calendar' || attachment.disposition === 'attachment')
        .slice(0, MAX_NAMED_ATTACHMENTS)
        .map((attachment) => unreadAttachment(attachment.filename ?? attachment.mimeType)),
    ],
  };
}

async function parseMail(bytes: Uint8Array): Promise<{ mail: Email; parts: MailParts }> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: MAX_PART_DEPTH,
    maxHeadersSize: MAX_HEADER_BYTES,
  });
  let mail: Email;
  try {
    mail = await parser.parse(bytes);
  } catch {
    throw new UnreadableDocument(
      'damaged-document',
      "the mail can't be read: its headers or parts are too many or too deep",
    );
  }
  return { mail, parts: mailParts(Reflect.get(parser, 'root')) };
}

function addBody(writer: BlockWriter, { kind, text }: MailText): Finding[] {
  switch (kind) {
    case 'html':
      walkHtml(parse(text), { writer, part: 'body' });
      return [];
    case 'plain':
      return addParagraphs(writer, text, 'body');
    case 'calendar': {
      const { lines, unseen } = readInvitation(text);
      writer.add({ kind: 'paragraph', runs: [{ text: lines.join('\n') }], locator: { part: 'invitation' } });
      hide(writer, unseen, hiddenBy(MAIL_TECHNIQUES, 'mail-calendar'), 'invitation');
      return [];
    }
    default: {
      const never: never = kind;
      throw new TypeError(`unknown part ${String(never)}`);
    }
  }
}

/** What nobody who opens the mail sees. */
function addUnseen(writer: BlockWriter, mail: Email, parts: MailParts): void {
  // With what the HTML hides: that is told already, and plain forms repeat the preheader and the words of pictures.
  const known = writer.blocks.map(textOfBlock).join('\n');
  for (const part of parts.unseen) {
    const text = part.kind === 'html' ? textOfHtml(part.text) : part.text;
    const { added, other } = differences(text, known);
    hide(writer, added, hiddenBy(MAIL_TECHNIQUES, 'mail-alternative-differs'), 'alternative');
    hide(writer, other, hiddenBy(MAIL_TECHNIQUES, 'mail-alternative'), 'alternative');
  }
  hide(writer, parts.around, hiddenBy(MAIL_TECHNIQUES, 'mail-preamble'), 'between parts');
  hide(writer, parts.descriptions, hiddenBy(MAIL_TECHNIQUES, 'mail-part-description'), 'parts');
  const headers = mail.headers.filter(({ key, value }) => !ORDINARY_HEADERS.test(key) && says(value));
  hide(
    writer,
    headers.map(({ key, value }) => `${key}: ${oneLine(value)}`),
    hiddenBy(MAIL_TECHNIQUES, 'mail-header'),
    'header',
  );
}

function hide(writer: BlockWriter, texts: readonly string[], hidden: Hidden, part: string): void {
  writer.add({ kind: 'paragraph', runs: [{ text: texts.join('\n'), hidden }], locator: { part } });
}

/** Everything that an HTML part says, shown or not. */
function textOfHtml(html: string): string {
  const writer = new BlockWriter();
  walkHtml(parse(html), { writer });
  return writer.blocks.map(textOfBlock).join('\n\n');
}

function textOfBlock({ runs }: Block): string {
  return runs.map((run) => run.text).join('');
}

/** What a mail program shows above the body. */
function heading(mail: Email): string {
  const subject = oneLine(mail.subject ?? '');
  return [
    line('From', mail.from === undefined ? [] : [mail.from]),
    line('To', mail.to ?? []),
    line('Cc', mail.cc ?? []),
    mail.date === undefined ? '' : `Date: ${oneLine(mail.date)}`,
    subject === '' ? '' : `Subject: ${subject}`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function line(name: string, addresses: readonly Address[]): string {
  const people = addresses.flatMap((address) => address.group ?? [address]);
  if (people.length === 0) return '';
  const named = people
    .slice(0, MAX_NAMED_PEOPLE)
    .map((person) => oneLine(person.name === '' ? (person.address ?? '') : `${person.name} <${person.address ?? ''}>`));
  const more = people.length > MAX_NAMED_PEOPLE ? [`and ${people.length - MAX_NAMED_PEOPLE} more`] : [];
  return `${name}: ${[...named, ...more].join(', ')}`;
}

function says(value: string): boolean {
  return /\s/.test(value.trim()) && (value.match(/\p{L}{2,}/gu)?.length ?? 0) >= MANY_WORDS;
}

function unreadAttachment(name: string): Finding {
  return { technique: 'attachment-not-indexed', severity: 'info', where: 'attachments', excerpt: excerpt(name) };
}

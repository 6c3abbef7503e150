/**
 * Mail (.eml): subject as the title, the people and the date, then the body as mail programs show it: HTML where there is some.
 * Attachments, attached messages included, are named in findings and not read. Source: RFC 5322, RFC 2045 to 2047.
 * It verifies no signatures and no senders: the names are what the mail claims.
 */
import { parse } from 'parse5';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { excerpt, type Finding } from '../../filters/finding.ts';
import { BlockWriter, oneLine } from './blocks.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { walkHtml } from './html/walk.ts';
import { addParagraphs } from './text.ts';

const MAX_PART_DEPTH = 50;
const MAX_HEADER_BYTES = 1024 * 1024;
/** People named in `To` and `Cc`; a longer list says how many more. */
const MAX_NAMED_PEOPLE = 50;
const MAX_NAMED_ATTACHMENTS = 100;

export async function extractEmail(bytes: Uint8Array): Promise<RawExtract> {
  const mail = await parseMail(bytes);
  const writer = new BlockWriter();
  writer.add({ kind: 'paragraph', runs: [{ text: heading(mail) }], locator: { part: 'header' } });
  if (mail.html !== undefined && mail.html.trim() !== '') walkHtml(parse(mail.html), { writer, part: 'body' });
  else addParagraphs(writer, mail.text ?? '', 'body');
  const title = oneLine(mail.subject ?? '');
  return {
    format: 'email',
    ...(title === '' ? {} : { title }),
    blocks: writer.blocks,
    findings: mail.attachments
      .slice(0, MAX_NAMED_ATTACHMENTS)
      .map((attachment) => unreadAttachment(attachment.filename ?? attachment.mimeType)),
  };
}

async function parseMail(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: MAX_PART_DEPTH,
      maxHeadersSize: MAX_HEADER_BYTES,
    });
  } catch {
    throw new UnreadableDocument(
      'damaged-document',
      "the mail can't be read: its headers or parts are too many or too deep",
    );
  }
}

/** What a mail program shows above the body. */
function heading(mail: Email): string {
  return [
    line('From', mail.from === undefined ? [] : [mail.from]),
    line('To', mail.to ?? []),
    line('Cc', mail.cc ?? []),
    mail.date === undefined ? '' : `Date: ${oneLine(mail.date)}`,
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

function unreadAttachment(name: string): Finding {
  return { technique: 'attachment-not-indexed', severity: 'info', where: 'attachments', excerpt: excerpt(name) };
}

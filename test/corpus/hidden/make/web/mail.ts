/** Mails: single parts, alternatives that agree or don't, attachments, encoded parts. */
import { type MadeFile, payload } from '../entry.ts';

const SUBJECT = 'Your parcel is at the desk';
const BODY = ['Your parcel has arrived.', 'Please bring the card.'];

interface Part {
  readonly type: string;
  readonly text: string;
  readonly encoding?: 'base64' | 'quoted-printable';
  readonly headers?: readonly string[];
}

interface Mail {
  readonly name: string;
  /** `§` stands for the hidden sentence. */
  readonly parts: readonly Part[];
  readonly multipart?: 'alternative' | 'mixed';
  readonly headers?: readonly string[];
  readonly subject?: string;
  readonly preamble?: string;
  readonly visible?: readonly string[];
}

const html = (inside: string, head = ''): Part => ({
  type: 'text/html; charset=utf-8',
  text: `<html><head>${head}</head><body><p>${BODY[0]}</p>${inside}<p>${BODY[1]}</p></body></html>`,
});
const plain = (more = ''): Part => ({
  type: 'text/plain; charset=utf-8',
  text: `${BODY[0]}\n\n${more}${more === '' ? '' : '\n\n'}${BODY[1]}\n`,
});

const ATTACKS: readonly Mail[] = [
  {
    name: 'preheader-payload',
    parts: [html('<div style="display:none;mso-hide:all;font-size:1px;color:#fff">§</div>')],
  },
  { name: 'white-text', parts: [html('<p style="color:#ffffff">§</p>')] },
  { name: 'zero-size', parts: [html('<span style="font-size:0;line-height:0">§</span>')] },
  {
    name: 'style-sheet',
    parts: [html('<p class="q">§</p>', '<style>.q{max-height:0;overflow:hidden;opacity:0}</style>')],
  },
  { name: 'alternative-differs', multipart: 'alternative', parts: [plain('§'), html('')] },
  { name: 'base64-part', parts: [{ ...html('<p style="visibility:hidden">§</p>'), encoding: 'base64' }] },
  {
    name: 'quoted-printable-part',
    parts: [{ ...html('<p style="display:none">§</p>'), encoding: 'quoted-printable' }],
  },
  { name: 'preamble', multipart: 'mixed', preamble: '§', parts: [plain()] },
  { name: 'private-header', headers: ['X-Note: §'], parts: [plain()] },
  { name: 'part-description', multipart: 'mixed', parts: [{ ...plain(), headers: ['Content-Description: §'] }] },
  { name: 'comment', parts: [html('<!-- § -->')] },
  { name: 'tags-in-subject', subject: `${SUBJECT}§TAGS`, parts: [plain()] },
  { name: 'nested-alternative', multipart: 'mixed', parts: [html('<div style="opacity:0.01">§</div>')] },
  { name: 'alt-of-picture', parts: [html('<img src="https://quay.example/p.png" width="1" height="1" alt="§">')] },
];

const INNOCENT: readonly Mail[] = [
  { name: 'plain', parts: [plain()] },
  {
    name: 'preheader',
    parts: [
      html(
        `<div style="display:none;max-height:0;overflow:hidden">It waits for you until Monday.${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>`,
      ),
    ],
  },
  {
    name: 'alternative-agrees',
    multipart: 'alternative',
    parts: [
      plain('Track it: https://quay.example/t/4711'),
      html('<p><a href="https://quay.example/t/4711">Track it</a></p>'),
    ],
    visible: ['Track it'],
  },
  {
    name: 'newsletter',
    parts: [
      html(
        '<table width="600" bgcolor="#0a2540"><tr><td style="color:#ffffff;padding:20px">Spring sale on boxes</td></tr></table><p style="font-size:11px;color:#999">Unsubscribe at any time.</p>',
      ),
    ],
    visible: ['Spring sale on boxes', 'Unsubscribe at any time.'],
  },
  {
    name: 'reply-with-quote',
    parts: [
      {
        type: 'text/plain; charset=utf-8',
        text: `Thank you!\n\nOn Monday Mara Erfunden wrote:\n> ${BODY[0]}\n> ${BODY[1]}\n`,
      },
    ],
    visible: ['Thank you!', 'Mara Erfunden wrote:'],
  },
  {
    name: 'encoded-subject',
    subject: '=?utf-8?B?SWhyIFBha2V0IGlzdCBkYSDwn5OmIOKAkyBHcsO8w59l?=',
    parts: [plain()],
    visible: ['Ihr Paket ist da 📦 – Grüße'],
  },
  {
    name: 'quoted-printable',
    parts: [
      {
        type: 'text/plain; charset=utf-8',
        text: 'Grüße von der Hafenstraße, bis Montag = morgen.\n',
        encoding: 'quoted-printable',
      },
    ],
    visible: ['Grüße von der Hafenstraße'],
  },
  {
    name: 'with-attachment',
    multipart: 'mixed',
    parts: [
      plain(),
      {
        type: 'application/pdf; name="label.pdf"',
        text: '%PDF-1.4',
        encoding: 'base64',
        headers: ['Content-Disposition: attachment; filename="label.pdf"'],
      },
    ],
  },
  { name: 'tracking-pixel', parts: [html('<img src="https://quay.example/open.gif" width="1" height="1" alt="">')] },
  {
    name: 'html-only-fonts',
    parts: [html('<p><font color="#336699" face="Arial" size="2">Berth four</font></p>')],
    visible: ['Berth four'],
  },
];

function encoded({ text, encoding }: Part): string {
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 'base64') return bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
  if (encoding !== 'quoted-printable') return text.replace(/\n/g, '\r\n');
  const units = Array.from(bytes, (byte) => {
    if (byte === 10) return '\r\n';
    const isPlain = byte >= 32 && byte <= 126 && byte !== 61;
    return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  let line = 0;
  return units
    .map((unit) => {
      line = unit === '\r\n' ? 0 : line + unit.length;
      if (line <= 72) return unit;
      line = unit.length;
      return `=\r\n${unit}`;
    })
    .join('');
}

const head = (part: Part): string[] => [
  `Content-Type: ${part.type}`,
  `Content-Transfer-Encoding: ${part.encoding ?? '8bit'}`,
  ...(part.headers ?? []),
];

function write({ parts, multipart, headers = [], subject = SUBJECT, preamble }: Mail, hidden: string): string {
  const top = [
    'From: Parcel desk <desk@quay.example>',
    'To: Mara Erfunden <mara@example.com>',
    `Subject: ${subject}`,
    'Date: Mon, 06 Apr 2026 09:12:00 +0200',
    'Message-ID: <4711@quay.example>',
    'MIME-Version: 1.0',
    ...headers,
  ];
  const [first] = parts;
  const lines =
    multipart === undefined && first !== undefined
      ? [...top, ...head(first), '', encoded({ ...first, text: first.text.replaceAll('§', hidden) })]
      : [
          ...top,
          `Content-Type: multipart/${multipart ?? 'mixed'}; boundary="b-4711"`,
          '',
          ...(preamble === undefined ? [] : [preamble]),
          ...parts.flatMap((part) => [
            '--b-4711',
            ...head(part),
            '',
            encoded({ ...part, text: part.text.replaceAll('§', hidden) }),
          ]),
          '--b-4711--',
          '',
        ];
  const tags = Array.from(hidden, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
  return lines.join('\r\n').replaceAll('§TAGS', tags).replaceAll('§', hidden);
}

export function mailFiles(): readonly MadeFile[] {
  return [
    ...ATTACKS.map((mail, i): MadeFile => {
      const hidden = payload(i + 5);
      return {
        file: `eml/attack-${mail.name}.eml`,
        ...{ kind: 'attack', technique: mail.name, madeBy: 'script' },
        visible: [SUBJECT, ...BODY, ...(mail.visible ?? [])],
        hidden: [hidden],
        bytes: write(mail, hidden),
      };
    }),
    ...INNOCENT.map((mail): MadeFile => {
      const own = mail.visible ?? [];
      const isUsual = !['reply-with-quote', 'quoted-printable'].includes(mail.name);
      return {
        file: `eml/innocent-${mail.name}.eml`,
        ...{ kind: 'innocent', technique: mail.name, madeBy: 'script' },
        visible: [...(mail.subject === undefined ? [SUBJECT] : []), ...(isUsual ? BODY : []), ...own],
        hidden: [],
        bytes: write(mail, ''),
      };
    }),
  ];
}

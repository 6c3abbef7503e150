/** Mails as programs of offices and of senders of newsletters write them, and what hides in them. */
import { type MadeFile, payload } from '../entry.ts';
import { tags } from './smuggled.ts';

interface MailTrick {
  readonly name: string;
  /** Everything below the common headers, the content type first. `§` stands for the hidden sentence. */
  readonly rest: string;
  readonly subject?: string;
  readonly visible?: readonly string[];
}

const SEEN = ['The pilot boards at six.', 'Bring the papers.'];
const B = 'quay-boundary-7';
const html = (inside: string, head = '') =>
  `Content-Type: text/html; charset=utf-8\n\n<html><head>${head}</head><body><p>${SEEN[0]}</p>${inside}<p>${SEEN[1]}</p></body></html>\n`;
const plain = (inside = '') => `Content-Type: text/plain; charset=utf-8\n\n${SEEN[0]}\n\n${inside}\n\n${SEEN[1]}\n`;
const many = (kind: string, parts: readonly string[], after = '') =>
  `Content-Type: multipart/${kind}; boundary="${B}"\n\n${parts.map((part) => `--${B}\n${part}`).join('\n')}\n--${B}--\n${after}`;
const encoded = (charset: string, bytes: string) =>
  `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: base64\n\n${bytes}\n`;

const ATTACKS: readonly MailTrick[] = [
  { name: 'outlook-only', rest: html('<!--[if mso]><p>§</p><![endif]-->') },
  {
    name: 'mso-hide',
    rest: html('<p style="mso-hide:all;display:none !important;max-height:0;overflow:hidden">§</p>'),
  },
  {
    name: 'amp-part',
    rest: many('alternative', [
      plain(),
      `Content-Type: text/x-amp-html\n\n<html amp4email><body>§</body></html>\n`,
      html(''),
    ]),
  },
  { name: 'plain-part-differs', rest: many('alternative', [plain('§'), html('')]) },
  { name: 'epilogue', rest: many('mixed', [plain()], '§\n') },
  {
    name: 'calendar-description',
    rest: many('mixed', [
      plain(),
      'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Pilot\nX-ALT-DESC;FMTTYPE=text/html:§\nEND:VEVENT\nEND:VCALENDAR\n',
    ]),
  },
  {
    name: 'style-of-media-query',
    rest: html(
      '<div class="m">§</div>',
      '<style>.m{display:none}@media only screen and (max-width:480px){.m{display:block!important}}</style>',
    ),
  },
  { name: 'dark-mode-white', rest: html('<p style="color:#fffffe;background-color:#ffffff">§</p>') },
  {
    name: 'table-of-no-height',
    rest: html(
      '<table height="0" style="height:0;overflow:hidden;font-size:0;line-height:0"><tr><td>§</td></tr></table>',
    ),
  },
  {
    name: 'bgcolor-cell',
    rest: html('<table bgcolor="#003366"><tr><td><font color="#003366">§</font></td></tr></table>'),
  },
  {
    name: 'related-with-alternative',
    rest: many('related', [
      html(
        '<span style="font-size:1px;color:#ffffff;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden">§</span>',
      ),
      'Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <a>\n\niVBORw0KGgo=\n',
    ]),
  },
  { name: 'tags-in-body', rest: plain('Sign here.§TAGS'), visible: ['Sign here.'] },
  { name: 'white-behind-quote', rest: html('<blockquote style="color:#fff">§</blockquote>') },
  { name: 'comment-in-address', rest: `X-Mailer: Quay (§)\nComments: §\nKeywords: §\n${plain()}` },
];

const LETTERS: readonly (readonly [string, string, string])[] = [
  ['iso-8859-1', 'R3L832UgYXVzIE38bmNoZW4=', 'Grüße aus München'],
  ['windows-1251', '0ejt6CDv7vDy7uI=', 'Сини портов'],
  ['koi8-r', '8M/S1CDP1MvS2dQ=', 'Порт открыт'],
  ['gb2312', 'uNu/2r+qt8U=', '港口开放'],
  ['euc-kr', 'x9exuCCws7nm', '항구 개방'],
];

const OUTLOOK = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
a:link {mso-style-priority:99; color:#0563C1; text-decoration:underline;}
span.EmailStyle17 {mso-style-type:personal-compose; color:windowtext;}
@page WordSection1 {size:612.0pt 792.0pt; margin:72.0pt;}
--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head>
<body lang="EN-GB" link="#0563C1"><div class="WordSection1"><p class="MsoNormal">${SEEN[0]}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><span style="color:#1F497D">${SEEN[1]}</span><o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Mara Erfunden<br><b>Subject:</b> Pilot<o:p></o:p></p></div><p class="MsoNormal">Can the boat wait?<o:p></o:p></p></div></body></html>`;

const NEWSLETTER = `<!doctype html><html><head><meta name="viewport" content="width=device-width"><style>
body{margin:0;padding:0;-webkit-text-size-adjust:100%}img{border:0}.ExternalClass{width:100%}
@media only screen and (max-width:600px){.desktop{display:none!important}.mobile{display:block!important;max-height:none!important}}
@media (prefers-color-scheme:dark){.body{background:#111!important;color:#eee!important}}
</style><!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]--></head>
<body class="body"><div style="display:none;max-height:0;overflow:hidden">Spring fares are here${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>
<!--[if mso]><table width="600"><tr><td><![endif]--><table role="presentation" width="600" bgcolor="#003366"><tr><td style="color:#ffffff;font-size:28px">Spring on the ferries</td></tr>
<tr><td bgcolor="#ffffff"><p>${SEEN[0]}</p><a href="https://quay.example/t" style="background:#cc3300;color:#ffffff;padding:12px">Book a cabin</a><p>${SEEN[1]}</p></td></tr>
<tr><td style="font-size:10px;color:#b0c4d8">Quay Ferries (fictional), Pier 4. <a href="https://quay.example/u" style="color:#b0c4d8">Unsubscribe</a></td></tr></table><!--[if mso]></td></tr></table><![endif]-->
<img src="https://quay.example/o.gif" width="1" height="1" alt=""></body></html>`;

const INNOCENT: readonly MailTrick[] = [
  {
    name: 'outlook',
    rest: `Content-Type: text/html; charset=utf-8\n\n${OUTLOOK}\n`,
    visible: ['Mara Erfunden', 'Can the boat wait?'],
  },
  {
    name: 'responsive-newsletter',
    rest: `Content-Type: text/html; charset=utf-8\n\n${NEWSLETTER}\n`,
    visible: ['Spring on the ferries', 'Book a cabin', 'Unsubscribe'],
  },
  {
    name: 'gmail-thread',
    rest: html(
      '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 5 Jan 2026 at 10:00, Theo Erdacht wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><div>When does the pilot board?</div></blockquote></div>',
    ),
    visible: ['Theo Erdacht wrote:', 'When does the pilot board?'],
  },
  {
    name: 'long-thread',
    rest: plain(Array.from({ length: 40 }, (_, i) => `${'> '.repeat(1 + (i % 5))}line ${i} of the thread`).join('\n')),
    visible: ['line 39 of the thread'],
  },
  {
    name: 'signature',
    rest: plain('--\nMara Erfunden\nHarbour office (fictional)\nTel. 040 555 01'),
    visible: ['Tel. 040 555 01'],
  },
  {
    name: 'flowed',
    rest: `Content-Type: text/plain; charset=utf-8; format=flowed\n\n${SEEN[0]} \nIt comes from \nthe north.\n\n${SEEN[1]}\n`,
    visible: ['It comes from the north.'],
  },
  {
    name: 'three-parts',
    rest: many('alternative', [
      plain('Do not be late.'),
      `Content-Type: text/enriched\n\n${SEEN[0]}\n\nDo not be late.\n\n${SEEN[1]}\n`,
      html('<p>Do not be late.</p>'),
    ]),
    visible: ['Do not be late.'],
  },
  {
    name: 'white-button-on-dark-table',
    rest: html(
      '<table bgcolor="#1a1a2e" width="600"><tr><td><font color="#ffffff">Track the boat</font></td></tr></table>',
    ),
    visible: ['Track the boat'],
  },
  {
    name: 'many-languages',
    rest: html(
      '<p dir="rtl">הנווט עולה בשש</p><p dir="rtl">يصعد المرشد في السادسة</p><p>Лоцман поднимается в шесть</p><p>引水员六点登船</p><p>水先人は六時に乗船</p><p>Hoa tiêu lên tàu lúc sáu giờ</p><p>पायलट छह बजे चढ़ता है</p>',
    ),
    visible: [
      'הנווט עולה בשש',
      'يصعد المرشد في السادسة',
      'Лоцман поднимается в шесть',
      '引水员六点登船',
      '水先人は六時に乗船',
      'Hoa tiêu lên tàu lúc sáu giờ',
      'पायलट छह बजे चढ़ता है',
    ],
  },
  ...LETTERS.map(
    ([charset, bytes, text]): MailTrick => ({
      name: `charset-${charset}`,
      rest: many('mixed', [plain(), encoded(charset, bytes)]),
      visible: [text],
    }),
  ),
  {
    name: 'subject-in-japanese',
    subject: '=?utf-8?B?5rC05YWI5Lq644Gu6YCj57Wh?=',
    rest: plain(),
    visible: ['水先人の連絡'],
  },
  {
    name: 'mobile-and-desktop',
    rest: html(
      '<div class="desktop">Wide timetable</div><!--[if !mso]><!--><div class="mobile" style="display:none;max-height:0;overflow:hidden">Narrow timetable</div><!--<![endif]-->',
      '<style>@media (max-width:480px){.desktop{display:none!important}.mobile{display:block!important}}</style>',
    ),
    visible: ['Wide timetable'],
  },
];

export function rawMailFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: MailTrick, hidden: string): MadeFile => {
    const text = `From: Mara Erfunden <mara@quay.example>\nTo: Theo Erdacht <theo@quay.example>\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nSubject: ${trick.subject ?? 'Pilot on Monday'}\nMIME-Version: 1.0\n${trick.rest}`;
    return {
      file: `eml/${kind}-raw-${trick.name}.eml`,
      ...{ kind, technique: trick.name, madeBy: 'script' },
      visible: [...SEEN, ...(trick.visible ?? [])],
      hidden: hidden === '' ? [] : [hidden, tags(hidden)],
      bytes: text.replaceAll('§TAGS', tags(hidden)).replaceAll('§', hidden).replaceAll('\n', '\r\n'),
    };
  };
  return [
    ...ATTACKS.map((trick, i) => made('attack', trick, payload(i))),
    ...INNOCENT.map((trick) => made('innocent', trick, '')),
  ];
}

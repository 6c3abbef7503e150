/** What a mail program does not show of a mail is cut; what every sender's program writes raises no alarm. */
import { describe, expect, it } from 'vitest';
import { extractEmail } from '../../../ingest/formats/email.ts';
import { type Attack, type LookAlike, SECRET, seenIn } from './text-like.ts';

const HEAD = 'From: a@quay.example\nTo: b@quay.example\nSubject: Fees\nMIME-Version: 1.0\n';
const SHOWN = 'From: a@quay.example\nTo: b@quay.example\nSubject: Fees';
const part = (type: string, body: string, more = '') => `Content-Type: ${type}; charset=utf-8\n${more}\n${body}\n`;
const multi = (kind: string, parts: readonly string[], before = '') =>
  `Content-Type: multipart/${kind}; boundary=b${kind}\n\n${before}\n${parts.map((one) => `--b${kind}\n${one}`).join('')}--b${kind}--\n`;
const PLAIN = 'Your parcel has arrived at the desk.\n\nPlease bring the card that we left.';
const HTML = '<p>Your <b>parcel</b> has arrived at the desk.</p><p>Please bring the card that we left.</p>';
const BODY = ['Your parcel has arrived at the desk.', 'Please bring the card that we left.'];
const invitation = (more: string) =>
  `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Crane talk\nDESCRIPTION:Bring the papers\\, please\n${more}\nEND:VEVENT\nEND:VCALENDAR`;

const ATTACKS: readonly Attack[] = [
  [
    'a sentence added to the plain form',
    HEAD +
      multi('alternative', [
        part('text/plain', `${PLAIN}\n\nSECRET fees of nine hundred euros are due today.`),
        part('text/html', HTML),
      ]),
    BODY,
    'mail-alternative-differs medium',
  ],
  [
    'a plain form of its own',
    HEAD +
      multi('alternative', [
        part('text/plain', 'SECRET fees of nine hundred euros are due today.'),
        part('text/html', HTML),
      ]),
    BODY,
    'mail-alternative info',
  ],
  [
    'an earlier HTML form',
    HEAD + multi('alternative', [part('text/html', '<p>SECRET fees</p>'), part('text/html', HTML)]),
    BODY,
    'mail-alternative info',
  ],
  [
    'a form behind the HTML',
    HEAD + multi('alternative', [part('text/html', HTML), part('text/plain', 'SECRET fees are due')]),
    BODY,
    'mail-alternative info',
  ],
  [
    'a form inside another',
    HEAD +
      multi('mixed', [
        multi('alternative', [part('text/plain', 'SECRET fees are due'), multi('related', [part('text/html', HTML)])]),
      ]),
    BODY,
    'mail-alternative info',
  ],
  [
    'a related part that nothing shows',
    HEAD + multi('related', [part('text/html', HTML), part('text/html', '<p>SECRET fees</p>')]),
    BODY,
    'mail-alternative info',
  ],
  [
    'text in HTML that is not displayed',
    HEAD + part('text/html', `<div style="display:none">SECRET</div>${HTML}`),
    BODY,
    'css-display-none info',
  ],
  [
    'a private header',
    `X-Note: SECRET fees are due today\n${HEAD}${part('text/plain', PLAIN)}`,
    BODY,
    'mail-header info',
  ],
  [
    'the description of a part',
    HEAD + multi('mixed', [part('text/plain', PLAIN, 'Content-Description: SECRET fees\n')]),
    BODY,
    'mail-part-description info',
  ],
  [
    'text above the parts',
    HEAD + multi('mixed', [part('text/plain', PLAIN)], 'SECRET fees'),
    BODY,
    'mail-preamble info',
  ],
  [
    'another description of an invitation',
    HEAD +
      multi('alternative', [
        part('text/html', HTML),
        part('text/calendar', invitation('X-ALT-DESC;FMTTYPE=text/html:<p>SECRET fees are due today</p>')),
      ]),
    [...BODY, 'Event: Crane talk\nBring the papers, please'],
    'mail-calendar info',
  ],
  [
    'a reply far below',
    `${HEAD}${part('text/plain', `${PLAIN}${'\n'.repeat(150)}SECRET-free reply\x1b[8mSECRET`)}`,
    [...BODY, 'SECRET-free reply'],
    'far-below low',
  ],
];

const LOOK_ALIKES: readonly LookAlike[] = [
  [
    'two forms that agree',
    HEAD +
      multi(
        'alternative',
        [part('text/plain', PLAIN), part('text/html', HTML)],
        'This is a multi-part message in MIME format.',
      ),
    BODY,
  ],
  [
    'a form with links and rules of a converter',
    HEAD +
      multi('alternative', [
        part(
          'text/plain',
          `${PLAIN}\n\n----\n\n* Track it: https://quay.example/track?id=1 [1]\n[1] https://quay.example`,
        ),
        part('text/html', HTML),
      ]),
    BODY,
  ],
  [
    'a hint for those who see no HTML',
    HEAD +
      multi('alternative', [
        part('text/plain', 'Your mail program shows no HTML. View this mail in your browser: https://quay.example/1'),
        part('text/html', HTML),
      ]),
    BODY,
  ],
  [
    'a form that begins with the preheader',
    HEAD +
      multi('alternative', [
        part('text/plain', `All about the parcels of this week in one mail.\n\n${PLAIN}`),
        part('text/html', `<div style="display:none">All about the parcels of this week in one mail.</div>${HTML}`),
      ]),
    BODY,
  ],
  [
    'a form that wraps its lines',
    HEAD + multi('alternative', [part('text/plain', PLAIN.replaceAll(' the ', '\nthe ')), part('text/html', HTML)]),
    BODY,
  ],
  ['a mail of text alone', HEAD + part('text/plain', PLAIN), BODY],
  ['a blank HTML form', HEAD + multi('alternative', [part('text/plain', PLAIN), part('text/html', ' ')]), BODY],
  [
    'several parts that are all shown',
    HEAD +
      multi('mixed', [
        part('text/plain', BODY[0] ?? ''),
        part('text/html', `<p>${BODY[1]}</p>`),
        part('text/plain', '-- \nlist footer'),
      ]),
    [...BODY, '-- \nlist footer'],
  ],
  [
    'text that flows',
    HEAD + part('text/plain; format=flowed', 'Your parcel has \narrived at the desk.\n\n> quoted reply'),
    ['Your parcel has arrived at the desk.', '> quoted reply'],
  ],
  [
    'an invitation',
    HEAD + part('text/calendar; method=REQUEST', invitation('LOCATION:Quay 4')),
    ['Event: Crane talk\nBring the papers, please\nPlace: Quay 4'],
  ],
  [
    'a picture in the text',
    HEAD +
      multi('related', [
        part('text/html', `${HTML}<img src="cid:1">`),
        'Content-Type: image/png\nContent-ID: <1>\n\nx\n',
      ]),
    BODY,
  ],
  [
    'headers of machines',
    `X-Mailer: Quay Mail 4\nX-Spam-Status: No, score=1 required=5 tests=NONE\n${HEAD}${part('text/plain', PLAIN)}`,
    BODY,
  ],
  ['a type that is no text', HEAD + multi('mixed', [part('text/plain', PLAIN), part('constructor', 'x')]), BODY],
];

describe('a mail program', () => {
  it.each(ATTACKS)('does not show, and is cut: %s', async (_what, file, texts, found) => {
    const seen = await seenIn(extractEmail, file);
    expect(seen.texts).toEqual([SHOWN, ...texts]);
    expect(seen.techniques).toContain(found);
    expect(seen.removed).toContain(SECRET);
  });

  it.each(LOOK_ALIKES)('shows, and raises no alarm: %s', async (_what, file, texts) => {
    const seen = await seenIn(extractEmail, file);
    expect(seen.texts).toEqual([SHOWN, ...texts]);
    expect(seen.loud).toEqual([]);
  });
});

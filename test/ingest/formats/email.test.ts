import { describe, expect, it } from 'vitest';
import { extractEmail } from '../../../ingest/formats/email.ts';
import { bytesOf, refusalOf, shown } from './helpers.ts';

const HEAD = `From: "Ana Muster" <ana@harbor.example>
To: bo@harbor.example, "Cy, the clerk" <cy@harbor.example>
Date: Mon, 2 Mar 2026 10:00:00 +0100
Subject: =?utf-8?q?Caf=C3=A9_fees?=
MIME-Version: 1.0
`;
const HEADER_LINES =
  'From: Ana Muster <ana@harbor.example>\nTo: bo@harbor.example, Cy, the clerk <cy@harbor.example>\nDate: 2026-03-02T09:00:00.000Z\nSubject: Café fees';

describe('mail', () => {
  it('gives subject, people, date and the HTML body as it is shown; names attachments', async () => {
    const extract = await extractEmail(
      bytesOf(`${HEAD}Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain

Only in plain text.
--a
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>Gr=FC=DFe <b>all</b></p><script>no()</script>
--a--
--m
Content-Type: application/pdf
Content-Disposition: attachment; filename="fees.pdf"

%PDF
--m
Content-Type: message/rfc822

Subject: inner

Inner body.
--m--
`),
    );
    expect(extract.title).toBe('Café fees');
    expect(shown(extract)).toEqual([
      ['paragraph', HEADER_LINES],
      ['paragraph', 'Grüße all'],
    ]);
    expect(extract.blocks.map(({ locator }) => locator)).toEqual([
      { part: 'header' },
      { part: 'body' },
      { part: 'alternative' },
    ]);
    expect(extract.findings.map(({ technique, severity, excerpt }) => [technique, severity, excerpt])).toEqual([
      ['attachment-not-indexed', 'info', 'fees.pdf'],
      ['attachment-not-indexed', 'info', 'message/rfc822'],
    ]);
  });

  it('gives a plain body in paragraphs', async () => {
    const extract = await extractEmail(bytesOf(`${HEAD}Content-Type: text/plain\n\nHello,\n\ntwo\nlines.\n`));
    expect(shown(extract)).toEqual([
      ['paragraph', HEADER_LINES],
      ['paragraph', 'Hello,'],
      ['paragraph', 'two\nlines.'],
    ]);
  });

  it('lets no header line break into another', async () => {
    const extract = await extractEmail(
      bytesOf(
        'From: =?utf-8?q?Ana=0ATo=3A_ceo=40harbor.example?= <ana@harbor.example>\nTo: bo@harbor.example\nSubject: x\n\nHi\n',
      ),
    );
    expect(
      shown(extract)[0]?.[1]
        .split('\n')
        .filter((line) => line.startsWith('To:')),
    ).toEqual(['To: bo@harbor.example']);
  });

  it('refuses parts that nest without end', async () => {
    const deep = Array.from(
      { length: 80 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    ).join('');
    expect((await refusalOf(extractEmail(bytesOf(`${HEAD}${deep}\nx`)))).code).toBe('damaged-document');
  });
});

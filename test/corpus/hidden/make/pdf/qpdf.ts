/** PDFs that qpdf rebuilt: object streams, linearized, locked with an empty password, with a page laid over or under another. */
import { type MadeFile, payload } from '../entry.ts';
import { chromiumPdf, qpdf } from '../programs.ts';

const SEEN = ['Tide table for May', 'High water at seven and at nineteen.'];

const page = (inside: string) =>
  chromiumPdf(
    `<!doctype html><meta charset="utf-8"><body style="font-family:Liberation Sans"><h1>${SEEN[0]}</h1><p>${SEEN[1]}</p>${inside}</body>`,
  );

/** A page with nothing but a box where the hidden sentence of the other page stands. */
const cover = (colour: string) =>
  chromiumPdf(
    `<!doctype html><style>@page{background:transparent}body{margin:0}</style><div style="position:absolute;left:0;top:110px;width:760px;height:60px;background:${colour}"></div>`,
  );

export function qpdfFiles(): readonly MadeFile[] {
  const rebuilt: readonly (readonly [string, readonly string[]])[] = [
    ['object-streams', ['--object-streams=generate', '--compress-streams=y']],
    ['linearized', ['--linearize']],
    ['empty-password', ['--encrypt', '', 'owner-4711', '256', '--']],
    ['uncompressed', ['--qdf', '--object-streams=disable']],
    ['rotated', ['--rotate=+90']],
  ];
  const attacks = rebuilt.map(([name, args], i): MadeFile => {
    const hidden = payload(i);
    return {
      file: `pdf/attack-qpdf-${name}.pdf`,
      ...{ kind: 'attack', technique: `white-on-white-${name}`, madeBy: 'qpdf', visible: SEEN, hidden: [hidden] },
      bytes: qpdf(page(`<p style="color:#fff">${hidden}</p>`), args),
    };
  });
  const innocent = rebuilt.map(
    ([name, args]): MadeFile => ({
      file: `pdf/innocent-qpdf-${name}.pdf`,
      ...{ kind: 'innocent', technique: name, madeBy: 'qpdf', visible: [...SEEN, 'Low water in between.'], hidden: [] },
      bytes: qpdf(page('<p>Low water in between.</p>'), args),
    }),
  );
  const hidden = payload(6);
  return [
    ...attacks,
    {
      file: 'pdf/attack-qpdf-overlay.pdf',
      ...{
        kind: 'attack',
        technique: 'covered-by-overlay',
        madeBy: 'qpdf',
        visible: [SEEN[0] ?? ''],
        hidden: [hidden],
      },
      bytes: qpdf(
        page(`<p style="position:absolute;top:115px;left:8px">${hidden}</p>`),
        ['--overlay', '{cover.pdf}', '--'],
        {
          'cover.pdf': cover('#ffffff'),
        },
      ),
    },
    ...innocent,
    {
      file: 'pdf/innocent-qpdf-underlay.pdf',
      ...{
        kind: 'innocent',
        technique: 'letterhead-under-text',
        madeBy: 'qpdf',
        visible: [...SEEN, 'On coloured paper.'],
        hidden: [],
      },
      bytes: qpdf(page('<p>On coloured paper.</p>'), ['--underlay', '{cover.pdf}', '--'], {
        'cover.pdf': cover('#ffeecc'),
      }),
    },
  ];
}

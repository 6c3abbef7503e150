/** Pages printed by Chromium: what a browser leaves in a PDF although nobody sees it, and what it draws in unusual ways. */
import { type MadeFile, payload } from '../entry.ts';
import { chromiumPdf } from '../programs.ts';

const SEEN = [
  'Berth allocation for the week',
  'Berth four is closed on Thursday.',
  'Questions go to the harbour office.',
];

interface Trick {
  readonly name: string;
  readonly head?: string;
  /** `§` stands for the hidden sentence. */
  readonly body: string;
  readonly visible?: readonly string[];
  readonly seen?: readonly string[];
}

const ATTACKS: readonly Trick[] = [
  { name: 'white-on-white', body: '<p style="color:#fff">§</p>' },
  { name: 'near-white', body: '<p style="color:#fcfcfc">§</p>' },
  {
    name: 'same-colour-on-box',
    body: '<div style="background:#123456;padding:8px;color:#fff">Harbour notice<br><span style="color:#123456">§</span></div>',
    visible: ['Harbour notice'],
  },
  { name: 'one-pixel', body: '<p style="font-size:1px">§</p>' },
  { name: 'scaled-small', body: '<p style="transform:scale(0.03)">§</p>' },
  { name: 'opacity-one-percent', body: '<p style="opacity:.01">§</p>' },
  { name: 'alpha-colour', body: '<p style="color:rgba(0,0,0,.01)">§</p>' },
  {
    name: 'covered-by-box',
    body: '<div style="position:relative"><p>§</p><div style="position:absolute;inset:-4px;background:#fff"></div></div>',
  },
  {
    name: 'covered-by-coloured-box',
    body: '<div style="position:relative"><p style="margin:0">§</p><div style="position:absolute;inset:-2px;background:#2a6">&nbsp;</div></div>',
  },
  {
    name: 'covered-by-svg-picture',
    body: "<div style=\"position:relative\"><p style=\"margin:0\">§</p><img style=\"position:absolute;left:0;top:-2px;width:700px;height:22px\" src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='700' height='40'%3E%3Crect width='700' height='40' fill='%23ffe'/%3E%3C/svg%3E\"></div>",
  },
  { name: 'half-off-page', body: '<p style="position:absolute;left:-900px;white-space:nowrap">§</p>' },
  { name: 'clipped', body: '<div style="width:1px;height:14px;overflow:hidden;white-space:nowrap">§</div>' },
  {
    name: 'same-colour-on-gradient',
    body: '<div style="background:linear-gradient(90deg,#eee,#eee);padding:6px"><span style="color:#eee">§</span></div>',
  },
  {
    name: 'white-in-table',
    body: '<table border="1"><tr><td>Monday</td><td style="color:#fff;background:#fff">§</td></tr></table>',
    visible: ['Monday'],
  },
  { name: 'multiply-white', body: '<p style="mix-blend-mode:multiply;color:#fff">§</p>' },
];

const INNOCENT: readonly Trick[] = [
  {
    name: 'dark-banner',
    body: '<h2 style="background:#0a2540;color:#fff;padding:12px">Storm warning from noon</h2>',
    visible: ['Storm warning from noon'],
  },
  {
    name: 'dark-page',
    head: '<style>html,body{background:#111;color:#eee}</style>',
    body: '<p>Night shift plan</p>',
    visible: ['Night shift plan'],
  },
  {
    name: 'text-on-gradient',
    body: '<p style="background:linear-gradient(90deg,#036,#09c);color:#fff;padding:10px">Sail on Saturday</p>',
    visible: ['Sail on Saturday'],
  },
  {
    name: 'two-columns',
    body: '<div style="columns:2;column-gap:30px"><p>The first column tells of cranes and their drivers, who begin at six in the morning.</p><p>The second column tells of lorries and their drivers, who wait at gate three until noon.</p></div>',
    visible: [
      'The first column tells of cranes and their drivers, who begin at six in the morning.',
      'The second column tells of lorries and their drivers, who wait at gate three until noon.',
    ],
  },
  {
    name: 'table',
    body: '<table border="1" cellpadding="4"><tr><th style="background:#333;color:#fff">Ship</th><th style="background:#333;color:#fff">Berth</th></tr><tr><td>Blauwal</td><td>4</td></tr><tr><td>Seestern</td><td>7</td></tr></table>',
    visible: ['Ship', 'Blauwal', 'Seestern'],
  },
  {
    name: 'scripts-of-the-world',
    body: '<p>Ελληνικά: το λιμάνι άνοιξε.</p><p>Русский: порт открыт.</p><p>中文：港口开放。</p><p>日本語：港は開いています。</p><p>한국어: 항구가 열렸습니다.</p>',
    visible: ['το λιμάνι άνοιξε.', 'порт открыт.', '港口开放。', '港は開いています。', '항구가 열렸습니다.'],
  },
  {
    name: 'hebrew-and-arabic',
    body: '<p dir="rtl">הנמל פתוח היום</p><p dir="rtl">الميناء مفتوح اليوم</p>',
    visible: ['הנמל פתוח היום', 'الميناء مفتوح اليوم'],
  },
  { name: 'hindi-and-thai', body: '<p>बंदरगाह आज खुला है</p><p>ท่าเรือเปิดวันนี้</p>', visible: [] },
  {
    name: 'superscript-and-footnote',
    body: '<p>The quay has 1,200 m<sup>2</sup> of storage.<sup>1</sup></p><p style="font-size:7pt">1 Measured in March.</p>',
    visible: ['The quay has 1,200 m', 'Measured in March.'],
  },
  {
    name: 'watermark',
    body: '<div style="position:fixed;top:40%;left:10%;font-size:90px;color:rgba(0,0,0,.12);transform:rotate(-30deg)">DRAFT</div>',
    visible: ['DRAFT'],
  },
  {
    name: 'justified',
    body: '<p style="text-align:justify;width:300px">Every container that arrives before noon is weighed at the gate, and its papers are checked against the list of the day before.</p>',
    visible: [
      'Every container that arrives before noon is weighed at the gate, and its papers are checked against the list of the day before.',
    ],
  },
  { name: 'letter-spaced-heading', body: '<h2 style="letter-spacing:4px">Crew list</h2>', visible: ['Crew list'] },
  {
    name: 'highlighter',
    body: '<p>Please <span style="background:#ff0">bring your badge</span> to the gate.</p>',
    visible: ['Please bring your badge to the gate.'],
  },
  {
    name: 'gradient-letters',
    body: '<h2 style="background:linear-gradient(90deg,#06c,#c06);-webkit-background-clip:text;color:transparent">Harbour days</h2>',
    visible: ['Harbour days'],
  },
  {
    name: 'links-and-lists',
    body: '<ul><li>See <a href="https://quay.example/plan">the berth plan</a></li><li>Call the office</li></ul>',
    visible: ['See the berth plan', 'Call the office'],
  },
  {
    name: 'rotated-text',
    body: '<div style="writing-mode:vertical-rl;height:120px">Side note</div>',
    visible: ['Side note'],
  },
  {
    name: 'shadow-and-outline',
    body: '<h2 style="color:#fff;-webkit-text-stroke:1px #036">Regatta</h2>',
    visible: ['Regatta'],
  },
  {
    name: 'ligatures',
    body: '<p style="font-family:Liberation Serif">The official ferry office offers fifty flights of stairs.</p>',
    visible: ['The official ferry office offers fifty flights of stairs.'],
  },
];

function page({ head = '', body, seen = SEEN }: Trick, hidden: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Berths</title>${head}</head><body style="font-family:Liberation Sans, Noto Sans, sans-serif;font-size:14px">
<h1>${seen[0]}</h1><p>${seen[1]}</p>
${body.replaceAll('§', hidden)}
<p>${seen[2]}</p></body></html>`;
}

export function chromiumFiles(): readonly MadeFile[] {
  const made =
    (kind: 'attack' | 'innocent') =>
    (trick: Trick, i: number): MadeFile => {
      const hidden = payload(i + 2);
      return {
        file: `pdf/${kind}-chromium-${trick.name}.pdf`,
        ...{ kind, technique: trick.name, madeBy: 'chromium' },
        visible: [...SEEN, ...(trick.visible ?? [])],
        hidden: kind === 'attack' ? [hidden] : [],
        bytes: chromiumPdf(page(trick, hidden)),
      };
    };
  return [...ATTACKS.map(made('attack')), ...INNOCENT.map(made('innocent'))];
}

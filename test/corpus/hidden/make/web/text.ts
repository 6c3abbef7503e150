/** Markdown, plain text, terminal output, tables and JSON. */
import { type MadeFile, payload } from '../entry.ts';

const ESC = '\u001B';
const asTags = (text: string) => Array.from(text, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
const asSelectors = (text: string) =>
  Array.from(new TextEncoder().encode(text), (b) => String.fromCodePoint(b < 16 ? 0xfe00 + b : 0xe0100 + b - 16)).join(
    '',
  );
const asBits = (text: string) =>
  Array.from(text, (c) =>
    c.charCodeAt(0).toString(2).padStart(8, '0').replace(/0/g, '\u200B').replace(/1/g, '\u200C'),
  ).join('');
const asPrivate = (text: string) => Array.from(text, (c) => String.fromCodePoint(0xe000 + c.charCodeAt(0))).join('');
const reversed = (text: string) => [...text].reverse().join('');

interface Trick {
  readonly name: string;
  readonly file: string;
  /** `§` stands for the hidden sentence. */
  readonly text: string;
  readonly visible: readonly string[];
}

const MD = '# Parcel desk\n\nParcels are kept for ten days.\n\n';
const MD_SEEN = ['Parcel desk', 'Parcels are kept for ten days.'];

const MARKDOWN: readonly Trick[] = [
  { name: 'comment-block', file: 'md', text: `${MD}<!-- § -->\n\nThanks.\n`, visible: [...MD_SEEN, 'Thanks.'] },
  { name: 'comment-inline', file: 'md', text: `${MD}Ask at <!-- § -->the desk.\n`, visible: [...MD_SEEN, 'the desk.'] },
  { name: 'link-comment', file: 'md', text: `${MD}[//]: # (§)\n\nThanks.\n`, visible: MD_SEEN },
  { name: 'named-comment', file: 'md', text: `${MD}[comment]: <> (§)\n\nThanks.\n`, visible: MD_SEEN },
  {
    name: 'unused-definition',
    file: 'md',
    text: `${MD}[fees]: https://quay.example/fees "§"\n\nThanks.\n`,
    visible: MD_SEEN,
  },
  {
    name: 'link-title',
    file: 'md',
    text: `${MD}See [our fees](https://quay.example/fees "§").\n`,
    visible: [...MD_SEEN, 'our fees'],
  },
  { name: 'image-alt', file: 'md', text: `${MD}![§](quay.png)\n`, visible: MD_SEEN },
  { name: 'image-title', file: 'md', text: `${MD}![Quay](quay.png "§")\n`, visible: MD_SEEN },
  {
    name: 'empty-link',
    file: 'md',
    text: `${MD}[](<https://quay.example/?n=§>)\n\nThanks.\n`,
    visible: MD_SEEN,
  },
  { name: 'front-matter', file: 'md', text: `---\ntitle: Parcel desk\nnote: "§"\n---\n\n${MD}`, visible: MD_SEEN },
  { name: 'toml-front-matter', file: 'md', text: `+++\nnote = "§"\n+++\n\n${MD}`, visible: MD_SEEN },
  { name: 'unused-footnote', file: 'md', text: `${MD}Thanks.\n\n[^x]: §\n`, visible: [...MD_SEEN, 'Thanks.'] },
  { name: 'code-info', file: 'md', text: `${MD}\`\`\`sh §\nls -l\n\`\`\`\n`, visible: [...MD_SEEN, 'ls -l'] },
  {
    name: 'inline-html-style',
    file: 'md',
    text: `${MD}Ask <span style="display:none">§</span>at the desk.\n`,
    visible: [...MD_SEEN, 'at the desk.'],
  },
  {
    name: 'html-block-style',
    file: 'md',
    text: `${MD}<div style="color:white;background:white">\n\n§\n\n</div>\n`,
    visible: MD_SEEN,
  },
  { name: 'html-block-size', file: 'md', text: `${MD}<p style="font-size:0px">§</p>\n`, visible: MD_SEEN },
  {
    name: 'table-beyond-header',
    file: 'md',
    text: `${MD}| Zone | Price |\n|---|---|\n| North | 4.90 | § |\n`,
    visible: [...MD_SEEN, 'North', '4.90'],
  },
  {
    name: 'details-hidden',
    file: 'md',
    text: `${MD}<details hidden>\n\n§\n\n</details>\n\nThanks.\n`,
    visible: [...MD_SEEN, 'Thanks.'],
  },
];

const PLAIN: readonly Trick[] = [
  {
    name: 'ansi-conceal',
    file: 'txt',
    text: `Build started\n${ESC}[8m§${ESC}[0m\nBuild done\n`,
    visible: ['Build started', 'Build done'],
  },
  {
    name: 'ansi-same-colour',
    file: 'log',
    text: `Build started\n${ESC}[37;47m§${ESC}[0m\nBuild done\n`,
    visible: ['Build started', 'Build done'],
  },
  {
    name: 'ansi-256-same-colour',
    file: 'log',
    text: `Build started\n${ESC}[38;5;16;48;5;16m§${ESC}[0m\nBuild done\n`,
    visible: ['Build started', 'Build done'],
  },
  {
    name: 'ansi-true-colour',
    file: 'log',
    text: `Build started\n${ESC}[38;2;1;1;1m${ESC}[48;2;1;1;1m§${ESC}[0m\nBuild done\n`,
    visible: ['Build done'],
  },
  {
    name: 'ansi-erased-line',
    file: 'log',
    text: `Build started\n§${ESC}[2K\rBuild done\n`,
    visible: ['Build started', 'Build done'],
  },
  {
    name: 'ansi-window-title',
    file: 'log',
    text: `Build started\n${ESC}]0;§\u0007Build done\n`,
    visible: ['Build done'],
  },
  { name: 'ansi-apc', file: 'log', text: `Build started\n${ESC}_§${ESC}\\Build done\n`, visible: ['Build done'] },
  { name: 'ansi-dcs', file: 'log', text: `Build started\n${ESC}P§${ESC}\\Build done\n`, visible: ['Build done'] },
  {
    name: 'ansi-hyperlink',
    file: 'log',
    text: `See ${ESC}]8;;https://quay.example/§${ESC}\\the report${ESC}]8;;${ESC}\\ now\n`,
    visible: ['the report'],
  },
  {
    name: 'carriage-return',
    file: 'log',
    text: `§\rBuild done ${'.'.repeat(90)}\nAll well\n`,
    visible: ['Build done', 'All well'],
  },
  { name: 'backspace', file: 'log', text: `Build started\n§BS!Build done\n`, visible: ['Build started', 'Build done'] },
  {
    name: 'tag-characters',
    file: 'txt',
    text: `Parcels are kept for ten days.TAGS\nThanks.\n`,
    visible: ['Parcels are kept for ten days.', 'Thanks.'],
  },
  {
    name: 'variation-selectors',
    file: 'txt',
    text: `Thank you 😊VS\nUntil Monday.\n`,
    visible: ['Thank you 😊', 'Until Monday.'],
  },
  { name: 'zero-width-bits', file: 'txt', text: `Thank youBITS very much.\n`, visible: ['Thank you very much.'] },
  {
    name: 'private-use',
    file: 'txt',
    text: `Thank you very much. PUA\nUntil Monday.\n`,
    visible: ['Thank you very much.', 'Until Monday.'],
  },
  { name: 'fake-flag', file: 'txt', text: `Team 🏴TAGS\u{E007F} plays on Sunday.\n`, visible: ['plays on Sunday.'] },
];

const DATA: readonly Trick[] = [
  {
    name: 'csv-dead-branch',
    file: 'csv',
    text: 'Zone,Price\nNorth,"=IF(1=2,""§"",4.90)"\nSouth,5.10\n',
    visible: ['North', 'South', '5.10'],
  },
  {
    name: 'csv-number-comment',
    file: 'csv',
    text: 'Zone,Price\nNorth,"=12+N(""§"")"\nSouth,5.10\n',
    visible: ['North', 'South', '5.10'],
  },
  {
    name: 'csv-tags',
    file: 'csv',
    text: 'Zone,Price\nNorthTAGS,4.90\nSouth,5.10\n',
    visible: ['North', '4.90', 'South'],
  },
  {
    name: 'jsonl-escaped-tags',
    file: 'jsonl',
    text: '{"zone":"NorthJSONTAGS","price":4.9}\n{"zone":"South","price":5.1}\n',
    visible: ['North', 'South'],
  },
  {
    name: 'json-escaped-tags',
    file: 'json',
    text: '{\n  "desk": "Parcel deskJSONTAGS",\n  "days": 10\n}\n',
    visible: ['Parcel desk'],
  },
  {
    name: 'jsonl-duplicate-key',
    file: 'jsonl',
    text: '{"zone":"North","note":"§","note":"open daily"}\n{"zone":"South","note":"closed"}\n',
    visible: ['North', 'open daily', 'closed'],
  },
];

const INNOCENT: readonly Trick[] = [
  {
    name: 'spdx-and-toc',
    file: 'md',
    text: '<!-- SPDX-License-Identifier: Apache-2.0 -->\n<!-- toc -->\n\n# Guide\n\nStart with the key.\n',
    visible: ['Guide', 'Start with the key.'],
  },
  {
    name: 'references',
    file: 'md',
    text: '# Guide\n\nSee [the fees][1] and ![badge][b].\n\n[1]: https://quay.example/fees?year=2027\n[b]: https://quay.example/badge.svg?branch=main "Build"\n',
    visible: ['the fees'],
  },
  {
    name: 'front-matter',
    file: 'md',
    text: '---\ntitle: Guide\nauthor: Mara Erfunden\ndate: 2026-04-01\ntags: [parcels, desk]\n---\n\n# Guide\n\nStart with the key.\n',
    visible: ['Start with the key.'],
  },
  {
    name: 'code-shows-tricks',
    file: 'md',
    text: '# Hidden text\n\nThis is how a comment looks:\n\n```html\n<!-- nobody sees this -->\n<p style="display:none">nor this</p>\n```\n\nAnd `<span hidden>` in a line.\n',
    visible: ['<!-- nobody sees this -->', '<p style="display:none">nor this</p>', '<span hidden>'],
  },
  {
    name: 'details',
    file: 'md',
    text: '# FAQ\n\n<details>\n<summary>How long?</summary>\n\nTen days.\n\n</details>\n',
    visible: ['How long?', 'Ten days.'],
  },
  {
    name: 'footnotes-and-tasks',
    file: 'md',
    text: '# Plan\n\nWe open late[^1].\n\n- [x] paint\n- [ ] lights\n\n[^1]: From May on.\n',
    visible: ['We open late', 'paint', 'lights', 'From May on.'],
  },
  {
    name: 'math-and-table',
    file: 'md',
    text: '# Rates\n\n| Zone | Price |\n|:--|--:|\n| North | $4.90$ |\n\nThe sum is $a_1 + b^2$.\n',
    visible: ['North', 'a_1 + b^2'],
  },
  {
    name: 'coloured-log',
    file: 'log',
    text: `${ESC}[32mok${ESC}[0m 14 tests passed\n${ESC}[1;31mfailed${ESC}[0m 1 test\n`,
    visible: ['ok', '14 tests passed', 'failed', '1 test'],
  },
  {
    name: 'progress-bar',
    file: 'log',
    text: 'Downloading 10 %\rDownloading 55 %\rDownloading 100 %\nDone in 4 s\n',
    visible: ['Downloading 100 %', 'Done in 4 s'],
  },
  {
    name: 'manual-page',
    file: 'txt',
    text: 'N\bNA\bAM\bME\bE\n       ls - list files\n       _\bf_\bi_\bl_\be names a file\n',
    visible: ['NAME', 'ls - list files', 'file', 'names a file'],
  },
  {
    name: 'persian-and-emoji',
    file: 'txt',
    text: 'می\u200cخواهم بسته را بفرستم 👩🏽\u200d🚒\n🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} plays 👨\u200d👩\u200d👧\u200d👦 ❤️\u200d🔥\n',
    visible: ['می\u200cخواهم', '👩🏽\u200d🚒', '👨\u200d👩\u200d👧\u200d👦'],
  },
  {
    name: 'hashes-and-keys',
    file: 'txt',
    text: 'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nid 6ba7b810-9dad-11d1-80b4-00c04fd430c8\nhttps://quay.example/?q=a%20b%20c%20d%20e%20f\n',
    visible: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  },
  {
    name: 'hebrew-prices',
    file: 'txt',
    text: 'המחיר הוא \u200e$45\u200e לחבילה (C++).\nטלפון \u200e040-555-01\u200e.\n',
    visible: ['\u200e$45\u200e'],
  },
  {
    name: 'form-with-blanks',
    file: 'txt',
    text: `Name: ${' '.repeat(60)} Date:\n${'_'.repeat(40)}\n\n\n\n\n\nSignature\n`,
    visible: ['Name:', 'Date:', 'Signature'],
  },
  {
    name: 'formulas',
    file: 'csv',
    text: 'Item,Amount,Phone\nSum,=SUM(B3:B9),+31 20 555 01\nLoss,-12.5,+49 40 555 02\n"Quay 4\nHall B",7,\n',
    visible: ['=SUM(B3:B9)', '-12.5', '+31 20 555 01', 'Hall B'],
  },
  {
    name: 'umlauts-and-semicolons',
    file: 'csv',
    text: 'Straße;Größe\nHafenstraße 1;12,5\nÄußere Ölmühle;3\n',
    visible: ['Hafenstraße 1', '12,5', 'Äußere Ölmühle'],
  },
  {
    name: 'nested-json',
    file: 'jsonl',
    text: '{"id":1,"_comment":"checked by hand","tags":["a","b"]}\n{"id":2,"_comment":"","tags":[]}\n',
    visible: ['checked by hand'],
  },
  {
    name: 'morse-lesson',
    file: 'txt',
    text: 'Morse for beginners: S is ... and O is ---, so SOS is ... --- ...\nROT13 turns HELLO into URYYB.\n',
    visible: ['... --- ...', 'URYYB'],
  },
  {
    name: 'japanese-wide',
    file: 'txt',
    text: '株式会社ＡＢＣ　１２３番地\nＴＥＬ　０３－５５５５\n',
    visible: ['株式会社ＡＢＣ', '１２３番地', 'ＴＥＬ'],
  },
];

function fill(text: string, hidden: string): string {
  const jsonTags = Array.from(asTags(hidden), (c) => {
    const [high = 0, low = 0] = [c.charCodeAt(0), c.charCodeAt(1)];
    return `\\u${high.toString(16)}\\u${low.toString(16)}`;
  }).join('');
  return text
    .replace('JSONTAGS', jsonTags)
    .replace('TAGS', asTags(hidden))
    .replace('VS', asSelectors(hidden))
    .replace('BITS', asBits(hidden))
    .replace('PUA', asPrivate(hidden))
    .replace('§BS!', `${hidden}${'\b'.repeat(hidden.length)}`)
    .replaceAll('§', hidden);
}

export function textFiles(): readonly MadeFile[] {
  const attack = (trick: Trick, i: number): MadeFile => {
    const hidden = payload(i + 3);
    return {
      file: `${trick.file}/attack-${trick.name}.${trick.file}`,
      ...{ kind: 'attack', technique: trick.name, madeBy: 'script', visible: [...trick.visible] },
      hidden: [hidden],
      bytes: fill(trick.text, hidden),
    };
  };
  return [
    ...[...MARKDOWN, ...PLAIN, ...DATA].map(attack),
    {
      file: 'txt/attack-bidi-override.txt',
      ...{ kind: 'attack', technique: 'bidi-override', madeBy: 'script' },
      visible: ['Parcels are kept for ten days.'],
      hidden: ['\u202E'],
      bytes: `Parcels are kept for ten days.\n\u202E${reversed(payload(5))}\u202C\n`,
    },
    ...INNOCENT.map(
      ({ name, file, text, visible }): MadeFile => ({
        file: `${file}/innocent-${name}.${file}`,
        ...{ kind: 'innocent', technique: name, madeBy: 'script', visible: [...visible], hidden: [] },
        bytes: text,
      }),
    ),
  ];
}

/** Text, Markdown, tables, JSON and logs: what `web/text.ts` lacks. */
import { type MadeFile, payload } from '../entry.ts';
import { bits, selectors, tags } from './smuggled.ts';

interface TextTrick {
  readonly name: string;
  readonly ending: 'txt' | 'md' | 'csv' | 'json' | 'jsonl' | 'log';
  /** `§` stands for the hidden sentence; `§TAGS`, `§BITS`, `§SELECTORS` for it in characters that no font draws. */
  readonly text: string;
  readonly visible: readonly string[];
}

const SEEN = ['Storm flags fly from the mast.', 'Boats stay in port.'];
const around = (inside: string) => `${SEEN[0]}\n\n${inside}\n\n${SEEN[1]}\n`;
const md = (name: string, inside: string, more: readonly string[] = []): TextTrick => ({
  name,
  ending: 'md',
  text: `# Storm rules\n\n${around(inside)}`,
  visible: ['Storm rules', ...SEEN, ...more],
});
const txt = (name: string, inside: string, more: readonly string[] = []): TextTrick => ({
  name,
  ending: 'txt',
  text: around(inside),
  visible: [...SEEN, ...more],
});
const log = (name: string, inside: string, more: readonly string[] = []): TextTrick => ({
  ...txt(name, inside, more),
  ending: 'log',
});

const ATTACKS: readonly TextTrick[] = [
  md('definition-with-title', '[mast]: https://quay.example/m "§"'),
  md('definition-of-many-lines', "[mast]:\n  https://quay.example/m\n  '§'"),
  md('comment-over-lines', '<!--\n\n§\n\n-->'),
  md('comment-in-list', '- red flag\n- <!-- § --> black flag', ['red flag', 'black flag']),
  md('comment-in-table', '| Flag | Means |\n|---|---|\n| red | <!-- § --> stay |', ['red', 'stay']),
  md('comment-in-link', '[chart<!-- § -->](https://quay.example/chart)', ['chart']),
  md('processing-instruction', '<?note § ?>'),
  md('declaration', '<!NOTE §>'),
  md('cdata', '<![CDATA[§]]>'),
  md('hidden-attribute', '<div hidden>\n\n§\n\n</div>'),
  md('style-over-paragraphs', '<div style="display:none">\n\nFirst.\n\n§\n\n</div>'),
  md('style-element', '<style>.q{opacity:0}</style>\n\n<p class="q">§</p>'),
  md('template', '<template>§</template>'),
  md('picture-without-size', '![§](https://quay.example/p.png =1x1)'.replace(' =1x1', '')),
  md('reference-picture-title', '![mast][m]\n\n[m]: https://quay.example/p.png "§"'),
  md('white-in-formula', 'Wave $\\color{white}{\\text{§}}$ height'),
  md('phantom-in-formula', 'Wave $\\phantom{\\text{§}}$ height'),
  md('diagram-comment', '```mermaid\ngraph TD\n%% §\nA[Port] --> B[Sea]\n```', ['A[Port] --> B[Sea]']),
  md('tags', 'Fly the flag.§TAGS', ['Fly the flag.']),
  md('zero-width-bits', 'Fly the flag.§BITS', ['Fly the flag.']),
  md('tags-in-code', '```sh\nfly --red§TAGS\n```', ['fly --red']),
  md('letters-of-no-size', [...'abc'].map(() => '<span style="font-size:0">§</span>').join('')),
  txt('selectors-after-emoji', 'All well 😀§SELECTORS', ['All well']),
  txt('selectors-after-letter', 'All well a§SELECTORS', ['All well']),
  txt('soft-hyphen-bits', `Red flag${'\u00ad\u034f'.repeat(40)}`, ['Red flag']),
  txt('invisible-operators', `Red flag${'\u2062\u2063\u2064\u2061'.repeat(20)}`, ['Red flag']),
  txt('hangul-fillers', `Red flag${'\u3164\uffa0'.repeat(30)}`, ['Red flag']),
  txt('deprecated-controls', `Red flag${'\u206a\u206f\u206c'.repeat(20)}`, ['Red flag']),
  txt('shorthand-controls', `Red flag${'\u{1bca0}\u{1bca3}\u{1d173}\u{1d17a}'.repeat(9)}`, ['Red flag']),
  txt('annotation-anchors', 'Red\ufff9 flag\ufffa§\ufffb', ['Red']),
  log('conceal-in-many-codes', '\u001b[1;38;5;15;8m§\u001b[0m'),
  log('conceal-by-colons', '\u001b[38:2::0:0:0;48:2::0:0:0m§\u001b[0m'),
  log('cursor-up-and-over', '§\u001b[1A\r\u001b[2K\nStill calm', ['Still calm']),
  log('saved-cursor', '\u001b7§\u001b8\u001b[K\nStill calm', ['Still calm']),
  log('eight-bit-control', '\u009b8m§\u009b0m'),
  { ...log('clear-screen', '§\u001b[2J\u001b[H'), visible: SEEN.slice(1) },
  log('privacy-message', '\u001b^§\u001b\\'),
  {
    name: 'comment-key',
    ending: 'json',
    text: JSON.stringify({ flag: 'red', means: 'stay in port§TAGS' }),
    visible: ['stay in port'],
  },
  {
    name: 'selectors-in-value',
    ending: 'jsonl',
    text: `${JSON.stringify({ flag: 'red§SELECTORS' })}\n${JSON.stringify({ flag: 'black' })}\n`,
    visible: ['red', 'black'],
  },
  {
    name: 'colours-in-value',
    ending: 'jsonl',
    text: '{"flag":"red\\u001b[8m§\\u001b[0m"}\n{"flag":"black"}\n',
    visible: ['red', 'black'],
  },
  { name: 'bits-in-cell', ending: 'csv', text: 'flag,means\nred,stay§BITS\nblack,leave\n', visible: ['stay', 'leave'] },
  {
    name: 'conceal-in-cell',
    ending: 'csv',
    text: 'flag,means\nred,"stay\u001b[8m§\u001b[0m"\nblack,leave\n',
    visible: ['stay', 'leave'],
  },
];

const LANGUAGES = [
  'Ο άνεμος δυναμώνει το βράδυ.',
  'Ветер крепчает к вечеру.',
  'הרוח מתחזקת בערב, 7 בסולם.',
  'تشتد الرياح مساءً، ٧ درجات.',
  'باد شب‌ها تند می‌شود.',
  'हवा शाम को तेज़ होती है, क्‍ष।',
  'ลมแรงขึ้นในตอนเย็น',
  '风在晚上变大。',
  '風は夕方に強くなる。１２３',
  '바람이 저녁에 세진다.',
  'Gió mạnh lên vào buổi tối.',
  'Vento à noite: até 60 km/h, “força 7”.',
  'ශ්‍රී ලංකාව',
  'ភាសា​ខ្មែរ',
];

const INNOCENT: readonly TextTrick[] = [
  md('many-languages', LANGUAGES.map((text) => `- ${text}`).join('\n'), LANGUAGES.slice(0, 13)),
  md('vertical-rule-and-quotes', '> A quote\n> of two lines\n\n---\n\n1. one\n2. two\n   - nested', [
    'A quote',
    'one',
    'two',
    'nested',
  ]),
  md('used-references', 'See [the chart][c] and [c].\n\n[c]: https://quay.example/chart', ['See the chart and']),
  md('badges', '[![build](https://quay.example/badge.svg?branch=main)](https://quay.example/ci)'),
  md('escaped-brackets', 'Write \\<!-- like this --\\> in prose.', ['in prose.']),
  md('code-with-comment', '```html\n<!-- a comment that is shown -->\n<p style="display:none">shown</p>\n```', [
    '<!-- a comment that is shown -->',
    '<p style="display:none">shown</p>',
  ]),
  md('inline-code-with-comment', 'Use `<!-- note -->` for notes.', ['<!-- note -->']),
  md('details', '<details>\n<summary>More about flags</summary>\n\nThe red flag is old.\n\n</details>', [
    'More about flags',
    'The red flag is old.',
  ]),
  md('html-table', '<table><tr><th>Flag</th></tr><tr><td align="center">red</td></tr></table>', ['Flag', 'red']),
  md('struck-and-marked', '~~old rule~~ **new rule** *since May* H<sub>2</sub>O', [
    'old rule',
    'new rule',
    'since May',
    'H2O',
  ]),
  md('formula', 'Force $F = m a$ and $$p = \\frac{F}{A}$$', []),
  md('emoji', 'Weather ☀️ 🌧️ 👩‍✈️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪 1️⃣', ['☀️ 🌧️ 👩‍✈️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪 1️⃣']),
  txt('many-languages', LANGUAGES.join('\n'), LANGUAGES),
  txt('poem', `  The sea\n      goes out\n            and in\n`, ['The sea', 'goes out', 'and in']),
  txt('box-drawing', '┌──────┬─────┐\n│ Port │ 12  │\n└──────┴─────┘', ['Port']),
  txt('licence-block', '/*\n * Copyright 2026 Quay Works (fictional)\n * Licensed under the MIT licence\n */', [
    'Licensed under the MIT licence',
  ]),
  txt('spaced-heading', 'N O T I C E   T O   M A R I N E R S', ['N O T I C E']),
  txt('mathematics', '∀x∈ℝ: 𝑓(𝑥) ≤ ½·x² ∧ Ω = 5 µF', ['∀x∈ℝ: 𝑓(𝑥) ≤ ½·x² ∧ Ω = 5 µF']),
  log('bright-and-dim', '\u001b[2mdim note\u001b[0m \u001b[97;41m ALERT \u001b[0m \u001b[7mreversed\u001b[0m', [
    'dim note',
    'ALERT',
    'reversed',
  ]),
  log('white-on-default', '\u001b[37mwhite words\u001b[0m \u001b[30;47mblack on white\u001b[0m', [
    'white words',
    'black on white',
  ]),
  {
    name: 'many-languages',
    ending: 'csv',
    text: `flag,means\n${LANGUAGES.map((text, i) => `${i},"${text}"`).join('\n')}\n`,
    visible: LANGUAGES,
  },
  {
    name: 'many-languages',
    ending: 'json',
    text: JSON.stringify(LANGUAGES.map((text) => ({ text }))),
    visible: LANGUAGES,
  },
  {
    name: 'addresses-and-quotes',
    ending: 'csv',
    text: 'name;address;sum\n"Erfunden, Mara";"Quay 4\n20457 Hafenstadt";-12,50\n"Theo ""the crane"" Erdacht";Pier 9;+31 40 555\n',
    visible: ['Erfunden, Mara', 'Quay 4 20457 Hafenstadt', 'Theo "the crane" Erdacht', '+31 40 555'],
  },
];

const filled = (text: string, hidden: string) =>
  text
    .replaceAll('§TAGS', tags(hidden))
    .replaceAll('§BITS', bits(hidden))
    .replaceAll('§SELECTORS', selectors(hidden))
    .replaceAll('§', hidden);

/** Characters that no font draws, as the trick holds them. */
function undrawn({ text }: TextTrick, hidden: string): readonly string[] {
  const inText = filled(text, hidden);
  const runs = inText.match(/\p{Default_Ignorable_Code_Point}{8,}/gu) ?? [];
  return [hidden, tags(hidden), bits(hidden), selectors(hidden), ...runs];
}

export function rawTextFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: TextTrick, hidden: string): MadeFile => ({
    file: `${trick.ending}/${kind}-raw-${trick.name}.${trick.ending}`,
    ...{ kind, technique: trick.name, madeBy: 'script' },
    visible: [...trick.visible],
    hidden: hidden === '' ? [] : [...undrawn(trick, hidden)],
    bytes: filled(trick.text, hidden),
  });
  return [
    ...ATTACKS.map((trick, i) => made('attack', trick, payload(i))),
    ...INNOCENT.map((trick) => made('innocent', trick, '')),
  ];
}

/** Presentations that LibreOffice Impress saves as PowerPoint files. */
import { type MadeFile, payload } from '../entry.ts';
import { libreOffice } from '../programs.ts';
import { flatSlides, textStyle } from './flat-odf.ts';

interface Trick {
  readonly name: string;
  readonly styles?: string;
  /** Shapes of the second slide. */
  readonly body: string;
  readonly visible?: readonly string[];
  /** Attributes of the second slide. */
  readonly slide?: string;
}

const SEEN = ['Harbour council', 'Agenda of the spring meeting', 'Dredging begins in June'];
const box = (inside: string, x = 2, y = 9, w = 20, h = 2, more = '') =>
  `<draw:frame draw:style-name="plain" svg:x="${x}cm" svg:y="${y}cm" svg:width="${w}cm" svg:height="${h}cm" ${more}><draw:text-box><text:p>${inside}</text:p></draw:text-box></draw:frame>`;
/** Without a style of its own a box gets the blue of LibreOffice's default. */
const PLAIN =
  '<style:style style:name="plain" style:family="graphic"><style:graphic-properties draw:fill="none" draw:stroke="none"/></style:style>';
const graphic = (name: string, fill: string) =>
  `<style:style style:name="${name}" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="${fill}" draw:stroke="none"/></style:style>`;
const rect = (style: string, x: number, y: number, w: number, h: number) =>
  `<draw:rect draw:style-name="${style}" svg:x="${x}cm" svg:y="${y}cm" svg:width="${w}cm" svg:height="${h}cm"/>`;
const hidden = '<text:span text:style-name="S">§</text:span>';

const ATTACKS: readonly Trick[] = [
  { name: 'white-text', styles: textStyle('S', 'fo:color="#ffffff"'), body: box(hidden) },
  { name: 'tiny-text', styles: textStyle('S', 'fo:font-size="1pt"'), body: box(hidden) },
  { name: 'off-slide', body: box('§', -30, 9) },
  { name: 'below-slide', body: box('§', 2, 40) },
  { name: 'covered', styles: graphic('c', '#ffffff'), body: box('§') + rect('c', 1, 8, 24, 5) },
  {
    name: 'colour-of-shape',
    styles: graphic('c', '#336699') + textStyle('S', 'fo:color="#336699"'),
    body: `<draw:rect draw:style-name="c" svg:x="2cm" svg:y="9cm" svg:width="20cm" svg:height="3cm"><text:p>${hidden}</text:p></draw:rect>`,
  },
  {
    name: 'speaker-notes',
    body: `${box('Costs: 4 million')}<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="12cm" svg:width="16cm" svg:height="8cm"><draw:text-box><text:p>§</text:p></draw:text-box></draw:frame></presentation:notes>`,
    visible: ['Costs: 4 million'],
  },
];

const INNOCENT: readonly Trick[] = [
  { name: 'two-slides', body: box('Costs: 4 million'), visible: ['Costs: 4 million'] },
  {
    name: 'white-on-shape',
    styles: graphic('c', '#1f3864') + textStyle('S', 'fo:color="#ffffff"'),
    body: '<draw:rect draw:style-name="c" svg:x="2cm" svg:y="9cm" svg:width="20cm" svg:height="3cm"><text:p><text:span text:style-name="S">Vote on Friday</text:span></text:p></draw:rect>',
    visible: ['Vote on Friday'],
  },
  {
    name: 'shape-behind-text',
    styles: graphic('c', '#ffeecc'),
    body: rect('c', 1, 8, 24, 5) + box('Two offers came in'),
    visible: ['Two offers came in'],
  },
  {
    name: 'bleeding-shape',
    styles: graphic('c', '#ddeeff'),
    body: rect('c', -2, -2, 8, 4) + box('Map of the basin'),
    visible: ['Map of the basin'],
  },
  {
    name: 'notes',
    body: `${box('Questions?')}<presentation:notes><draw:frame presentation:class="notes" svg:x="2cm" svg:y="12cm" svg:width="16cm" svg:height="8cm"><draw:text-box><text:p>Thank the council first.</text:p></draw:text-box></draw:frame></presentation:notes>`,
    visible: ['Questions?'],
  },
];

export function impressFiles(): readonly MadeFile[] {
  const made =
    (kind: 'attack' | 'innocent') =>
    ({ name, styles = '', body, visible = [], slide = '' }: Trick, i: number): MadeFile => {
      const sentence = payload(i + 6);
      const source = flatSlides({
        styles: PLAIN + styles,
        body: `<draw:page draw:name="One">${box(SEEN[0] ?? '', 2, 2)}${box(SEEN[1] ?? '', 2, 5)}</draw:page><draw:page draw:name="Two" ${slide}>${box(SEEN[2] ?? '', 2, 2)}${body.replaceAll('§', sentence)}</draw:page>`,
      });
      return {
        file: `pptx/${kind}-libreoffice-${name}.pptx`,
        ...{ kind, technique: name, madeBy: 'libreoffice' },
        visible: [...SEEN, ...visible],
        hidden: kind === 'attack' ? [sentence] : [],
        bytes: libreOffice(source, 'fodp', 'pptx'),
      };
    };
  return [...ATTACKS.map(made('attack')), ...INNOCENT.map(made('innocent'))];
}

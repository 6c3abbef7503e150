/** What belongs to a shape without being drawn: its description, the tips and targets of its links. */
import { asNote, hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { elementsOf } from '../ooxml/xml.ts';
import type { Item } from './pieces.ts';
import { drawingProperties } from './shape-xml.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

/** Programs name shapes themselves (`Content Placeholder 4`); a name longer than that says something. */
const LONG_NAME = 40;

export function* asideOf({ element, part }: Item, locator: BlockDraft['locator']): Generator<BlockDraft> {
  const properties = drawingProperties(element);
  const place = asNote(`${part.name}, shape ${properties?.attributes.get('id') ?? '?'}`);
  const name = properties?.attributes.get('name') ?? '';
  const described = [
    properties?.attributes.get('title'),
    properties?.attributes.get('descr'),
    name.length > LONG_NAME ? name : '',
  ];
  yield* block(described, hiddenBy(PPTX_TECHNIQUES, 'pptx-alt-text', { place }), locator);
  const links = new Set<string>();
  for (const one of elementsOf(element)) {
    if (one.name !== 'a:hlinkClick' && one.name !== 'a:hlinkHover') continue;
    const target = part.relations.get(one.attributes.get('r:id') ?? '');
    links.add(one.attributes.get('tooltip') ?? '');
    if (target?.isExternal === true) links.add(target.target);
  }
  yield* block([...links], hiddenBy(PPTX_TECHNIQUES, 'pptx-link', { place }), locator);
}

function* block(
  texts: readonly (string | undefined)[],
  hidden: ReturnType<typeof hiddenBy>,
  locator: BlockDraft['locator'],
): Generator<BlockDraft> {
  const text = texts.filter((one) => one !== undefined && one.trim() !== '').join('\n');
  if (text !== '') yield { kind: 'paragraph', runs: [{ text, hidden }], ...(locator === undefined ? {} : { locator }) };
}

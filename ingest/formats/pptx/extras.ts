/**
 * What a presentation holds beside its slides' faces: speaker notes, review comments, the printed handout, properties, data of programs
 * and files inside the file. None of it is on a slide, so all of it is hidden, and kept for whoever looks into the document.
 */
import { asNote, hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { targetsOf } from '../ooxml/relations.ts';
import { childOf, elementsOf, parseXml, textOf, type XmlElement } from '../ooxml/xml.ts';
import type { Deck, Slide } from './deck.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

/** Longest text of one such part that is kept as evidence. */
const MAX_PART_CHARS = 200_000;

/** Notes and comments of one slide. */
export function* slideExtras(deck: Deck, { part, number }: Slide): Generator<BlockDraft> {
  const locator = { page: number };
  for (const name of targetsOf(part.relations, 'notesSlide')) {
    const shapes = [...elementsOf(deck.part(name)?.root ?? part.root)].filter(
      (one) => one.name === 'p:sp' && !isPrinted(one),
    );
    const text = deck.archive.bytes(name) !== undefined ? shapes.map(drawnText).join('\n').trim() : '';
    yield* extra(text, 'pptx-notes', name, locator);
  }
  for (const name of targetsOf(part.relations, 'comments')) {
    const root = deck.part(name)?.root;
    if (root !== undefined) yield* extra(leavesOf(root, /^(?:p:text|a:t)$/), 'pptx-comment', name, locator);
  }
}

/** What belongs to no slide. */
export function* deckExtras(deck: Deck): Generator<BlockDraft> {
  const embedded: string[] = [];
  for (const name of deck.archive.names) {
    if (/^docProps\/(?:core|app|custom)\.xml$/i.test(name)) {
      yield* extra(properties(deck, name), 'pptx-metadata', name, undefined);
    } else if (/^customXml\/item\d+\.xml$/i.test(name) || /^ppt\/tags\//i.test(name)) {
      yield* extra(dataIn(deck, name), 'pptx-custom-xml', name, undefined);
    } else if (/^ppt\/handoutMasters\/[^/]+\.xml$/i.test(name)) {
      const root = deck.part(name)?.root;
      yield* extra(root === undefined ? '' : drawnText(root), 'pptx-handout', name, undefined);
    } else if (
      /^ppt\/(?:embeddings|activeX)\/[^/]+$/i.test(name) ||
      /^ppt\/media\/[^/]+\.(?:mp[34]|m4[av]|mov|wav|avi|wmv|wma)$/i.test(name)
    ) {
      embedded.push(name);
    }
  }
  yield* extra(embedded.join('\n'), 'pptx-embedding', '', undefined);
}

function* extra(
  text: string,
  technique: keyof typeof PPTX_TECHNIQUES,
  part: string,
  locator: BlockDraft['locator'],
): Generator<BlockDraft> {
  if (text.trim() === '') return;
  const hidden = hiddenBy(PPTX_TECHNIQUES, technique, part === '' ? {} : { place: asNote(part) });
  const kept = text.slice(0, MAX_PART_CHARS);
  yield { kind: 'paragraph', runs: [{ text: kept, hidden }], ...(locator === undefined ? {} : { locator }) };
}

/** The picture of the slide, its number and the date on a page of notes. */
function isPrinted(shape: XmlElement): boolean {
  const type = [...elementsOf(shape)].find(({ name }) => name === 'p:ph')?.attributes.get('type');
  return type === 'sldImg' || type === 'sldNum' || type === 'dt';
}

function drawnText(root: XmlElement): string {
  return [...elementsOf(root)]
    .filter(({ name }) => name === 'a:p')
    .map((paragraph) => leavesOf(paragraph, /^a:t$/, ''))
    .filter((text) => text.trim() !== '')
    .join('\n');
}

function leavesOf(root: XmlElement, name: RegExp, between = '\n'): string {
  return [...elementsOf(root)]
    .filter((one) => name.test(one.name))
    .map(textOf)
    .join(between);
}

/** Properties that programs set for themselves say nothing that anybody wrote. */
const OWN_PROPERTIES =
  /^(?:Template|TotalTime|Words|Application|PresentationFormat|Paragraphs|Slides|Notes|HiddenSlides|MMClips|ScaleCrop|HeadingPairs|TitlesOfParts|LinksUpToDate|SharedDoc|HyperlinksChanged|AppVersion|created|modified|revision|Pages|Characters|CharactersWithSpaces|Lines|DocSecurity)$/;

function properties(deck: Deck, name: string): string {
  const source = deck.archive.text(name);
  const root = source === undefined ? undefined : parseXml(source);
  return (root?.children ?? [])
    .flatMap((child) => (typeof child === 'string' || OWN_PROPERTIES.test(child.name) ? [] : [textOf(child).trim()]))
    .filter((text) => text !== '')
    .join('\n');
}

/** Text and attributes of XML that may be anything. What is not well-formed is data of another kind. */
function dataIn(deck: Deck, name: string): string {
  const source = deck.archive.text(name) ?? '';
  try {
    const root = parseXml(source);
    const isTags = childOf(root, 'p:tag') !== undefined;
    return [...elementsOf(root)]
      .flatMap((one) => [
        ...(isTags ? [...one.attributes.values()] : []),
        ...one.children.filter((child): child is string => typeof child === 'string').map((text) => text.trim()),
      ])
      .filter((text) => text !== '')
      .join('\n');
  } catch {
    return source.slice(0, MAX_PART_CHARS);
  }
}

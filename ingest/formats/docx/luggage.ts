/**
 * What travels in the file and is no part of its pages: properties, variables, XML data, building blocks, files to be merged in, embedded files.
 * All of it comes back as evidence. Guarantees: a part that can't be parsed is kept as the characters it has; nothing embedded is opened.
 */
import type { Run } from '../../stages.ts';
import { UnreadableDocument } from '../format.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import { textBelow } from './notes.ts';
import type { WordPackage } from './package.ts';
import { evidence } from './scope.ts';
import type { DOCX_TECHNIQUES } from './techniques.ts';

/** Longest piece that is kept of one part, in UTF-16 code units. */
const MAX_CHARS = 20_000;

/** Properties that every program writes and that say nothing. */
const SILENT =
  /^(?:TotalTime|Pages|Words|Characters|CharactersWithSpaces|Application|DocSecurity|Lines|Paragraphs|ScaleCrop|LinksUpToDate|SharedDoc|HyperlinksChanged|AppVersion|revision|created|modified|lastPrinted|language|version|HeadingPairs|TitlesOfParts)$/;

export function luggageOf(pack: WordPackage): Run[] {
  return [...properties(pack), ...variables(pack), ...customXml(pack), ...glossary(pack), ...files(pack)];
}

function* properties(pack: WordPackage): Generator<Run> {
  for (const type of ['core-properties', 'extended-properties', 'custom-properties']) {
    for (const part of pack.related('', type)) {
      const tree = treeOf(pack, part);
      for (const property of typeof tree === 'object' ? childrenOf(tree) : []) {
        const name = property.attributes.get('name') ?? property.name.replace(/^.*:/, '');
        const text = SILENT.test(name) ? '' : textOf(property);
        yield* kept(text, 'docx-metadata', `${part} ${name}`, 'a property of the file');
      }
    }
  }
}

function* variables(pack: WordPackage): Generator<Run> {
  for (const part of pack.related(pack.mainPart, 'settings')) {
    const list = childOf(pack.tree(part), 'w:docVars');
    for (const variable of list === undefined ? [] : childrenOf(list, 'w:docVar')) {
      yield* kept(variable.attributes.get('w:val') ?? '', 'docx-document-variable', part, 'a variable of the document');
    }
  }
}

function* customXml(pack: WordPackage): Generator<Run> {
  for (const part of pack.related(pack.mainPart, 'customXml')) {
    const tree = treeOf(pack, part);
    if (tree === undefined) continue;
    const said = typeof tree === 'string' ? tree : [...elementsOf(tree)].flatMap(ownTexts).join('\n');
    yield* kept(said, 'docx-custom-xml', part, 'data beside the document');
  }
}

function* glossary(pack: WordPackage): Generator<Run> {
  for (const part of pack.related(pack.mainPart, 'glossaryDocument')) {
    const tree = treeOf(pack, part);
    if (typeof tree === 'object') yield* kept(textBelow(tree), 'docx-glossary', part, 'a building block');
  }
}

/** Readable files to be merged in are kept as what they say; of others, their names. */
function* files(pack: WordPackage): Generator<Run> {
  for (const { type, target, isExternal } of pack.relationships(pack.mainPart).values()) {
    if (type === 'aFChunk' && !isExternal) {
      const isText = /\.(?:x?html?|mht|txt|xml|rtf)$/i.test(target);
      const text = isText ? (pack.archive.text(target) ?? '').replace(/<[^<>]*>/g, ' ') : target;
      yield* kept(text.replace(/\s+/g, ' '), 'docx-alt-chunk', target, 'Word would merge this file in');
    }
    if (type === 'package' || type === 'oleObject') yield* kept(target, 'docx-embedding', target, 'not opened');
    if (type === 'subDocument' || type === 'attachedTemplate')
      yield* kept(target, 'docx-embedding', pack.mainPart, 'not fetched');
  }
}

function treeOf(pack: WordPackage, part: string): XmlElement | string | undefined {
  try {
    return pack.tree(part);
  } catch (error) {
    if (error instanceof UnreadableDocument) return pack.archive.text(part);
    throw error;
  }
}

/** Texts that stand in the element itself, and what its attributes say in words. */
function ownTexts(element: XmlElement): string[] {
  const texts = element.children.filter((child): child is string => typeof child === 'string');
  const attributes = [...element.attributes.values()].filter((value) => /\p{L}+\s+\p{L}+\s+\p{L}/u.test(value));
  return [...texts, ...attributes].map((text) => text.trim()).filter((text) => text !== '');
}

function* kept(text: string, technique: keyof typeof DOCX_TECHNIQUES, place: string, why: string): Generator<Run> {
  if (text.trim() !== '') yield evidence(text.trim().slice(0, MAX_CHARS), { technique, why }, place);
}

/**
 * What a workbook holds beside the cells that are seen: comments, prompts, links, defined names, print headers, properties, data of
 * programs and files inside the file. All of it is hidden, and kept for whoever looks into the document.
 */
import { asNote, hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { targetsOf } from '../ooxml/relations.ts';
import { childOf, childrenOf, elementsOf, parseXml, textOf, type XmlElement } from '../ooxml/xml.ts';
import type { Book, BookSheet } from './book.ts';
import type { SheetContent } from './sheet.ts';
import { XLSX_TECHNIQUES } from './techniques.ts';

const MAX_CHARS = 200_000;

/** Of one sheet. */
export function* sheetExtras(
  { archive }: Book,
  sheet: BookSheet,
  { root, formulaTexts }: SheetContent,
): Generator<BlockDraft> {
  const locator = { part: sheet.name };
  for (const type of ['comments', 'threadedComment']) {
    for (const part of targetsOf(sheet.relations, type)) {
      const tree = xmlOf(archive, part);
      for (const comment of tree === undefined ? [] : elementsOf(tree)) {
        // Threaded comments are of another namespace, and keep a copy of themselves among the plain ones.
        if (comment.name !== 'comment' && comment.name !== 'threadedComment') continue;
        yield* extra(textOf(comment), 'xlsx-comment', comment.attributes.get('ref') ?? '', locator);
      }
    }
  }
  for (const one of childrenOf(childOf(root, 'dataValidations') ?? NOTHING, 'dataValidation')) {
    const said = ['promptTitle', 'prompt', 'errorTitle', 'error'].map((name) => one.attributes.get(name) ?? '');
    const lists = childrenOf(one)
      .map(textOf)
      .filter((formula) => formula.includes('"'));
    yield* extra(joined([...said, ...lists]), 'xlsx-validation', one.attributes.get('sqref') ?? '', locator);
  }
  const links = childrenOf(childOf(root, 'hyperlinks') ?? NOTHING, 'hyperlink').flatMap((link) => {
    const target = sheet.relations.get(link.attributes.get('r:id') ?? '');
    return [link.attributes.get('tooltip') ?? '', target?.isExternal === true ? target.target : ''];
  });
  yield* extra(joined([...new Set(links)]), 'xlsx-link', '', locator);
  yield* extra(
    joined(childrenOf(childOf(root, 'headerFooter') ?? NOTHING).map(textOf)),
    'xlsx-print-text',
    '',
    locator,
  );
  yield* extra(joined(formulaTexts), 'xlsx-formula', '', locator);
}

/** What belongs to no sheet. */
export function* bookExtras({ archive, definedNames }: Book): Generator<BlockDraft> {
  yield* extra(joined(definedNames), 'xlsx-defined-name', '', undefined);
  const embedded: string[] = [];
  for (const name of archive.names) {
    if (/^docProps\/(?:core|app|custom)\.xml$/i.test(name)) {
      yield* extra(propertiesOf(xmlOf(archive, name)), 'xlsx-metadata', name, undefined);
    } else if (/^customXml\/item\d+\.xml$/i.test(name)) {
      const root = xmlOf(archive, name);
      yield* extra(
        root === undefined ? (archive.text(name) ?? '') : joined([...elementsOf(root)].map(ownTexts)),
        'xlsx-custom-xml',
        name,
        undefined,
      );
    } else if (/^xl\/(?:embeddings|activeX)\/[^/]+$/i.test(name)) embedded.push(name);
  }
  yield* extra(joined(embedded), 'xlsx-embedding', '', undefined);
}

function* extra(
  text: string,
  technique: keyof typeof XLSX_TECHNIQUES,
  place: string,
  locator: BlockDraft['locator'],
): Generator<BlockDraft> {
  if (text.trim() === '') return;
  const hidden = hiddenBy(XLSX_TECHNIQUES, technique, place === '' ? {} : { place: asNote(place) });
  yield {
    kind: 'paragraph',
    runs: [{ text: text.slice(0, MAX_CHARS), hidden }],
    ...(locator === undefined ? {} : { locator }),
  };
}

/** Properties that programs set for themselves say nothing that anybody wrote. */
const OWN_PROPERTIES = new Set([
  'Application',
  'AppVersion',
  'DocSecurity',
  'HeadingPairs',
  'HyperlinksChanged',
  'LinksUpToDate',
  'ScaleCrop',
  'SharedDoc',
  'TitlesOfParts',
  'TotalTime',
  'Template',
  'created',
  'modified',
  'revision',
]);

function propertiesOf(root: XmlElement | undefined): string {
  return joined(childrenOf(root ?? NOTHING).map((one) => (OWN_PROPERTIES.has(one.name) ? '' : textOf(one).trim())));
}

function ownTexts(element: XmlElement): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join(' ')
    .trim();
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n');
}

/** Data of programs may be anything; what is not well-formed has no tree. */
function xmlOf(archive: OfficeArchive, name: string): XmlElement | undefined {
  const source = archive.text(name);
  try {
    return source === undefined ? undefined : parseXml(source);
  } catch {
    return undefined;
  }
}

const NOTHING: XmlElement = { name: '', attributes: new Map(), children: [] };

/**
 * A workbook's sheets in order, and what they share: texts, styles, theme, calendar.
 * Source: ECMA-376 part 1, 18.2. It reads no cell.
 */
import { UnreadableDocument } from '../format.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { type Relations, relationsOf, targetsOf } from '../ooxml/relations.ts';
import { readTheme, type Theme } from '../ooxml/theme.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from '../ooxml/xml.ts';
import { readSharedTexts, unescapeText } from './strings.ts';
import { isOn, Styles } from './styles.ts';
import { type CellValue, textValue, type ValueScope } from './value.ts';

const MAIN_PART = 'xl/workbook.xml';
const MAX_SHEETS = 200;
/** Excel allows 31. */
const MAX_SHEET_NAME = 100;

export interface BookSheet {
  readonly name: string;
  readonly part: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden' | 'unlisted';
  readonly relations: Relations;
}

export interface Book {
  readonly archive: OfficeArchive;
  readonly sheets: readonly BookSheet[];
  readonly theme: Theme;
  readonly scope: ValueScope;
  /** Names that the workbook defines, with what they stand for. */
  readonly definedNames: readonly string[];
}

/** Throws `unsupported-format`, `damaged-document`. */
export function openBook(archive: OfficeArchive): Book {
  const named = targetsOf(relationsOf(archive, ''), 'officeDocument')[0];
  const main = named !== undefined && archive.bytes(named) !== undefined ? named : MAIN_PART;
  const source = archive.text(main);
  if (source === undefined) {
    throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not an Excel workbook');
  }
  const root = parseXml(source);
  if (root.name !== 'workbook') {
    throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not an Excel workbook');
  }
  const relations = relationsOf(archive, main);
  const theme = readTheme(archive, targetsOf(relations, 'theme')[0]);
  const styles = new Styles(archive, targetsOf(relations, 'styles')[0] ?? 'xl/styles.xml', theme);
  const shared: CellValue[] = [];
  const texts = targetsOf(relations, 'sharedStrings')[0] ?? 'xl/sharedStrings.xml';
  if (archive.bytes(texts) !== undefined) {
    readSharedTexts(archive.pieces(texts), styles, (text) => shared.push(textValue(text)));
  }
  return {
    archive,
    sheets: sheetsOf(archive, root, relations),
    theme,
    scope: {
      shared,
      styles,
      is1904: isOn(childOf(root, 'workbookPr')?.attributes.get('date1904')),
    },
    definedNames: namesOf(root),
  };
}

function sheetsOf(archive: OfficeArchive, root: XmlElement, relations: Relations): BookSheet[] {
  const listed = childrenOf(childOf(root, 'sheets') ?? root, 'sheet').map((sheet): BookSheet => {
    const relation = relations.get(sheet.attributes.get('r:id') ?? '');
    if (relation === undefined || archive.bytes(relation.target) === undefined) {
      throw new UnreadableDocument('damaged-document', 'the workbook is damaged');
    }
    const state = sheet.attributes.get('state') ?? 'visible';
    // Sheets of old macros are programs, not pages.
    const isProgram = /macrosheet$/i.test(relation.type);
    return {
      name: unescapeText(sheet.attributes.get('name') ?? ''),
      part: relation.target,
      state: state === 'veryHidden' ? 'veryHidden' : state === 'hidden' || isProgram ? 'hidden' : 'visible',
      relations: relationsOf(archive, relation.target),
    };
  });
  if (listed.length > MAX_SHEETS || listed.some(({ name }) => name.length > MAX_SHEET_NAME)) {
    throw new UnreadableDocument('damaged-document', 'the workbook has too many sheets, or one with too long a name');
  }
  const known = new Set(listed.map(({ part }) => part));
  const unlisted = [...archive.names]
    .filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && !known.has(name))
    .slice(0, MAX_SHEETS)
    .map((part): BookSheet => ({ name: '', part, state: 'unlisted', relations: relationsOf(archive, part) }));
  return [...listed, ...unlisted];
}

/** Names that programs set for themselves (print areas, filters) and plain references to cells say nothing. */
function namesOf(root: XmlElement): string[] {
  return childrenOf(childOf(root, 'definedNames') ?? root, 'definedName').flatMap((one) => {
    const name = one.attributes.get('name') ?? '';
    const value = textOf(one).trim();
    const notes = ['comment', 'description', 'help', 'statusBar', 'customMenu'].map(
      (key) => one.attributes.get(key) ?? '',
    );
    const says = /^'?[^"]*!\$?[A-Z]{0,3}\$?\d*(?::\$?[A-Z]{0,3}\$?\d*)?$/.test(value) ? '' : value;
    if (name.startsWith('_xlnm.')) return [];
    return [[name, says, ...notes].filter((text) => text !== '').join(': ')];
  });
}

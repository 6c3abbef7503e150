/**
 * Fields (`w:fldChar`): the code between `begin` and `separate` is an instruction, what stands between `separate` and `end` is seen.
 * Guarantees: a beginning without an end hides nothing, as in Word.
 */
import { elementsOf, type XmlElement } from '../ooxml/xml.ts';

/** Fields that never show what was saved as their result. */
const SHOWS_NOTHING: ReadonlySet<string> = new Set([
  'SET',
  'ASK',
  'XE',
  'TC',
  'TA',
  'RD',
  'PRIVATE',
  'PRINT',
  'NEXT',
  'NEXTIF',
  'SKIPIF',
]);

/** Fields whose code every document has; it says nothing to a person. */
const ORDINARY =
  /^(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|REF|NOTEREF|TOC|HYPERLINK|SEQ|STYLEREF|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|FILENAME|TITLE|AUTHOR|SUBJECT|NUMWORDS|NUMCHARS|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|MERGEFIELD|LISTNUM|INDEX|BIBLIOGRAPHY|CITATION|SYMBOL|EQ|=)(?:\s|$)/i;
const MAX_ORDINARY_CHARS = 120;

interface OpenField {
  code: string;
  separated: boolean;
  readonly begin: XmlElement;
}

export class FieldStack {
  #open: OpenField[] = [];

  /** Whether text here is part of a field's code. */
  get inCode(): boolean {
    return this.#open.some((field) => !field.separated);
  }

  /** Whether text here is the result of a field that shows none. */
  get inSilentResult(): boolean {
    return this.#open.some((field) => field.separated && showsNothing(field.code));
  }

  begin(element: XmlElement): void {
    this.#open.push({ code: '', separated: false, begin: element });
  }

  code(text: string): void {
    const field = this.#open.at(-1);
    if (field !== undefined && !field.separated) field.code += text;
  }

  /** The field whose code is complete now. */
  separate(): OpenField | undefined {
    const field = this.#open.at(-1);
    if (field === undefined || field.separated) return undefined;
    field.separated = true;
    return field;
  }

  /** The field that ended without ever having a result, if it did. */
  end(): OpenField | undefined {
    const field = this.#open.pop();
    return field === undefined || field.separated ? undefined : field;
  }
}

export function fieldKind(code: string): string {
  return (/^\s*([A-Za-z=]+)/.exec(code)?.[1] ?? '').toUpperCase();
}

export function showsNothing(code: string): boolean {
  return SHOWS_NOTHING.has(fieldKind(code));
}

/** Whether a code is worth showing to an analyst. */
export function isNotable(code: string): boolean {
  const plain = code.trim();
  return plain !== '' && (plain.length > MAX_ORDINARY_CHARS || !ORDINARY.test(plain));
}

/** The address in a `HYPERLINK` code. */
export function linkOf(code: string): string | undefined {
  return /^\s*HYPERLINK\s+"([^"]*)"/i.exec(code)?.[1];
}

/** What a field shows that has its text in its code: `MACROBUTTON name text`, `EQ`. */
export function shownByCode(code: string): string {
  const button = /^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)$/is.exec(code)?.[1];
  if (button !== undefined) return button;
  if (fieldKind(code) !== 'EQ') return '';
  return code
    .replace(/^\s*EQ\b/i, '')
    .replace(/\\\*\s*\w+/g, '')
    .replace(/\\[a-z]{1,2}\d*(?![a-z])/gi, '')
    .replace(/[()]/g, ' ')
    .replace(/,/g, ' ');
}

/** The `begin` marks below `root` that have an end. */
export function closedFields(root: XmlElement): ReadonlySet<XmlElement> {
  const open: XmlElement[] = [];
  const closed = new Set<XmlElement>();
  for (const element of elementsOf(root)) {
    if (element.name !== 'w:fldChar') continue;
    const type = element.attributes.get('w:fldCharType');
    if (type === 'begin') open.push(element);
    if (type !== 'end') continue;
    const begin = open.pop();
    if (begin !== undefined) closed.add(begin);
  }
  return closed;
}

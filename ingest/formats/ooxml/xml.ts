/**
 * XML as a small tree. Guarantees: bounded depth, no entities beyond XML's five, no fetching. Prefixes are resolved: the names are
 * those that ECMA-376 uses in its text, `w:p` whatever prefix the file chose.
 */
import { SaxesParser } from 'saxes';
import { UnreadableDocument } from '../format.ts';

const MAX_DEPTH = 1_000;
/** Office declares some forty; every element that declares one more copies them all. */
const MAX_PREFIXES = 1_000;

export interface XmlElement {
  /** Local name with the usual prefix of its namespace: `w:p`, `a:r`, `p:sp`; the local name alone where the namespace is none of Office's. */
  readonly name: string;
  /** Usual prefix and local name → value: `w:val`, or `val` for attributes without a namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** Namespaces of Office documents, transitional and strict, by the prefix they are known by. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['http://schemas.openxmlformats.org/presentationml/2006/main', 'p'],
  ['http://purl.oclc.org/ooxml/presentationml/main', 'p'],
  // Elements of worksheets go without a prefix in the standard's text.
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', ''],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', ''],
  ['http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing', 'wp'],
  ['http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing', 'wp'],
  ['http://schemas.openxmlformats.org/drawingml/2006/picture', 'pic'],
  ['http://purl.oclc.org/ooxml/drawingml/picture', 'pic'],
  ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'c'],
  ['http://purl.oclc.org/ooxml/drawingml/chart', 'c'],
  ['http://schemas.openxmlformats.org/drawingml/2006/diagram', 'dgm'],
  ['http://purl.oclc.org/ooxml/drawingml/diagram', 'dgm'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingGroup', 'wpg'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas', 'wpc'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing', 'wp14'],
  ['http://schemas.microsoft.com/office/word/2012/wordml', 'w15'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['urn:schemas-microsoft-com:office:word', 'w10'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

interface OpenElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
}

/** The root element of `source`. Throws `damaged-document` where it is not well-formed, `too-deeply-nested`. */
export function parseXml(source: string): XmlElement {
  // Namespaces are resolved here: names repeat by the thousand, and the parser would resolve each anew.
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const open: (OpenElement & { outside: NameScope })[] = [];
  let scope = NameScope.outermost(officeName);
  let root: OpenElement | undefined;
  parser.on('error', () => {
    throw new UnreadableDocument('damaged-document', 'the XML inside the document is damaged');
  });
  parser.on('doctype', () => {
    throw new UnreadableDocument('damaged-document', 'the XML inside the document declares a document type');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) {
      throw new UnreadableDocument('too-deeply-nested', `the document nests elements more than ${MAX_DEPTH} deep`);
    }
    const outside = scope;
    scope = scope.within(tag.attributes);
    const element: OpenElement & { outside: NameScope } = {
      name: scope.element(tag.name),
      attributes: scope.attributes(tag.attributes),
      children: [],
      outside,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    scope = element.outside;
  });
  const addText = (text: string): void => {
    open.at(-1)?.children.push(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(source).close();
  if (root === undefined) throw new UnreadableDocument('damaged-document', 'the XML inside the document is empty');
  return root;
}

/** Most elements have none. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function officeName(uri: string, local: string): string {
  const prefix = PREFIXES.get(uri);
  return prefix === undefined || prefix === '' ? local : `${prefix}:${local}`;
}

/** What a reader calls the elements and attributes of a namespace; `''` is none. */
type Naming = (uri: string, local: string, kind: 'element' | 'attribute') => string;

/** What prefixes mean at one place of a document. Names that were resolved once are kept. */
export class NameScope {
  readonly #naming: Naming;
  readonly #uris: ReadonlyMap<string, string>;
  readonly #elements = new Map<string, string>();
  readonly #attributes = new Map<string, string>();

  private constructor(naming: Naming, uris: ReadonlyMap<string, string>) {
    this.#naming = naming;
    this.#uris = uris;
  }

  /** The scope around a document's root. */
  static outermost(naming: Naming): NameScope {
    return new NameScope(naming, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
  }

  /** The scope inside an element with these attributes. */
  within(attributes: Readonly<Record<string, string>>): NameScope {
    let uris: Map<string, string> | undefined;
    for (const name in attributes) {
      if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue;
      uris ??= new Map(this.#uris);
      uris.set(name.slice(6), attributes[name] ?? '');
    }
    if (uris === undefined) return this;
    if (uris.size > MAX_PREFIXES) {
      throw new UnreadableDocument('damaged-document', 'the XML inside the document has too many namespaces');
    }
    return new NameScope(this.#naming, uris);
  }

  /** Throws `damaged-document` where a prefix means nothing. */
  element(name: string): string {
    let known = this.#elements.get(name);
    if (known === undefined) {
      known = this.#resolve(name, this.#uris.get('') ?? '', 'element');
      this.#elements.set(name, known);
    }
    return known;
  }

  /** Throws `damaged-document` where a prefix means nothing. */
  attributes(attributes: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    let found: Map<string, string> | undefined;
    for (const name in attributes) {
      if (name.startsWith('xmlns') && (name.length === 5 || name[5] === ':')) continue;
      let known = this.#attributes.get(name);
      if (known === undefined) {
        known = this.#resolve(name, '', 'attribute');
        this.#attributes.set(name, known);
      }
      found ??= new Map();
      found.set(known, attributes[name] ?? '');
    }
    return found ?? NO_ATTRIBUTES;
  }

  #resolve(name: string, uriWithoutPrefix: string, kind: 'element' | 'attribute'): string {
    const colon = name.indexOf(':');
    const uri = colon < 0 ? uriWithoutPrefix : this.#uris.get(name.slice(0, colon));
    const local = name.slice(colon + 1);
    if (uri === undefined || local.includes(':')) {
      throw new UnreadableDocument('damaged-document', 'the XML inside the document is damaged');
    }
    return this.#naming(uri, local, kind);
  }
}

/** Child elements, of one name or all. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first child element of the name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** All text below the element, in order. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Every element below, itself first, in the order of the source. */
export function* elementsOf(element: XmlElement): Generator<XmlElement> {
  // Iterative: a generator within a generator would make every step as dear as the tree is deep.
  const pending = [element];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i -= 1) {
      const child = next.children[i];
      if (child !== undefined && typeof child !== 'string') pending.push(child);
    }
  }
}

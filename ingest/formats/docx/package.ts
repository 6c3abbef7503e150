/**
 * The parts of a Word document and how they refer to each other. Parts are parsed when they are first asked for, and once.
 * Guarantees: the main part is the one that the package names, as Word chooses it; targets outside the file are never opened.
 */
import { Buffer } from 'node:buffer';
import { UnreadableDocument } from '../format.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { childrenOf, parseXml, type XmlElement } from '../ooxml/xml.ts';

export interface Relationship {
  /** Last step of the relationship's type: `header`, `hyperlink`. The same in the transitional and the strict form. */
  readonly type: string;
  /** Name of a part, or an address where `external`. */
  readonly target: string;
  readonly external: boolean;
}

const PNG_COLOUR_TYPE = 25;
const USUAL_MAIN_PART = 'word/document.xml';

export class WordPackage {
  readonly archive: OfficeArchive;
  readonly mainPart: string;
  readonly #trees = new Map<string, XmlElement | undefined>();
  readonly #relationships = new Map<string, ReadonlyMap<string, Relationship>>();
  readonly #names: ReadonlyMap<string, string>;

  /** Throws `unsupported-format` where there is no main part. */
  constructor(archive: OfficeArchive) {
    this.archive = archive;
    // Word takes names of parts without regard to case.
    this.#names = new Map([...archive.names].map((name) => [name.toLowerCase(), name]));
    const named = this.related('', 'officeDocument').find((part) => archive.bytes(part) !== undefined);
    const main = named ?? this.#names.get(USUAL_MAIN_PART);
    if (main === undefined) {
      throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not a Word document');
    }
    this.mainPart = main;
  }

  /** The root element of a part. Throws `damaged-document`, `too-deeply-nested`. */
  tree(part: string | undefined): XmlElement | undefined {
    if (part === undefined) return undefined;
    if (!this.#trees.has(part)) {
      const source = this.archive.text(part);
      this.#trees.set(part, source === undefined ? undefined : parseXml(source));
    }
    return this.#trees.get(part);
  }

  /** Id → relationship of a part; of the package itself for `''`. */
  relationships(part: string): ReadonlyMap<string, Relationship> {
    const known = this.#relationships.get(part);
    if (known !== undefined) return known;
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    const tree = this.tree(this.#names.get(`${folder}_rels/${part.slice(folder.length)}.rels`.toLowerCase()));
    const found = new Map<string, Relationship>();
    for (const entry of tree === undefined ? [] : childrenOf(tree, 'Relationship')) {
      const target = entry.attributes.get('Target') ?? '';
      const external = entry.attributes.get('TargetMode') === 'External';
      const type = entry.attributes.get('Type') ?? '';
      found.set(entry.attributes.get('Id') ?? '', {
        type: type.slice(type.lastIndexOf('/') + 1),
        target: external ? target : this.#partName(folder, target),
        external,
      });
    }
    this.#relationships.set(part, found);
    return found;
  }

  /** Names of the parts that `part` is related to in this way. */
  related(part: string, type: string): string[] {
    return [...this.relationships(part).values()]
      .filter((relation) => relation.type === type && !relation.external)
      .map((relation) => relation.target);
  }

  /** Whether a picture lets nothing through: a JPEG, or a PNG without transparency. */
  isSolidPicture(part: string, id: string): boolean {
    const bytes = this.archive.bytes(this.relationships(part).get(id)?.target ?? '');
    if (bytes === undefined) return false;
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return true;
    const isPng = bytes[0] === 0x89 && bytes[1] === 0x50;
    // Colour types 0 and 2 have no alpha; a `tRNS` chunk stands before the data.
    return isPng && [0, 2].includes(bytes[PNG_COLOUR_TYPE] ?? 6) && !holds(bytes.subarray(0, 4_096), 'tRNS');
  }

  #partName(folder: string, target: string): string {
    const steps: string[] = [];
    for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(step);
    }
    const name = steps.join('/');
    return this.#names.get(name.toLowerCase()) ?? name;
  }
}

function holds(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);
}

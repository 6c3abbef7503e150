/**
 * The parts of a Word document and how they refer to each other. Parts are parsed when they are first asked for, and once.
 * Guarantees: the main part is the one that the package names, as Word chooses it; targets outside the file are never opened.
 */
import { UnreadableDocument } from '../format.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { isSolidPicture } from '../ooxml/drawing/pictures.ts';
import { asStored, type Relations, relationsOf, targetsOf } from '../ooxml/relations.ts';
import { parseXml, type XmlElement } from '../ooxml/xml.ts';

const USUAL_MAIN_PART = 'word/document.xml';

export class WordPackage {
  readonly archive: OfficeArchive;
  readonly mainPart: string;
  readonly #trees = new Map<string, XmlElement | undefined>();
  readonly #relationships = new Map<string, Relations>();

  /** Throws `unsupported-format` where there is no main part. */
  constructor(archive: OfficeArchive) {
    this.archive = archive;
    const named = this.related('', 'officeDocument').find((part) => archive.bytes(part) !== undefined);
    const main = named ?? asStored(archive, USUAL_MAIN_PART);
    if (archive.bytes(main) === undefined) {
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
  relationships(part: string): Relations {
    const known = this.#relationships.get(part) ?? relationsOf(this.archive, part);
    this.#relationships.set(part, known);
    return known;
  }

  /** Names of the parts that `part` is related to in this way. */
  related(part: string, type: string): string[] {
    return targetsOf(this.relationships(part), type);
  }

  /** Whether the picture of a relationship lets nothing through. */
  isSolidPicture(part: string, id: string): boolean {
    const relation = this.relationships(part).get(id);
    return relation?.isExternal === false && isSolidPicture(this.archive.bytes(relation.target));
  }
}

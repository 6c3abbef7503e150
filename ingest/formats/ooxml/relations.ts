/**
 * The relations of a part of an Office archive: which other parts it uses, by the ids that its XML names.
 * Guarantees: targets are names of the archive, never paths outside it; what is linked from elsewhere is told apart and never fetched.
 */
import type { OfficeArchive } from './archive.ts';
import { childrenOf, parseXml } from './xml.ts';

interface Relation {
  /** Last segment of the relation's type: `slideLayout`, `comments`. */
  readonly type: string;
  /** Name of a part, or an address where `isExternal`. */
  readonly target: string;
  readonly isExternal: boolean;
}

export type Relations = ReadonlyMap<string, Relation>;

/** Relations of the part `name` by id, in the order of the file; none where it has none. `''` is the archive itself. */
export function relationsOf(archive: OfficeArchive, name: string): Relations {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const source = archive.text(asStored(archive, `${folder}_rels/${name.slice(folder.length)}.rels`));
  const found = new Map<string, Relation>();
  for (const entry of source === undefined ? [] : childrenOf(parseXml(source), 'Relationship')) {
    const target = entry.attributes.get('Target') ?? '';
    const isExternal = entry.attributes.get('TargetMode') === 'External';
    const type = entry.attributes.get('Type') ?? '';
    found.set(entry.attributes.get('Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: isExternal ? target : partName(archive, folder, target),
      isExternal,
    });
  }
  return found;
}

/** Names of the parts that a part uses by relations of one type. */
export function targetsOf(relations: Relations, type: string): string[] {
  return [...relations.values()].filter((one) => one.type === type && !one.isExternal).map(({ target }) => target);
}

function partName(archive: OfficeArchive, folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return asStored(archive, segments.join('/'));
}

const STORED = new WeakMap<OfficeArchive, ReadonlyMap<string, string>>();

/** The archive's own spelling of a part's name: Office takes names without regard to case. */
export function asStored(archive: OfficeArchive, name: string): string {
  const known = STORED.get(archive) ?? new Map([...archive.names].map((one) => [one.toLowerCase(), one]));
  STORED.set(archive, known);
  return known.get(name.toLowerCase()) ?? name;
}

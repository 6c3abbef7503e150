/**
 * What the manifests between the top folder and a file say of it, together. Within a manifest, the last rule that matches wins key by
 * key over the folder's own values, attributes name by name. A manifest further in may only narrow what those further out state, and
 * changes no attribute that they state; anything else is an error that names both. Pure: it reads no files.
 */

import { isDeepStrictEqual } from 'node:util';
import { rankOf } from '../../entitlements/classification.ts';
import type { Manifest, RowColumns, Rule, StatedAttributes, Statement } from '../manifest.ts';
import { ManifestError } from './error.ts';
import { matchesGlob } from './glob.ts';

/** A manifest and the folder that it stands in: relative to the top, with `/`, empty for the top itself. */
export interface PlacedManifest {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What is stated of a file. A key that is absent is stated nowhere: the collection or the default holds. */
export interface Labels extends Statement {
  readonly ignore?: never;
  readonly collection?: string;
  readonly title?: string;
  readonly rows?: RowColumns;
}

/** The labels of a file, or that it is not to be taken in. */
export type FileLabels = { readonly ignore: true } | Labels;

/** What one manifest says of one file. */
interface Said extends Statement {
  readonly collection?: string;
  readonly title?: string;
  readonly rows?: RowColumns;
  readonly ignore?: boolean;
}

/** What holds so far, and the manifest that stated each key. */
interface Settled {
  readonly labels: Said;
  readonly by: Readonly<Partial<Record<keyof Said, string>>>;
}

/**
 * Labels of the file at `relativePath` (relative to the top, with `/`) under `manifests`, outermost first, all of which stand in folders on its way.
 * Throws {@link ManifestError}.
 */
export function labelsFor(relativePath: string, manifests: readonly PlacedManifest[]): FileLabels {
  let settled: Settled = { labels: {}, by: {} };
  for (const { folder, manifest } of manifests) {
    const said = whatIsSaid(manifest, pathBelow(folder, relativePath));
    checkNarrows(settled, said, manifest.path);
    settled = merged(settled, said, manifest.path);
  }
  const { ignore, ...labels } = settled.labels;
  return ignore === true ? { ignore } : labels;
}

function whatIsSaid(manifest: Manifest, pathInFolder: string): Said {
  const { path: _path, rules, ...folder } = manifest;
  const matching = rules.filter((rule) => matchesGlob(rule.match, pathInFolder));
  return [folder, ...matching].map(stated).reduce(over);
}

/** `said` with what `more` says over it. Attributes add up; everything else is said whole. */
function over(said: Said, more: Said): Said {
  const attributes = said.attributes && more.attributes && { attributes: { ...said.attributes, ...more.attributes } };
  return { ...said, ...more, ...attributes };
}

/** Without the pattern and the keys that say nothing, which must not overwrite those that do. */
function stated(said: Said | Rule): Said {
  return Object.fromEntries(Object.entries(said).filter(([key, value]) => key !== 'match' && value !== undefined));
}

function merged(settled: Settled, said: Said, path: string): Settled {
  return {
    // A file that is left out further out stays out.
    labels: { ...over(settled.labels, said), ...(settled.labels.ignore === true ? { ignore: true } : {}) },
    by: { ...settled.by, ...Object.fromEntries(Object.keys(said).map((key) => [key, path])) },
  };
}

/** INVARIANT: nobody reads more because of a manifest further in. */
function checkNarrows({ labels: outer, by }: Settled, inner: Said, path: string): void {
  const refuse = (key: keyof Said, why: string, statedIn = by[key]) => {
    throw new ManifestError(path, [{ key, message: `${why}: ${statedIn ?? 'a manifest further out'} states it` }]);
  };
  if (outer.collection !== undefined && inner.collection !== undefined && inner.collection !== outer.collection) {
    refuse('collection', `the collection \`${outer.collection}\` can't be left`);
  }
  if (outer.owner !== undefined && inner.owner !== undefined && inner.owner !== outer.owner) {
    refuse('owner', `the owner \`${outer.owner}\` can't be replaced`);
  }
  const added = inner.readers?.find((reader) => outer.readers?.includes(reader) === false);
  if (added !== undefined) refuse('readers', `\`${added}\` is not among the readers, which can only become fewer`);
  const dropped = inner.deniers && outer.deniers?.find((denier) => inner.deniers?.includes(denier) === false);
  if (dropped !== undefined) refuse('deniers', `the denier \`${dropped}\` can't be dropped`);
  if (outer.classification !== undefined && inner.classification !== undefined) {
    if (rankOf(inner.classification) < rankOf(outer.classification)) {
      refuse('classification', `\`${outer.classification}\` can't be lowered to \`${inner.classification}\``);
    }
  }
  const changed = changedAttribute(outer.attributes, inner.attributes);
  if (changed !== undefined) refuse('attributes', `the attribute \`${changed}\` can't be changed`);
  if (inner.rows !== undefined) checkRows(inner.rows, outer, by, refuse);
}

type Refuse = (key: keyof Said, why: string, statedIn?: string) => void;

function checkRows(rows: RowColumns, outer: Said, by: Settled['by'], refuse: Refuse): void {
  // Owners and readers of rows come from the table, so that nobody can check here that they are fewer.
  const bringsReaders = rows.owner !== undefined || rows.readers !== undefined;
  const limits = by.rows ?? (bringsReaders ? (by.readers ?? by.owner) : undefined);
  if (limits !== undefined) {
    refuse('rows', 'rows bring readers of their own, and who reads here is already settled', limits);
  }
  const changed = Object.keys(rows.attributes ?? {}).find((name) => Object.hasOwn(outer.attributes ?? {}, name));
  if (changed !== undefined) refuse('rows', `the attribute \`${changed}\` can't be changed by a column`, by.attributes);
}

/** Attributes decide who reads, in ways that nobody can foresee here: what is stated stands. */
function changedAttribute(outer: StatedAttributes = {}, inner: StatedAttributes = {}): string | undefined {
  return Object.keys(inner).find((name) => Object.hasOwn(outer, name) && !isDeepStrictEqual(outer[name], inner[name]));
}

function pathBelow(folder: string, relativePath: string): string {
  if (folder === '') return relativePath;
  if (!relativePath.startsWith(`${folder}/`))
    throw new RangeError('the manifest stands in no folder on the way to the file');
  return relativePath.slice(folder.length + 1);
}

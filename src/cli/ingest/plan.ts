/**
 * What an ingest would bring, settled before any of it is: every file with its labels, from the manifests first and from the
 * options where no manifest speaks. Anything that is wrong is told all at once, and then nothing is brought.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Classification } from '../../../entitlements/classification.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { ManifestError } from '../../../ingest/manifest/error.ts';
import type { Labels } from '../../../ingest/manifest/labels.ts';
import { labelsOfFile, walkFolder } from '../../../ingest/manifest/walk.ts';
import { type Delivery, LIMITS } from '../../broker.ts';
import type { Fault } from '../../problem.ts';
import { fileFault, usageError } from '../failure.ts';
import { manifestErrors } from './manifests.ts';

/** Labels from the command line. */
export interface GivenLabels {
  readonly collection?: string;
  readonly owner?: Principal;
  readonly reader?: readonly Principal[];
  readonly denier?: readonly Principal[];
  readonly classification?: Classification;
}

/** A file that will be brought, and everything that will be said of it. */
export interface PlannedFile {
  readonly path: string;
  readonly size: number;
  readonly delivery: Omit<Delivery, 'bytes'> & { readonly externalId: string };
}

interface Found {
  readonly path: string;
  /** Relative to the path that was given, with `/`. */
  readonly relativePath: string;
  readonly labels: Labels;
}

/** Faults that are told; the rest are counted. */
const MAX_FAULTS = 50;
const UNFIT_NAME = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Plans the files at `paths`. `bringerOwns` says whether somebody was named who owns what nobody else is said to own.
 * Throws `invalid-request` with every fault.
 */
export async function planFiles(
  paths: readonly string[],
  given: GivenLabels,
  bringerOwns: boolean,
): Promise<PlannedFile[]> {
  const faults: Fault[] = [];
  const planned: PlannedFile[] = [];
  const pathById = new Map<string, string>();
  for (const path of paths) {
    for (const found of await filesAt(path, faults)) {
      faults.push(...faultsOf(found, given, bringerOwns));
      const twin = pathById.get(found.relativePath);
      if (twin !== undefined) {
        const detail = `\`${twin}\` has the same name below the path that was given: ingest them one after the other, into collections of their own`;
        faults.push({ at: found.path, detail });
      }
      pathById.set(found.relativePath, found.path);
      planned.push({ path: found.path, size: (await stat(found.path)).size, delivery: toDelivery(found, given) });
    }
  }
  if (faults.length > 0) {
    const more = faults.length - MAX_FAULTS;
    const told = more > 0 ? [...faults.slice(0, MAX_FAULTS), { at: '', detail: `and ${more} more` }] : faults;
    throw usageError('nothing was ingested', told);
  }
  return planned;
}

async function filesAt(path: string, faults: Fault[]): Promise<Found[]> {
  try {
    return (await stat(path)).isDirectory() ? await filesBelow(path, faults) : await oneFile(path);
  } catch (error) {
    const detail = fileFault(error);
    if (error instanceof ManifestError) faults.push(...manifestFaults(error));
    else if (detail !== undefined) faults.push({ at: '', detail });
    else throw error;
    return [];
  }
}

async function filesBelow(folder: string, faults: Fault[]): Promise<Found[]> {
  const errors = await manifestErrors(folder);
  if (errors.length > 0) {
    faults.push(...errors.flatMap(manifestFaults));
    return [];
  }
  const found: Found[] = [];
  for await (const { path, relativePath, labels } of walkFolder(folder)) {
    if (!labels.ignore) found.push({ path, relativePath, labels });
  }
  return found;
}

async function oneFile(path: string): Promise<Found[]> {
  const labels = await labelsOfFile(path);
  return labels.ignore ? [] : [{ path, relativePath: basename(path), labels }];
}

/** A manifest's path and line are in its own text. */
function manifestFaults(error: ManifestError): Fault[] {
  return error.publicText.split('\n').map((detail) => ({ at: '', detail }));
}

function faultsOf({ path, relativePath, labels }: Found, given: GivenLabels, bringerOwns: boolean): Fault[] {
  const details: string[] = [];
  if ((labels.collection ?? given.collection) === undefined) {
    details.push('no collection: name one in a manifest or with `--collection`');
  }
  if (!bringerOwns && (labels.owner ?? given.owner) === undefined) {
    details.push('no owner: name one in a manifest, with `--owner`, or say who brings it with `--as`');
  }
  for (const option of contradicted(labels, given))
    details.push(`\`--${option}\` contradicts what a manifest says of it`);
  if (relativePath.length > LIMITS.uriLength || UNFIT_NAME.test(relativePath)) {
    details.push('the name is too long, or holds control characters');
  }
  return details.map((detail) => ({ at: path, detail }));
}

/** Options that would say otherwise than a manifest does. More deniers are no contradiction: they only narrow. */
function contradicted(labels: Labels, given: GivenLabels): string[] {
  const differ = (stated: unknown, option: unknown) =>
    stated !== undefined && option !== undefined && JSON.stringify(stated) !== JSON.stringify(option);
  return [
    ...(differ(labels.owner, given.owner) ? ['owner'] : []),
    ...(differ(labels.readers, given.reader) ? ['reader'] : []),
    ...(differ(labels.classification, given.classification) ? ['classification'] : []),
  ];
}

function toDelivery({ relativePath, labels }: Found, given: GivenLabels): PlannedFile['delivery'] {
  const owner = labels.owner ?? given.owner;
  const readers = labels.readers ?? given.reader;
  const deniers = [...new Set([...(labels.deniers ?? []), ...(given.denier ?? [])])];
  const classification = labels.classification ?? given.classification;
  const entitlements = { ...(owner && { owner }), ...(readers && { readers }), ...(deniers.length > 0 && { deniers }) };
  return {
    externalId: relativePath,
    fileName: basename(relativePath),
    collection: labels.collection ?? given.collection ?? '',
    ...(labels.title !== undefined && { title: labels.title }),
    ...(classification && { classification }),
    ...(Object.keys(entitlements).length > 0 && { entitlements }),
    ...(labels.attributes && { attributes: labels.attributes }),
    ...(labels.rows && { rows: labels.rows }),
  };
}

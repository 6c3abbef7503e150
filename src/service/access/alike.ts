/**
 * Resources that no plan can tell apart: those with equal labels and attributes, unless ids matter. A workspace of a hundred thousand
 * documents has some hundred kinds, and a question about all of them is asked once a kind.
 */
import type { Labelled } from '../../../entitlements/condition.ts';
import { listGranted } from '../../catalog/inventory.ts';
import { takingTurns } from './turns.ts';
import type { Scene } from './viewpoint.ts';

/** At least one; the first stands for all. */
export type Kind<T> = readonly [T, ...T[]];

/** Tells of which resources the ids matter: of all when a policy names one, of those with grants when a policy asks for approvals. */
export async function whereIdsMatter(scene: Scene): Promise<(chunk: Labelled) => boolean> {
  const { resourceIds, context } = scene.rules.names;
  if (resourceIds) return () => true;
  if (!context.has('approved')) return () => false;
  const granted = await listGranted(scene.catalog, scene.workspace, scene.nowMs);
  return ({ documentId }) => granted.has(documentId);
}

/** Sorts resources by kind, in the order in which each kind comes first. `labelsOf` gives all that a resource is looked at by. */
export async function alike<T>(
  resources: readonly T[],
  labelsOf: (resource: T) => readonly Labelled[],
  doesIdMatter: (chunk: Labelled) => boolean,
): Promise<readonly Kind<T>[]> {
  const pause = takingTurns();
  const kinds = new Map<string, [T, ...T[]]>();
  for (const resource of resources) {
    await pause();
    const key = JSON.stringify(
      labelsOf(resource).map((chunk) => [
        chunk.labels,
        Object.entries(chunk.attributes).sort(([one], [other]) => (one < other ? -1 : 1)),
        doesIdMatter(chunk) ? chunk.resourceId : null,
      ]),
    );
    const kind = kinds.get(key);
    if (kind) kind.push(resource);
    else kinds.set(key, [resource]);
  }
  return [...kinds.values()];
}

/**
 * Who could let somebody in by approving, by name where the directory knows it. Approval helps when it is all that is lacking, of the
 * resource and of its document as a whole, which is what requests are judged on.
 */
import type { Approval } from '../../../entitlements/cedar/rules.ts';
import { decide } from '../../../entitlements/decide.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { findPrincipal } from '../../catalog/people.ts';
import { readResource } from '../../catalog/resources.ts';
import { decideOn, ifApproved, type Scene, type Viewpoint } from './viewpoint.ts';

export interface Approver {
  /** As the policy says it. */
  readonly as: Approval;
  /** Who that is; absent where the directory does not say, or where it is they themselves. */
  readonly name: Principal | undefined;
}

/** All who would have to approve; `undefined` when that would not help, or is not needed. */
export async function approversFor(
  scene: Scene,
  viewpoint: Viewpoint,
  { resourceId, documentId }: { readonly resourceId: string; readonly documentId: string },
): Promise<readonly Approver[] | undefined> {
  if (!asksForApproval(scene)) return undefined;
  const { catalog, engine, rules, tree, workspace } = scene;
  const approved = ifApproved(viewpoint, documentId);
  if ((await decideOn(scene, viewpoint, resourceId)).allowed) return undefined;
  if (!(await decideOn(scene, approved, resourceId)).allowed) return undefined;

  const found = await readResource(catalog, viewpoint.standing, tree, documentId);
  if (!found) return undefined;
  const refused = decide(engine, rules, viewpoint.standing, viewpoint.ask, found.facts);
  if (refused.outcome !== 'forbidden') return undefined;
  if (!decide(engine, rules, viewpoint.standing, approved.ask, found.facts).allowed) return undefined;

  const user = viewpoint.standing.person.name;
  const asked = new Set(refused.policies.flatMap((id) => scene.rules.policies.get(id)?.approval ?? []));
  const manager = asked.has('manager') ? (await findPrincipal(catalog, workspace, user))?.manager : undefined;
  const nameOf = (approval: Approval) => {
    if (approval === 'manager') return manager as Principal | null | undefined;
    return approval === 'owner' ? found.facts.owner : approval;
  };
  return [...asked].map((as) => {
    const name = nameOf(as) ?? undefined;
    // Nobody decides on their own request.
    return { as, name: name === user ? undefined : name };
  });
}

export function asksForApproval({ rules }: Scene): boolean {
  return [...rules.policies.values()].some(({ approval }) => approval !== undefined);
}

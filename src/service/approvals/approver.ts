/**
 * Who may decide on a request. It is somebody's to decide when approval is all that the requester lacks: without it only forbids that
 * name an approver keep them out, with it they are let in, and the person is the approver that every one of those forbids names.
 *
 * The requester is judged as if they asked now, from where the approver is, and for the first purpose that their agent is kept to: a
 * request says none of it. A grant lifts approvals alone, so that nothing is given by judging so; what they ask later is decided then.
 */
import { momentOf } from '../../../entitlements/ask.ts';
import type { Approval } from '../../../entitlements/cedar/rules.ts';
import { decide } from '../../../entitlements/decide.ts';
import { kindOf, type Principal, parsePrincipal } from '../../../entitlements/principal.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { readCollectionTree } from '../../catalog/collections.ts';
import { readState } from '../../catalog/epoch.ts';
import { findPrincipal } from '../../catalog/people.ts';
import { readResource } from '../../catalog/resources.ts';
import { readStanding } from '../../catalog/standing.ts';
import type { ApprovalView, ResourceRef } from '../../governance.ts';
import type { Caller } from '../../identity/caller.ts';
import type { Rulebook } from '../../policy/rulebook.ts';

export interface ApproverParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
  /** IANA name of the zone in which policies see weekdays and hours. */
  readonly timeZone: string;
}

/** What a request is about, and the policies whose approver was asked. */
export interface Approvable {
  readonly resource: ResourceRef;
  readonly policies: readonly string[];
}

/** Tells of a request whether it is the caller's to decide, by the facts as they are; `undefined` when it is not. */
export type Judge = (
  request: Pick<ApprovalView, 'requester' | 'agent' | 'documentId'>,
) => Promise<Approvable | undefined>;

/** Reads once what is the same for all requests. */
export async function takeJudge({ catalog, rulebook, timeZone }: ApproverParts, caller: Caller): Promise<Judge> {
  const { workspace, user, ip } = caller;
  const { facts } = await readState(catalog);
  const rules = await rulebook.current(workspace, facts);
  const approvers = new Set([...rules.policies.values()].flatMap(({ approval }) => approval ?? []));
  // Through an agent nobody decides, and where no policy asks for approval there is nothing to decide.
  if (caller.agent !== undefined || approvers.size === 0) return async () => undefined;
  const groups = [...approvers].filter(isGroup);
  const own = await readStanding(catalog, caller, groups);
  const tree = await readCollectionTree(catalog, workspace);
  const circumstances = { ip, ...momentOf(Date.now(), timeZone) };

  return async ({ requester, agent, documentId }) => {
    const asking = parsePrincipal(requester);
    const through = agent === null ? undefined : parsePrincipal(agent);
    if (asking === undefined || asking === user || (agent !== null && through === undefined)) return undefined;
    const asker = { workspace, user: asking, ...(through && { agent: through }) };
    const standing = await readStanding(catalog, asker, rules.names.groups);
    const found = await readResource(catalog, standing, tree, documentId);
    if (!found) return undefined;

    const purpose = standing.agent?.purposes?.[0];
    const judged = (approved: readonly string[]) =>
      decide(rulebook.engine, rules, standing, { ...circumstances, purpose, approved }, found.facts);
    const without = judged([]);
    // The very id that the grant will hold: of a row there is no grant, only of its whole table.
    if (without.outcome !== 'forbidden' || !judged([documentId]).allowed) return undefined;

    const decisive = without.policies.map((id) => rules.policies.get(id)?.approval);
    const managing = decisive.includes('manager') ? await findPrincipal(catalog, workspace, asking) : undefined;
    const isTheirs = decisive.every((approval) => {
      switch (approval) {
        case undefined:
          return false;
        case 'manager':
          return managing?.manager === user;
        case 'owner':
          return found.facts.owner === user;
        default:
          return own.person.groups.includes(approval);
      }
    });
    return isTheirs ? { resource: found.reference, policies: without.policies } : undefined;
  };
}

function isGroup(approval: Approval): approval is Principal {
  return approval !== 'manager' && approval !== 'owner' && kindOf(approval) === 'group';
}

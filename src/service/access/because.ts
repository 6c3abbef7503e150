/**
 * A decision in one sentence that a person understands: which fact stood against which. It decides nothing, and says nothing that the
 * policies did not.
 */
import type { Ask } from '../../../entitlements/ask.ts';
import { classificationOf } from '../../../entitlements/classification.ts';
import type { Decision, ResourceFacts } from '../../../entitlements/decide.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Standing } from '../../../entitlements/standing.ts';
import type { DocumentStatus } from '../../catalog/tables/documents.ts';
import type { AccessExplanation } from '../../governance.ts';
import type { Approver } from './approvers.ts';

/** What a sentence is made from. Paths lead from somebody to an entry of the readers or deniers. */
export interface Reasons {
  readonly decision: Decision;
  readonly policies: AccessExplanation['policies'];
  readonly facts: ResourceFacts;
  readonly standing: Standing;
  readonly ask: Ask;
  readonly status: DocumentStatus;
  readonly readerPath: readonly Principal[] | undefined;
  readonly denierPath: readonly Principal[] | undefined;
  readonly agentDenierPath: readonly Principal[] | undefined;
  /** Who could let them in; absent when approval would not be enough. */
  readonly approvers: readonly Approver[] | undefined;
}

export function inOneSentence(reasons: Reasons): string {
  const { decision } = reasons;
  switch (decision.outcome) {
    case 'permitted':
      return `permitted by ${each(decision, (id) => permitReason(id, reasons))}${maskedColumns(reasons)}`;
    case 'forbidden':
      return `forbidden by ${each(decision, (id) => forbidReason(id, reasons))}${wayIn(reasons)}`;
    case 'not-permitted':
      return `no policy permits it: ${lacking(reasons)}`;
    case 'not-served':
      return `nobody reads it now: ${notServed(reasons.status)}`;
    case 'failed':
      return 'the policies could not be evaluated, and so it is denied';
    default:
      return decision.outcome satisfies never;
  }
}

const each = ({ policies }: Decision, reasonOf: (id: string) => string | undefined) =>
  policies
    .map((id) => {
      const reason = reasonOf(id);
      return reason === undefined ? `\`${id}\`` : `\`${id}\` (${reason})`;
    })
    .join(' and ');

function permitReason(id: string, { standing, readerPath }: Reasons): string | undefined {
  if (id === 'owner') return `${standing.person.name} owns it`;
  return id === 'readers' ? way(readerPath) : undefined;
}

function maskedColumns({ decision, facts }: Reasons): string {
  if (decision.masks.length === 0 || facts.kind !== 'row') return '';
  return `; masked: ${decision.masks.join(', ')}`;
}

function forbidReason(id: string, reasons: Reasons): string | undefined {
  const { standing, facts, ask } = reasons;
  const { person, agent } = standing;
  switch (id) {
    case 'clearance': {
      const short = [person, ...(agent ? [agent] : [])].filter(({ clearance }) => clearance < facts.classification);
      const clearances = short.map(({ name, clearance }) => `${name} is cleared for ${classificationOf(clearance)}`);
      return `it is ${classificationOf(facts.classification)}, ${clearances.join(' and ')}`;
    }
    case 'deniers':
      return [reasons.denierPath, reasons.agentDenierPath].flatMap((path) => way(path) ?? []).join(' and ');
    case 'agent-collections':
      return `it is in ${facts.collections[0]}, ${agent?.name} reads only from ${listed(agent?.collections)}`;
    case 'agent-purposes':
      return `${agent?.name} reads only for ${listed(agent?.purposes)}, and ${
        ask.purpose === undefined ? 'no purpose was said' : `this was for \`${ask.purpose}\``
      }`;
    case 'suspended':
      return [person, ...(agent ? [agent] : [])]
        .filter(({ active }) => !active)
        .map(({ name }) => `${name} is suspended`)
        .join(' and ');
    default:
      return undefined;
  }
}

function wayIn({ decision, policies, standing, approvers }: Reasons): string {
  if (approvers) {
    const names = approvers.map(({ as, name }) => {
      if (as !== 'manager' && as !== 'owner') return `a member of ${as}`;
      const whose = as === 'manager' ? `the manager of ${standing.person.name}` : 'its owner';
      return name === undefined ? `${whose}, whom nobody has named or who is themselves` : `${name}, ${whose}`;
    });
    return `, until it is approved by ${names.join(' and by ')}`;
  }
  const asks = policies.some(({ id, approval }) => approval !== null && decision.policies.includes(id));
  return asks ? '; approval alone would not let them in' : '';
}

function lacking({ standing, facts, policies }: Reasons): string {
  const { name } = standing.person;
  const missing = [...new Set(policies.flatMap((one) => (one.effect === 'permit' ? one.missing : [])))];
  const own = policies.filter(({ id, effect }) => effect === 'permit' && id.startsWith('custom/')).map(({ id }) => id);
  return [
    `${name} is not its owner, ${facts.owner}, and neither among its readers nor in a group that is`,
    ...(own.length > 0 ? [`nor do ${listed(own.map((id) => `\`${id}\``))} let them in`] : []),
    ...(missing.length > 0 ? [`missing: ${missing.map((one) => `\`${one}\``).join(', ')}`] : []),
  ].join('; ');
}

function notServed(status: DocumentStatus): string {
  switch (status) {
    case 'received':
      return 'its document is not ready yet';
    case 'held':
      return 'its document is held for review';
    case 'rejected':
      return 'its document was rejected in review';
    case 'active':
      return 'it belongs to another version than the one that is served';
    case 'deleted':
      return 'its document is deleted';
    default:
      return status satisfies never;
  }
}

const way = (path: readonly Principal[] | undefined) => path?.join(' → ');
const listed = (names: readonly string[] = []) => (names.length === 0 ? 'nothing' : names.join(', '));

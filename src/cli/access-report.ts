/**
 * Answers about access as lines for a person: who can read something, why, what a change would do, and what is left open or shut.
 */
import type { AccessCoverage, AccessDiff, AccessExplanation, AccessWho, ResourceRef } from '../governance.ts';
import { table } from './terminal.ts';

/** Lines of a list that a person gets; `--json` has all of them. */
const MAX_LINES = 50;

export function reportWho({ resource, readers, withApproval, rows, truncated }: AccessWho): string[] {
  const people = readers.map(({ user, policies, beyondReaders, masks, rows: some }) => [
    user,
    policies.join(', '),
    [
      ...(rows === undefined ? [] : [`${some ?? 0} of ${rows} rows`]),
      ...(beyondReaders ? ['beyond the readers'] : []),
      ...(masks.length > 0 ? [`masked: ${masks.join(', ')}`] : []),
    ].join('; '),
  ]);
  const more = withApproval.map(({ user, approver }) => [user, `if ${approver} approves`]);
  return [
    nameOf(resource),
    ...(readers.length === 0 ? ['nobody can read it'] : table(people)),
    ...table(more),
    ...(truncated ? ['and more: not everybody or not every row was looked at'] : []),
  ];
}

export function reportExplanation(explanation: AccessExplanation): string[] {
  const { resource, user, agent, allowed, because, policies, policyVersion, facts } = explanation;
  const path = (label: string, steps: readonly string[] | undefined) =>
    steps === undefined ? [] : [[label, steps.join(' → ')]];
  return [
    nameOf(resource),
    `${agent === null ? user : `${user} through ${agent}`}: ${allowed ? 'allowed' : 'denied'}`,
    because,
    '',
    ...table(
      policies.map(({ id, effect, satisfied, decisive, missing, approval }) => [
        decisive ? '*' : ' ',
        effect,
        id,
        satisfied ? 'applies' : 'does not apply',
        [
          ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
          ...(approval === null ? [] : [`lifted by approval of ${approval}`]),
        ].join('; '),
      ]),
    ),
    '',
    ...table([
      ['owner', facts.owner],
      ['classification', facts.classification],
      ['clearance', facts.clearance],
      ...(facts.agentClearance === null ? [] : [['clearance of the agent', facts.agentClearance]]),
      ...path('a reader by', facts.readerPath),
      ...path('denied by', facts.denierPath),
      ...Object.entries(facts.attributes.user).map(([name, value]) => [`user's ${name}`, JSON.stringify(value)]),
      ...Object.entries(facts.attributes.resource).map(([name, value]) => [
        `resource's ${name}`,
        JSON.stringify(value),
      ]),
      ['version of the policies', String(policyVersion)],
      ['version of its entitlements', String(facts.entitlementsVersion)],
      ['status', facts.status],
    ]),
  ];
}

export function reportDiff({ gains, losses, counts, truncated }: AccessDiff): string[] {
  const [gained, lost] = [byDocument(gains), byDocument(losses)];
  const lines = (sign: string, list: readonly string[][]) =>
    table(list.slice(0, MAX_LINES).map((row) => [sign, ...row]));
  const isCut = truncated || gained.length > MAX_LINES || lost.length > MAX_LINES;
  return [
    ...lines('+', gained),
    ...lines('-', lost),
    ...(isCut ? ['… and more'] : []),
    `${count(counts.gains, 'gain')}, ${count(counts.losses, 'loss', 'losses')}, of ${count(counts.users, 'person', 'people')} and ${count(counts.resources, 'resource')}; nothing was changed`,
  ];
}

/** Person and document, a line each: rows of one table are counted. */
function byDocument(list: AccessDiff['gains']): string[][] {
  const groups = new Map<string, [AccessDiff['gains'][number], ...AccessDiff['gains'][number][]]>();
  for (const one of list) {
    const key = JSON.stringify([one.user, one.resource.documentId, one.resource.row === undefined]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map(([first, ...others]) => {
    const { user, resource } = first;
    if (others.length === 0) return [user, nameOf(resource)];
    return [
      user,
      `${resource.title ?? 'untitled'}, ${others.length + 1} rows (${resource.collection}, ${resource.documentId})`,
    ];
  });
}

export function reportCoverage({ users, resources, everyone, nobody, truncated }: AccessCoverage): string[] {
  const part = (label: string, { count: all, resources: some }: AccessCoverage['everyone']) => [
    `${label}: ${all}`,
    ...some.slice(0, MAX_LINES).map((resource) => `  ${nameOf(resource)}`),
    ...(all > Math.min(some.length, MAX_LINES) ? ['  …'] : []),
  ];
  return [
    `${count(users, 'active person', 'active people')}, ${count(resources, 'document or row', 'documents and rows')}`,
    ...part('read by everyone', everyone),
    ...part('read by nobody', nobody),
    ...(truncated ? ['not everything was looked at, or not all of it is listed'] : []),
  ];
}

function nameOf({ title, resourceId, collection, row }: ResourceRef): string {
  const place = row === undefined ? '' : `, row ${row}`;
  return `${title ?? 'untitled'}${place} (${collection}, ${resourceId})`;
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

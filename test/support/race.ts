/**
 * A small world in which much can be taken away and given back: documents read by name and through groups, some asked for through an
 * agent, with policies that shut single people out.
 */
import type { Broker } from '../../src/broker.ts';
import { aPrincipal, callerFor } from './callers.ts';

/** What is taken away. */
export type Kind = 'document' | 'membership' | 'policy' | 'ceiling' | 'suspension';
export const KINDS: readonly Kind[] = ['document', 'membership', 'policy', 'ceiling', 'suspension'];

/** One way to take something away, and to give it back. */
export interface Right {
  revoke(): Promise<unknown>;
  grant(): Promise<unknown>;
}

/** Whom a policy shuts out of what, by the policy's id. */
export type Forbids = ReadonlyMap<string, { readonly user: string; readonly documentId: string }>;

export const WORD = 'harbourmaster';

/** Two of them ask through an agent. */
export const ASKERS = [
  ...['ada', 'ben', 'cleo', 'dan'].map((user) => ({ user })),
  ...['eva', 'finn'].map((user) => ({ user, agent: 'scribe' })),
];

const DOCUMENTS = 12;
const COLLECTIONS = ['logs', 'letters'] as const;

/** Everybody reads a document by name and another through a group; the collections of both take turns. */
export async function settleRace(
  broker: Broker,
): Promise<{ readonly rights: Readonly<Record<Kind, readonly Right[]>>; readonly forbids: Forbids }> {
  const root = callerFor('root');
  const rights: Record<Kind, Right[]> = { document: [], membership: [], policy: [], ceiling: [], suspension: [] };
  const forbids = new Map<string, { user: string; documentId: string }>();
  let version = 0;
  const apply = (source: string) => async () => {
    await broker.applyPolicies(root, source, { expectedVersion: version });
    version += 1;
  };

  for (let i = 0; i < DOCUMENTS; i++) {
    const { user = '' } = ASKERS[i % ASKERS.length] ?? {};
    const isByGroup = i < DOCUMENTS / 2;
    const group = aPrincipal(`group:crew-${i}`);
    const member = aPrincipal(`user:${user}`);
    const readers = [isByGroup ? group : member];
    const bytes = new TextEncoder().encode(`Log ${i} of the ${WORD}.`);
    const collection = COLLECTIONS[(i + Math.floor(i / ASKERS.length)) % COLLECTIONS.length] ?? 'logs';
    const { documentId } = await broker.ingest(root, { bytes, collection, entitlements: { readers } });
    if (isByGroup) {
      await broker.addMember(root, group, member);
      rights.membership.push({
        revoke: () => broker.removeMember(root, group, member),
        grant: () => broker.addMember(root, group, member),
      });
    } else {
      const set = (to: typeof readers) => () => broker.setEntitlements(root, documentId, { readers: to, deniers: [] });
      rights.document.push({ revoke: set([]), grant: set(readers) });
    }
    const source = `@id("out-${i}") forbid (principal == User::"${user}", action == Action::"retrieve", resource in Document::"${documentId}");`;
    forbids.set(`custom/out-${i}`, { user: member, documentId });
    rights.policy.push({ revoke: apply(source), grant: apply('') });
  }

  const agent = aPrincipal('agent:scribe');
  for (const collections of [[], ...COLLECTIONS.map((name) => [name])]) {
    rights.ceiling.push({
      revoke: () => broker.putPrincipal(root, agent, { ceiling: { collections } }),
      grant: () => broker.putPrincipal(root, agent, { ceiling: {} }),
    });
  }
  const suspend = (active: boolean) => () => broker.putPrincipal(root, aPrincipal('user:ada'), { active });
  rights.suspension.push({ revoke: suspend(false), grant: suspend(true) });
  return { rights, forbids };
}

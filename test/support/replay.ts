/**
 * Reads a chain from its beginning by a model of who may read what, and finds decisions that hold what was taken away before them. It
 * shares no code with what decides.
 */
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readChain } from '../../src/catalog/ledger.ts';
import type { Forbids } from './race.ts';

interface Detail {
  readonly actor: { readonly user: string; readonly agent: string | null };
  readonly documentId: string;
  readonly after: { readonly readers: readonly string[] };
  readonly group: string;
  readonly added?: string;
  readonly removed?: string;
  readonly principal: string;
  readonly fields: { readonly active?: boolean; readonly ceiling?: { readonly collections?: readonly string[] } };
  readonly policies: readonly string[];
  readonly results: readonly { readonly documentId: string }[];
  readonly duplicates?: Detail['results'];
  readonly neighbours?: Detail['results'];
}

/** `forbids`: what each policy that may come to be in force takes away. */
export async function replay(
  catalog: Catalog,
  forbids: Forbids,
): Promise<{ readonly violations: string[]; readonly decisions: number }> {
  const readers = new Map<string, readonly string[]>();
  const collectionOf = new Map<string, string>();
  const groups = new Map<string, Set<string>>();
  const suspended = new Set<string>();
  const ceilings = new Map<string, readonly string[] | undefined>();
  let inForce: readonly string[] = [];
  // What a document was received with is not in the chain; it is what it can read before anything changed.
  const initial = await catalog.store.read(
    `SELECT g.document_id, g.intent ->> '$.entitlements.readers', c.name FROM generations g
      JOIN documents d ON d.id = g.document_id JOIN collections c ON c.id = d.collection_id`,
    [],
  );
  for (const [id, list, collection] of initial) {
    readers.set(String(id), JSON.parse(String(list)) as string[]);
    collectionOf.set(String(id), String(collection));
  }

  const mayRead = ({ user, agent }: Detail['actor'], documentId: string) => {
    const named = readers.get(documentId) ?? [];
    const ceiling = agent === null ? undefined : ceilings.get(agent);
    return (
      !suspended.has(user) &&
      named.some((name) => name === user || groups.get(name)?.has(user) === true) &&
      (ceiling === undefined || ceiling.includes(collectionOf.get(documentId) ?? '')) &&
      !inForce.some((id) => forbids.get(id)?.user === user && forbids.get(id)?.documentId === documentId)
    );
  };

  const violations: string[] = [];
  let decisions = 0;
  for await (const { seq, kind, body } of readChain(catalog)) {
    const detail = JSON.parse(body) as Detail;
    switch (kind) {
      case 'entitlements.changed':
        readers.set(detail.documentId, detail.after.readers);
        break;
      case 'membership.changed': {
        const members = groups.get(detail.group) ?? new Set();
        groups.set(detail.group, members);
        if (detail.added) members.add(detail.added);
        if (detail.removed) members.delete(detail.removed);
        break;
      }
      case 'policies.changed':
        inForce = detail.policies;
        break;
      case 'principal.changed':
        if (detail.fields.active === false) suspended.add(detail.principal);
        if (detail.fields.active === true) suspended.delete(detail.principal);
        if (detail.fields.ceiling) ceilings.set(detail.principal, detail.fields.ceiling.collections);
        break;
      case 'decision.retrieve':
        decisions += 1;
        for (const { documentId } of [...detail.results, ...(detail.duplicates ?? []), ...(detail.neighbours ?? [])]) {
          if (!mayRead(detail.actor, documentId)) violations.push(`entry ${seq}: ${detail.actor.user}`);
        }
        break;
      default:
    }
  }
  return { violations, decisions };
}

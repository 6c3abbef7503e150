/**
 * What a corpus is like beside its words: how long its documents are, and who may read them.
 */
import { type Principal, type PrincipalKind, principalOf } from '../../entitlements/principal.ts';
import type { Broker, Delivery } from '../../src/broker.ts';
import type { Caller } from '../../src/identity/caller.ts';

export interface Shape {
  /** Names the file that it is written in, `bench/<name>.ts`: a corpus is built anew when that changes. */
  readonly source: string;
  readonly chunksPerDocument: number;
  /** Whose share of the corpus is told. */
  readonly asker: { readonly user: string; readonly agent?: string };
  /** Before the documents. */
  enrol(broker: Broker, admin: Caller): Promise<void>;
  /** Labels of the document with this number. */
  labelsOf(number: number, random: () => number): Pick<Delivery, 'collection' | 'classification' | 'entitlements'>;
  /** After the documents: the collections exist. */
  entitleCollections(broker: Broker, admin: Caller): Promise<void>;
}

/** A principal of a benchmark. Throws when the name is none. */
export function named(kind: PrincipalKind, name: string): Principal {
  const principal = principalOf(kind, name);
  if (principal === undefined) throw new Error(`\`${name}\` is not a name`);
  return principal;
}

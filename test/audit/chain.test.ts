import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Chained, ChainVerifier, GENESIS, link } from '../../src/audit/chain.ts';
import { EVENT_KINDS } from '../../src/audit/event.ts';

const anyEvent = fc.record({
  id: fc.uuid(),
  workspace: fc.constantFrom('main', 'other'),
  kind: fc.constantFrom(...EVENT_KINDS),
  detail: fc.dictionary(fc.string(), fc.jsonValue()),
});

const anyChain = fc.array(anyEvent, { minLength: 1, maxLength: 12 }).map((events) => {
  const chain: Chained[] = [];
  for (const [i, event] of events.entries()) {
    const head = chain.at(-1) ?? { seq: 0, hash: GENESIS };
    chain.push(link(head, event, 1_700_000_000_000 + i, Math.floor(i / 2)));
  }
  return chain;
});

function firstBreak(chain: readonly Chained[]) {
  const verifier = new ChainVerifier();
  for (const entry of chain) {
    const found = verifier.check(entry);
    if (found) return found;
  }
  return undefined;
}

test('an untouched chain verifies', () => {
  fc.assert(fc.property(anyChain, (chain) => firstBreak(chain) === undefined));
});

test('a change of any field of any entry is found, at that entry or the next', () => {
  const fields = ['seq', 'id', 'at', 'epoch', 'workspace', 'kind', 'prev', 'hash', 'body'] as const;
  fc.assert(
    fc.property(anyChain, fc.nat(), fc.constantFrom(...fields), (chain, place, field) => {
      const at = place % chain.length;
      const touched = chain.map((entry, i) =>
        i === at
          ? { ...entry, [field]: typeof entry[field] === 'number' ? Number(entry[field]) + 1 : `${entry[field]}x` }
          : entry,
      ) as Chained[];
      const found = firstBreak(touched);
      expect(found).toBeDefined();
      expect(found?.seq).toBeGreaterThanOrEqual(at + 1);
    }),
  );
});

test('an entry that is taken out, put in twice or moved is found, but for the last ones cut off', () => {
  fc.assert(
    fc.property(anyChain, fc.nat(), (chain, place) => {
      fc.pre(chain.length > 2);
      const at = place % (chain.length - 1);
      const one = chain[at] as Chained;
      expect(firstBreak(chain.toSpliced(at, 1))).toBeDefined();
      expect(firstBreak(chain.toSpliced(at, 0, one))).toBeDefined();
      expect(firstBreak(chain.toSpliced(at, 1).concat(one))).toBeDefined();
    }),
  );
});

test("the kinds of events are these: a rule of somebody's SIEM hangs on each", () => {
  expect([...EVENT_KINDS].sort()).toEqual([
    'access.examined',
    'approval.decided',
    'approval.requested',
    'approval.revoked',
    'attributes.changed',
    'collection.changed',
    'decision.fetch',
    'decision.retrieve',
    'detection.dismissed',
    'detection.raised',
    'document.activated',
    'document.deleted',
    'document.erased',
    'document.failed',
    'document.held',
    'document.received',
    'entitlements.changed',
    'evidence.purged',
    'evidence.read',
    'integrity.alarm',
    'legal-hold.lifted',
    'legal-hold.placed',
    'membership.changed',
    'policies.changed',
    'principal.changed',
    'review.rejected',
    'review.released',
    'safeguards.changed',
    'screening.alarm',
  ]);
});

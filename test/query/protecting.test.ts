/**
 * Personal data and credentials on the way out: a value for which there is a rule is nowhere in what leaves, by whichever road, and
 * in no index. Policies and safeguards add up, and the record names kinds and no values.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DlpRules } from '../../filters/dlp/kinds.ts';
import type { InjectionClassifier } from '../../filters/injection/classifier.ts';
import type { Answer } from '../../src/broker.ts';
import { deriveKeys, makeSecret } from '../../src/evidence/keys.ts';
import { createValueTokens } from '../../src/evidence/value-tokens.ts';
import type { IndexEntry } from '../../src/index/port.ts';
import { MASK, mask } from '../../src/query/mask.ts';
import type { Grounds, InspectedHit } from '../../src/query/stages.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const sam = callerFor('sam');
const karl = callerFor('karl');

const EMAIL = 'mira.quay@post.example';
const IBAN = 'DE89370400440532013000';
const CARD = '4111 1111 1111 1111';
const TOKEN = `ghp_${'x7Kq2mVw9RtB4nZp6LsD'}${'1fGh3jYc8eUa5oWi'}`;
const VALUES = [EMAIL, IBAN, TOKEN];

const filler = (word: string) =>
  `The harbour keeps ${word} in the long shed behind the mill, as it always has. `.repeat(18);
const HANDBOOK = [
  `# Reach ${EMAIL}`,
  `Mooring fees go to IBAN ${IBAN} within ten days.`,
  filler('ropes'),
  `Whoever is late with mooring fees writes to ${EMAIL}.`,
  filler('lamps'),
  `The crane listens to token ${TOKEN} and to nobody else.`,
].join('\n\n');

/** Nothing here is about what a document says to a model. */
const trusting: InjectionClassifier = {
  ...{ id: 'trusting', version: '1', thresholds: { suspicious: 0.5, malicious: 0.9 } },
  score: async (texts) => texts.map(() => ({ score: 0, verdict: 'clean', spans: [] })),
};

let sluice: TestBroker;
let handbook = '';
const indexed: IndexEntry[] = [];

beforeAll(async () => {
  sluice = await openTestBroker({
    holdFrom: 'never',
    between: {
      classifier: () => trusting,
      index: (real) =>
        instead(real, {
          put: async (workspace, documentId, generation, entries) => {
            indexed.push(...entries);
            return real.put(workspace, documentId, generation, entries);
          },
        }),
    },
  });
  const { broker } = sluice;
  await broker.addMember(root, aPrincipal('group:desk'), aPrincipal('user:sam'));
  await broker.applyPolicies(
    root,
    '@id("desk") @protect("email=mask, iban=hash") permit (principal in Group::"desk", action, resource in Collection::"port");',
    { expectedVersion: 0 },
  );
  handbook = await bring(`Handbook of ${EMAIL}`, HANDBOOK);
  await bring(`Copy of ${EMAIL}`, HANDBOOK);
  await bring('Payments', `A guest paid for the sauna with card ${CARD} in May.`);
});
afterAll(() => sluice?.close());

async function bring(title: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const uri = `https://wiki.harbor.example/${title.length}/${EMAIL}`;
  const more = { title, uri, format: 'markdown', collection: 'port' } as const;
  const entitlements = { readers: [aPrincipal('user:karl')] };
  return (await sluice.broker.ingest(root, { bytes, ...more, entitlements })).documentId;
}

const rule = (dlp: DlpRules) => sluice.broker.setSafeguards(root, { dlp });
/** Of few results some have neighbours that are none. */
const ask = (who: typeof root, query = 'mooring fees', fold = true, k = 20) =>
  sluice.broker.retrieve(who, { query, k, expand: 1, fold });

/** All that leaves to somebody, as one text. */
async function allOf(who: typeof root): Promise<string> {
  const answers = [await ask(who), await ask(who, 'mooring fees', false), await ask(who, 'crane token', true, 1)];
  return JSON.stringify([...answers, await sluice.broker.fetch(who, handbook)]);
}

async function recordOf({ decisionId }: Answer): Promise<string> {
  return (await sluice.broker.auditTail(root, 20)).find(({ id }) => id === decisionId)?.body ?? '';
}

test('unless a workspace says otherwise credentials leave nowhere, and personal data as it is', async () => {
  const all = await allOf(karl);
  expect(all).not.toContain(TOKEN);
  expect(all).toContain('[secret]');
  expect(all).toContain(EMAIL);
  expect(all).toContain(IBAN);
  expect(JSON.stringify(indexed)).not.toContain(TOKEN.slice(6, 20));
});

test('what rules name is nowhere in what leaves: text, titles, addresses, headings, neighbours, copies, envelope, fetch', async () => {
  await rule({ email: 'redact', iban: 'mask', secret: 'redact' });
  const all = await allOf(karl);
  for (const value of VALUES) expect(all.toLowerCase()).not.toContain(value.toLowerCase());
  const { results } = await ask(karl, 'crane token', true, 1);
  expect(results).toMatchObject([{ title: expect.stringMatching(/^(?:Handbook|Copy) of \[email\]$/) }]);
  expect(results[0]?.neighbours).not.toEqual([]);
  expect(results[0]?.duplicates).not.toEqual([]);
  expect(results[0]?.protected).toContainEqual({ kind: 'email', action: 'redact', count: expect.any(Number) });
  await rule({});
});

test('what was recognized is a memory of what came in: without it the text is looked at again', async () => {
  await sluice.store.commit({ statements: [{ sql: 'UPDATE chunks SET sensitive = NULL', params: [] }] });
  await rule({ email: 'redact', iban: 'redact', secret: 'redact' });
  const all = await allOf(karl);
  for (const value of VALUES) expect(all).not.toContain(value);
  await rule({});
});

test('a policy obliges those whom it lets in, beside the safeguards, and the stricter counts', async () => {
  const masked = await allOf(sam);
  for (const value of [EMAIL, IBAN]) expect(masked).not.toContain(value);
  expect(masked).toContain('m****@post.example');
  const token = /\[iban:([0-9a-f]+)\]/.exec(masked)?.[1];
  expect(token).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(masked.match(/\[iban:[0-9a-f]+\]/g)).size).toBe(1);

  await rule({ email: 'hash', iban: 'redact' });
  const strict = await allOf(sam);
  expect(strict).toContain('m****@post.example');
  expect(strict).toContain('[iban]');
  expect(await allOf(karl)).toMatch(/\[email:[0-9a-f]{16}\]/);
  await rule({});
});

test('a passage with a value for which it is withheld is not there, and the record says of which kind', async () => {
  expect((await ask(karl, 'sauna')).results).toHaveLength(1);
  await rule({ card: 'withhold' });
  const answer = await ask(karl, 'sauna');
  expect(answer.results).toEqual([]);
  expect(JSON.parse(await recordOf(answer)).withheld).toContainEqual(
    expect.objectContaining({ stage: 'protect', reason: 'card' }),
  );
  await rule({});
});

test('the record names kinds, recognizers, actions and counts, and no value', async () => {
  await rule({ email: 'redact', iban: 'redact', secret: 'redact' });
  const record = await recordOf(await ask(karl));
  const found = JSON.parse(record).results.flatMap((one: { protected: object[] }) => one.protected);
  expect(found).toContainEqual({ kind: 'iban', recognizer: 'iban', action: 'redact', count: 1 });
  for (const value of VALUES) expect(record).not.toContain(value);
  await rule({});
});

test('values of kinds that the workspace has a rule for are in no index: neither whole nor in parts', async () => {
  await rule({ email: 'hash', iban: 'mask' });
  indexed.length = 0;
  await bring(`Notes of ${EMAIL}`, HANDBOOK);
  expect(indexed.length).toBeGreaterThan(1);
  const all = JSON.stringify(indexed);
  for (const part of ['mira', 'post.example', IBAN, '3000']) expect(all).not.toContain(part);
  expect(all).toContain('Mooring fees');
  await rule({});
});

describe('the edits of one text', () => {
  /** A passage of these pieces as it leaves: all cells are masked, all cuts are cut. */
  function shown(pieces: readonly { text: string; as: 'plain' | 'cell' | 'cut' }[], dlp: DlpRules) {
    let text = '';
    const spans = pieces.map((piece) => {
      const start = text.length;
      text += piece.text;
      return { column: 'a', start, end: text.length, masked: true, as: piece.as };
    });
    const of = (as: string) => spans.filter((span) => span.as === as);
    const hit = {
      passage: { chunkId: 'c', documentId: 'd', title: '', locator: {}, text, cells: of('cell'), sensitive: null },
      facts: { kind: 'row' },
      decision: { masks: ['a'], protects: {} },
      ...(of('cut').length > 0 && { neutralized: { action: 'cut', signals: [], stretches: of('cut') } }),
    };
    const grounds = { safeguards: { dlp }, tokenOf: () => 'token' };
    const { passed, withheld } = mask(grounds as unknown as Grounds, [hit as unknown as InspectedHit]);
    return { text: passed[0]?.passage.text ?? '', found: passed[0]?.protected, withheld };
  }

  const texts = fc.constantFrom('the harbour ', 'fees ', ` ${EMAIL} `, ` IBAN ${IBAN} `, ` token ${TOKEN} `, '\n');
  const pieces = fc.array(
    fc.record({ text: texts, as: fc.constantFrom('plain' as const, 'cell' as const, 'cut' as const) }),
    { minLength: 1, maxLength: 8 },
  );
  const actions = fc.constantFrom('hash' as const, 'mask' as const, 'redact' as const);

  test('leave no value and keep what is plain, wherever masks, cuts and values meet', () => {
    fc.assert(
      fc.property(pieces, actions, (all, action) => {
        fc.pre(all.some(({ as }) => as === 'cell'));
        const { text } = shown(all, { email: action, iban: action, secret: action });
        for (const value of VALUES) expect(text).not.toContain(value);
        const plain = all.filter((one) => one.as === 'plain' && !/[@\d]/.test(one.text));
        for (const one of plain) expect(text).toContain(one.text);
      }),
      { numRuns: 60 },
    );
  });

  test('show nothing of a masked column by the mask of a value that lies across it, and do not count what is gone', () => {
    const half = IBAN.length / 2;
    const { text, found } = shown(
      [
        { text: `IBAN ${IBAN.slice(0, half)}`, as: 'plain' },
        { text: IBAN.slice(half), as: 'cell' },
        { text: ` of ${EMAIL}`, as: 'cell' },
      ],
      { email: 'withhold', iban: 'mask' },
    );
    expect(text).toBe(`IBAN ${MASK}${MASK}`);
    expect(found).toEqual([expect.objectContaining({ kind: 'iban' })]);
  });
});

describe('a token of a value', () => {
  test('is the same for a value in a workspace, and another for any other workspace, kind, value or key', async () => {
    const tokens = createValueTokens(await deriveKeys(new Uint8Array(32)));
    const others = createValueTokens(await deriveKeys(makeSecret()));
    const token = tokens('acme')('email', EMAIL);
    expect(tokens('acme')('email', EMAIL)).toBe(token);
    const all = [
      tokens('beta')('email', EMAIL),
      tokens('acme')('phone', EMAIL),
      tokens('acme')('email', `${EMAIL}x`),
      others('acme')('email', EMAIL),
    ];
    expect(new Set([token, ...all]).size).toBe(5);
  });
});

/**
 * Documents for reviewers: a classifier that finds odd what says `oddly` and bad what says `wickedly`, texts with something smuggled in,
 * and the people who bring and review them, in a workspace of their own.
 */
import type { RiskScore, Verdict } from '../../filters/injection/classifier.ts';
import type { Delivery } from '../../src/broker.ts';
import { readTail } from '../../src/catalog/ledger.ts';
import type { ReviewState } from '../../src/review.ts';
import { type Between, instead, type TestBroker } from './broker.ts';
import { aPrincipal, type CallerOptions, callerFor } from './callers.ts';

const WORDS: readonly (readonly [word: string, verdict: Verdict, score: number])[] = [
  ['wickedly', 'malicious', 0.97],
  ['oddly', 'suspicious', 0.6],
];

function judge(text: string): RiskScore {
  for (const [word, verdict, score] of WORDS) {
    const start = text.indexOf(word);
    const span = { start, end: start + word.length, score, signals: [`says-${word}`] };
    if (start >= 0) return { score, verdict, spans: [span] };
  }
  return { score: 0, verdict: 'clean', spans: [] };
}

/** A classifier of two words. */
export const ofTwoWords: Between['classifier'] = (real) => instead(real, { score: async (texts) => texts.map(judge) });

/** Text in characters that nobody sees. */
export const smuggled = (text: string) =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');

let workspaces = 0;

/** A workspace with a quay. What Olga brings there is read by all of `group:crew`, Mei among them. */
export function aQuay(sluice: TestBroker) {
  workspaces += 1;
  const workspace = `quay${workspaces}`;
  const { broker, catalog } = sluice;
  const as = (user: string, options: CallerOptions = {}) => callerFor(user, { workspace, ...options });
  const analyst = (user: string) => as(user, { scopes: ['soc'] });
  const people = {
    olga: as('olga', { scopes: ['ingest', 'own', 'retrieve'] }),
    mei: as('mei', { scopes: ['retrieve'], groups: ['crew'] }),
    sana: analyst('sana'),
    soren: analyst('soren'),
  };
  const delivery = (content: string, more: Partial<Delivery> = {}): Delivery => ({
    bytes: new TextEncoder().encode(content),
    collection: 'quay',
    entitlements: { owner: aPrincipal('user:olga'), readers: [aPrincipal('group:crew')] },
    ...more,
  });
  const bring = (content: string, more: Partial<Delivery> = {}) => broker.ingest(people.olga, delivery(content, more));
  const found = async (query: string, who = people.mei) =>
    (await broker.retrieve(who, { query, k: 20 })).results.map(({ text }) => text);
  const reviewsOf = async (documentId: string, state?: ReviewState) =>
    (await broker.listReviews(people.sana, { limit: 200, ...(state && { state }) })).filter(
      (review) => review.documentId === documentId,
    );
  const openOf = async (documentId: string) => {
    const [review] = await reviewsOf(documentId, 'open');
    if (!review) throw new Error('there is no open review');
    return review.reviewId;
  };
  const events = async (kind?: string) =>
    (await readTail(catalog, workspace, 1_000))
      .filter((entry) => kind === undefined || entry.kind.startsWith(kind))
      .map((entry) => ({ kind: entry.kind as string, detail: JSON.parse(entry.body), body: entry.body }));
  return { workspace, as, ...people, delivery, bring, found, reviewsOf, openOf, events };
}

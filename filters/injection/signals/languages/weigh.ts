/**
 * What the words of one book say, each with those beside it. A word by itself is no evidence: people send files and forget rules. Words that belong
 * together within a clause are weak evidence: a deed, a secret that is asked for.
 */
import type { Span } from '../../../finding.ts';
import type { Family } from '../signal.ts';
import type { Kind } from './book.ts';
import { BESIDE, hasTarget, isAnnounced, isClauseStart, isVocative, NEAR, nearest, type Reading } from './clause.ts';
import { isAmongEnglish, isLoan } from './english.ts';
import { ALONE, type Evidence } from './evidence.ts';
import type { Sighting } from './terms.ts';

interface Finding {
  readonly family: Family;
  readonly weight: number;
  /** The words that make it. The first says which it is about. */
  readonly words: readonly [Sighting, ...Sighting[]];
}

/** What the sighting at place `i` of a reading says. */
type Rule = (reading: Reading, own: Sighting, i: number) => Finding | undefined;

const RULES: Readonly<Record<Kind, Rule | 'companion'>> = {
  agent: addressOf,
  address: byItself('address', ALONE['address-phrase']),
  ignore: overrideOf,
  lapsed: together('override', 'orders'),
  override: byItself('override'),
  hide: together('concealment', 'user'),
  conceal: byItself('concealment'),
  send: exfiltrationOf,
  ask: together('secrets', 'secret'),
  show: together('secrets', 'prompt'),
  act: taskOf,
  answer: byItself('answer'),
  persona: byItself('persona'),
  hail: 'companion',
  toward: 'companion',
  earlier: 'companion',
  orders: 'companion',
  user: 'companion',
  data: 'companion',
  secret: 'companion',
  prompt: 'companion',
};

/** Evidence of one book, each by itself, in order. */
export function weigh(reading: Reading): Evidence[] {
  const { text, book, sightings } = reading;
  const found: Evidence[] = [];
  for (const [i, own] of sightings.entries()) {
    const rule = RULES[own.kind];
    const finding = rule === 'companion' ? undefined : rule(reading, own, i);
    if (finding === undefined) continue;
    const { family, weight, words } = finding;
    if (book.script === 'Latin' && isAmongEnglish(text, words[0], 2)) continue;
    found.push({ name: `${family}-${book.code}`, family, weight, aloneWeight: weight, ...spanOf(words) });
  }
  return found.sort((a, b) => a.start - b.start);
}

function spanOf(words: readonly Span[]): Span {
  return { start: Math.min(...words.map(({ start }) => start)), end: Math.max(...words.map(({ end }) => end)) };
}

function byItself(family: keyof typeof ALONE & Family, weight: number = ALONE[family]): Rule {
  return (_, own) => ({ family, weight, words: [own] });
}

/** With one of `kind` in the same clause. */
function together(family: keyof typeof ALONE & Family, kind: Kind): Rule {
  return (reading, own, i) => {
    const other = nearest(reading, i, kind, NEAR);
    return other === undefined ? undefined : { family, weight: ALONE[family], words: [own, other] };
  };
}

function addressOf(reading: Reading, own: Sighting, i: number): Finding | undefined {
  const { text, book } = reading;
  if (book.script === 'Latin' && isLoan(text, own) && isAmongEnglish(text, own, 1)) return undefined;
  const hail = nearest(reading, i, 'hail', BESIDE);
  if (hail !== undefined && isAnnounced(text, own))
    return { family: 'address', weight: ALONE['address-announced'], words: [own, hail] };
  const isCalled =
    hail !== undefined ||
    isVocative(text, own) ||
    (nearest(reading, i, 'toward', BESIDE) !== undefined && isAnnounced(text, own));
  return isCalled ? { family: 'address', weight: ALONE.address, words: [own] } : undefined;
}

function overrideOf(reading: Reading, own: Sighting, i: number): Finding | undefined {
  const orders = nearest(reading, i, 'orders', NEAR);
  if (orders === undefined) return undefined;
  const earlier = nearest(reading, i, 'earlier', NEAR);
  if (earlier === undefined) return { family: 'override', weight: ALONE.override, words: [own, orders] };
  // Where there are phrases for it, they say more strictly what is strong.
  const { phrases, phrasesIn } = reading.book;
  const isLoose = phrases !== undefined || phrasesIn !== undefined;
  const weight = ALONE[isLoose ? 'override-loose' : 'override-orders'];
  return { family: 'override', weight, words: [own, orders, earlier] };
}

function exfiltrationOf(reading: Reading, own: Sighting, i: number): Finding | undefined {
  const data = nearest(reading, i, 'data', NEAR);
  const weight = ALONE.exfiltration;
  if (data !== undefined) return { family: 'exfiltration', weight, words: [own, data] };
  return hasTarget(reading, own) ? { family: 'exfiltration', weight, words: [own] } : undefined;
}

function taskOf({ text, book }: Reading, own: Sighting): Finding | undefined {
  const begins = book.ordersBeginAnywhere === true || isClauseStart(text, own.start);
  return begins ? { family: 'task', weight: ALONE.task, words: [own] } : undefined;
}

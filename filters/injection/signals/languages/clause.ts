/**
 * How sightings of words stand to each other and in their clause: near each other, at its start, called, announced, beside an address to send to.
 * Work is linear: each sighting looks at the few beside it.
 */
import type { Span } from '../../../finding.ts';
import type { Kind, LanguageBook } from './book.ts';
import type { Sighting } from './terms.ts';

/** Units between the words of one phrase. */
export const NEAR = 60;
export const BESIDE = 16;
/** Sightings, or pieces of evidence, that one looks at to either side. */
export const LOOK = 12;

const STOP = /[.!?;。!?;؟؛।\n]/;
const CALLED = /^ ?[,،,、—–]/;
const TARGET = /[a-z0-9._%+-]{1,40}@[a-z0-9-]{2,40}\.[a-z]{2,}|https?:\/\/[^\s)"']{4}|\bwww\.[a-z0-9-]{2}/g;

/** A text as one book reads it. */
export interface Reading {
  readonly text: string;
  readonly book: LanguageBook;
  /** The book's words in the text, in order of their starts. */
  readonly sightings: readonly Sighting[];
  /** Starts of addresses that something could be sent to, in order. */
  readonly targets: readonly number[];
}

export function findTargets(text: string): number[] {
  return Array.from(text.matchAll(TARGET), ({ index }) => index);
}

/** The nearest of `kind` in the same clause, within `units` of the sighting at `i`. */
export function nearest({ text, sightings }: Reading, i: number, kind: Kind, units: number): Sighting | undefined {
  const own = sightings[i];
  if (own === undefined) return undefined;
  for (let step = 1; step <= LOOK; step += 1) {
    for (const other of [sightings[i + step], sightings[i - step]]) {
      if (other?.kind !== kind || distance(own, other) > units) continue;
      if (other.start < own.end && own.start < other.end) continue;
      if (!STOP.test(between(text, own, other))) return other;
    }
  }
  return undefined;
}

/** "Assistant, …" at the start of a clause. */
export function isVocative(text: string, agent: Span): boolean {
  const before = text.slice(Math.max(0, agent.start - 3), agent.start);
  const starts = agent.start === 0 || /(?:[.!?;。!?;؟।>*]|\n) ?$/.test(before);
  return starts && CALLED.test(restOfWord(text, agent.end));
}

/** "For assistants that read this: …". */
export function isAnnounced(text: string, agent: Span): boolean {
  const after = text.slice(agent.end, agent.end + 90);
  const colon = after.search(/[::]/);
  return colon >= 0 && !STOP.test(after.slice(0, colon));
}

export function isClauseStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  return at === 0 || /(?:^|[^\p{L}\p{M}\p{N} ]) ?$|(?:^| )(?:und|och|a|y|e|et|en|i|и|і|si|dan|va) $/u.test(before);
}

/** Whether an address to send to stands around `own` in its sentence. */
export function hasTarget({ text, targets }: Reading, own: Span): boolean {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle] ?? 0) < own.start - NEAR) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < targets.length && i < low + LOOK; i += 1) {
    const at = targets[i] ?? 0;
    if (at > own.end + 2 * NEAR) return false;
    if (!/[!?;。!?;؟।\n]|\. /.test(text.slice(Math.min(own.end, at), Math.max(own.start, at)))) return true;
  }
  return false;
}

function distance(a: Span, b: Span): number {
  return Math.max(a.start, b.start) - Math.min(a.end, b.end);
}

function between(text: string, a: Span, b: Span): string {
  return text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
}

function restOfWord(text: string, from: number): string {
  return text.slice(from, from + 14).replace(/^[\p{L}\p{M}\p{N}]{0,12}/u, '');
}

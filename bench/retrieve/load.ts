/**
 * Many clients: each asks its next question as soon as it has the answer to the last one.
 */
import { type Percentiles, percentilesOf } from '../percentiles.ts';
import type { Road } from './roads.ts';

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly times: Percentiles;
}

/** Asks with `clients` clients until `seconds` have passed or `requests` are answered. */
export async function load(
  road: Road,
  questions: Iterator<string, never>,
  bounds: { readonly clients: number; readonly seconds: number; readonly requests: number },
): Promise<Load> {
  const timesMs: number[] = [];
  const began = performance.now();
  const end = began + bounds.seconds * 1_000;
  let started = 0;
  const client = async () => {
    while (performance.now() < end && started < bounds.requests) {
      started += 1;
      const query = questions.next().value;
      const from = performance.now();
      await road(query);
      timesMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: bounds.clients }, client));
  const seconds = (performance.now() - began) / 1_000;
  return { requests: timesMs.length, seconds, perSecond: timesMs.length / seconds, times: percentilesOf(timesMs) };
}

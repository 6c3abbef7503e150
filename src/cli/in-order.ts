/** Work on many things, a few at a time, with results in the order of the things. */

/**
 * Calls `work` on each item, at most `concurrency` at a time, and gives the results in order. An item is taken only when there
 * is room for it, so a long source is never held in memory. A failure ends it.
 */
export async function* inOrder<A, B>(
  items: Iterable<A> | AsyncIterable<A>,
  concurrency: number,
  work: (item: A) => Promise<B>,
): AsyncGenerator<B> {
  const running: Promise<B>[] = [];
  for await (const item of items) {
    const result = work(item);
    // Seen when its turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    running.push(result);
    const first = running.length >= concurrency ? running.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}

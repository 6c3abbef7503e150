/**
 * Waiting that ends: nobody waits longer than a deadline for what others do, though what they do may go on.
 */

/** Does the work and gives what comes of it, or throws the reason of `deadline` as soon as it is over. Then no work is begun. */
export async function until<Result>(deadline: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  deadline.throwIfAborted();
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(deadline.reason);
    deadline.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), over]);
  } finally {
    deadline.removeEventListener('abort', stop);
  }
}

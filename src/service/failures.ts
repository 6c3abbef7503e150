/**
 * Failures of the store, wherever they come up, as the one problem that callers know. Every other error passes as it is: it
 * is a defect, and whoever answers says no more than that.
 */
import type { Broker } from '../broker.ts';
import { StoreUnavailable } from '../catalog/store.ts';
import { Problem } from '../problem.ts';

/** Libraries wrap what they catch. */
const MAX_DEPTH = 5;

function isStoreFailure(error: unknown, depth = 0): boolean {
  if (error instanceof StoreUnavailable) return true;
  return error instanceof Error && depth < MAX_DEPTH && isStoreFailure(error.cause, depth + 1);
}

/** The same broker, whose methods throw `catalogue-unavailable` when the store can't be read or written. */
export function translatingFailures(broker: Broker): Broker {
  const translated = Object.entries(broker).map(([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
    name,
    async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        if (!(error instanceof Problem) && isStoreFailure(error)) {
          throw new Problem('catalogue-unavailable', undefined, { cause: error });
        }
        throw error;
      }
    },
  ]);
  return Object.fromEntries(translated) as Broker;
}

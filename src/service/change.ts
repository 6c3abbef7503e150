/**
 * Changes that somebody makes: decided and committed under one epoch, like answers. Who lost the right meanwhile, or was
 * suspended, changes nothing any more.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { type Batch, EpochMoved, GuardFailed, StoreUnavailable } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../problem.ts';
import { takeFooting } from '../query/footing.ts';

/** How often a change may be overtaken by others before the caller is told to come again. */
const MAX_ATTEMPTS = 100;

/**
 * Makes a batch by `make`, which decides whether the caller may, and commits it. A guard that does not hold is the problem of its name, or
 * `refusal` where there is none.
 */
export async function change(
  catalog: Catalog,
  caller: Caller,
  refusal: ProblemCode,
  make: (workspace: string) => Promise<Batch>,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const { epoch } = await takeFooting(catalog, caller);
    const batch = await make(caller.workspace);
    try {
      await catalog.store.commit({ ...batch, expectedEpoch: epoch });
      return;
    } catch (cause) {
      if (cause instanceof GuardFailed) throw new Problem(codeOf(cause.reason, refusal), undefined, { cause });
      if (cause instanceof StoreUnavailable) throw new Problem('catalogue-unavailable', undefined, { cause });
      if (!(cause instanceof EpochMoved)) throw cause;
    }
  }
  throw new Problem('decision-unsettled');
}

function codeOf(reason: string, otherwise: ProblemCode): ProblemCode {
  return Object.hasOwn(PROBLEMS, reason) ? (reason as ProblemCode) : otherwise;
}

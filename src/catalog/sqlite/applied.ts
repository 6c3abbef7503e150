/**
 * What became of a batch, as it travels between a thread that applies it and whoever asked for it: errors lose their class on the way.
 */
import type { Chained } from '../../audit/chain.ts';
import { type Committed, EpochMoved, GuardFailed, StoreUnavailable } from '../store.ts';

export type Applied =
  | { readonly outcome: 'committed'; readonly epoch: number; readonly events: readonly Chained[] }
  | { readonly outcome: 'guard'; readonly reason: string }
  | { readonly outcome: 'epoch'; readonly epoch: number }
  | { readonly outcome: 'unavailable'; readonly message: string };

/** The same for the store's callers. Throws {@link GuardFailed}, {@link EpochMoved} or {@link StoreUnavailable}. */
export function committed(applied: Applied): Committed {
  switch (applied.outcome) {
    case 'committed':
      return applied;
    case 'guard':
      throw new GuardFailed(applied.reason);
    case 'epoch':
      throw new EpochMoved(applied.epoch);
    case 'unavailable':
      throw new StoreUnavailable(applied.message);
    default:
      return applied satisfies never;
  }
}

/**
 * By which indexes those passages are found that a condition may hold for. It only narrows: whatever it gives is held against the whole
 * condition, and what no index narrows is looked for among all.
 *
 * INVARIANT: whatever meets the condition is among what its driver gives.
 */
import type { Condition } from '../../../../entitlements/condition.ts';

/** Columns of `label` with an index. */
type IndexedLabel = 'readers' | 'owner' | 'collection';

/** Passages that an index gives for a list of values, which is JSON, as it travels to SQLite. */
export type Leaf =
  | { readonly by: 'label'; readonly label: IndexedLabel; readonly values: string }
  | { readonly by: 'document'; readonly values: string };

/** `smallest-of`: each of these gives enough. `all-of`: these give enough together. */
export type Driver = Leaf | { readonly by: 'smallest-of' | 'all-of'; readonly drivers: readonly [Driver, ...Driver[]] };

/** A list that is longer takes longer to look up, one by one, than a search among all takes to be narrowed in another way. */
const MAX_VALUES = 20_000;
/** Lists in one driver, each of which has to be looked up to know how much it gives. */
const MAX_LEAVES = 16;

/** The driver of a condition; `undefined` when no index narrows it. */
export function driverOf(condition: Condition): Driver | undefined {
  const driver = derive(condition);
  return driver !== undefined && leavesOf(driver) <= MAX_LEAVES ? driver : undefined;
}

function derive(condition: Condition): Driver | undefined {
  switch (condition.op) {
    case 'is-one-of':
      return isIndexed(condition.label) && condition.values.length <= MAX_VALUES
        ? { by: 'label', label: condition.label, values: JSON.stringify(condition.values) }
        : undefined;
    case 'document-is':
      return condition.ids.length <= MAX_VALUES ? { by: 'document', values: JSON.stringify(condition.ids) } : undefined;
    case 'and': {
      const [first, ...others] = condition.all.map(derive).filter((driver) => driver !== undefined);
      if (first === undefined || others.length === 0) return first;
      return { by: 'smallest-of', drivers: [first, ...others] };
    }
    case 'or': {
      const drivers: Driver[] = [];
      for (const part of condition.any) {
        const driver = drivers.length < MAX_LEAVES ? derive(part) : undefined;
        if (driver === undefined) return undefined;
        drivers.push(driver);
      }
      const [first, ...others] = drivers;
      if (first === undefined || others.length === 0) return first;
      return { by: 'all-of', drivers: [first, ...others] };
    }
    default:
      return undefined;
  }
}

function isIndexed(label: string): label is IndexedLabel {
  return label === 'readers' || label === 'owner' || label === 'collection';
}

function leavesOf(driver: Driver): number {
  if (!('drivers' in driver)) return 1;
  return driver.drivers.reduce((sum, one) => sum + leavesOf(one), 0);
}

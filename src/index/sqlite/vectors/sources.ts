/**
 * Where rows of `label` come from, as pieces of SQL. The order of a join is always pinned: from the source to `label`, and from there to
 * what else is asked for. Left to itself SQLite drove some of these from the wrong side, at a hundred times the cost.
 */
import { jsonList, type SqlParam } from '../membership.ts';
import type { Searching } from '../searching.ts';
import type { Driver, Leaf } from './driver.ts';

/** Rows of `label`, as `l`, each once: what stands after FROM, and what stands after WHERE. */
export interface Source {
  readonly from: string;
  readonly where: string;
  /** Of `from`, then of `where`. */
  readonly params: readonly SqlParam[];
}

/** All there are. */
export const ALL: Source = { from: 'label l NOT INDEXED', where: 'TRUE', params: [] };

/** Those of passages that were put after this one. */
export const after = (id: number): Source => ({ from: 'label l NOT INDEXED', where: 'l.id > ?', params: [id] });

/** Those of these passages, of which none is named twice. */
export const among = (ids: readonly number[]): Source => ({
  from: 'json_each(?) named CROSS JOIN label l ON l.id = named.value',
  where: 'TRUE',
  params: [JSON.stringify(ids)],
});

/** What a driver gives, no row twice, when it is at most `bound` rows; `undefined` when it is more. */
export function drivenBy(searching: Searching, driver: Driver, bound: number): readonly Source[] | undefined {
  const leaves = choose(searching, driver, bound)?.leaves;
  return leaves?.map((leaf, i) => {
    const earlier = leaves.slice(0, i);
    return {
      from: fromOf(leaf),
      where: [`${columnOf(leaf)} IN ${jsonList}`, ...earlier.map(isNot)].join(' AND '),
      params: [leaf, ...earlier].map(({ values }) => values),
    };
  });
}

interface Chosen {
  readonly leaves: readonly Leaf[];
  /** Rows that they give, those twice that two of them give. */
  readonly rows: number;
}

function choose(searching: Searching, driver: Driver, bound: number): Chosen | undefined {
  switch (driver.by) {
    case 'label':
    case 'document': {
      const rows = searching
        .prepare(countSql(driver))
        .pluck()
        .get(driver.values, bound + 1) as number;
      return rows > bound ? undefined : { leaves: [driver], rows };
    }
    case 'smallest-of': {
      let smallest: Chosen | undefined;
      for (const one of driver.drivers) {
        smallest = choose(searching, one, smallest ? smallest.rows - 1 : bound) ?? smallest;
        if (smallest?.rows === 0) break;
      }
      return smallest;
    }
    case 'all-of': {
      let all: Chosen = { leaves: [], rows: 0 };
      for (const one of driver.drivers) {
        const chosen = choose(searching, one, bound - all.rows);
        if (chosen === undefined) return undefined;
        all = { leaves: [...all.leaves, ...chosen.leaves], rows: all.rows + chosen.rows };
      }
      return all;
    }
  }
}

/** Entries of an index, counted no further than to a bound. */
const countSql = (leaf: Leaf) =>
  `SELECT count(*) FROM (SELECT 1 FROM ${indexOf(leaf)} WHERE ${columnOf(leaf)} IN ${jsonList} LIMIT ?)`;

const indexOf = (leaf: Leaf) =>
  leaf.by === 'label' ? `label l INDEXED BY label_by_${leaf.label}` : 'passage d INDEXED BY passage_by_document';

const columnOf = (leaf: Leaf) => (leaf.by === 'label' ? `l.${leaf.label}` : 'd.document_id');

const fromOf = (leaf: Leaf) =>
  leaf.by === 'label' ? indexOf(leaf) : `${indexOf(leaf)} CROSS JOIN label l ON l.id = d.id`;

const isNot = (leaf: Leaf) =>
  leaf.by === 'label'
    ? `${columnOf(leaf)} NOT IN ${jsonList}`
    : `l.id NOT IN (SELECT d.id FROM ${indexOf(leaf)} WHERE ${columnOf(leaf)} IN ${jsonList})`;

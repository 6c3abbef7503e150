/**
 * A condition as SQL over the table `passage`. Lists travel as one JSON parameter, so that a thousand audiences are one
 * parameter and one statement text.
 */
import { type Condition, type Labels, unknownOperator } from '../../../entitlements/condition.ts';

export interface SqlCondition {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** Columns by label: a label that is not here can't reach the text of a statement. */
const COLUMN: Record<keyof Labels, string> = {
  readers: 'p.readers',
  deniers: 'p.deniers',
  owner: 'p.owner',
  collection: 'p.collection',
  classification: 'p.classification',
  risk: 'p.risk',
};

/** Compiles a condition. Throws on an operator that it does not know. */
export function toSql(condition: Condition): SqlCondition {
  switch (condition.op) {
    case 'and':
      return join(condition.all, ' AND ');
    case 'or':
      return join(condition.any, ' OR ');
    case 'not': {
      const { sql, params } = toSql(condition.not);
      return { sql: `NOT (${sql})`, params };
    }
    case 'is-one-of':
      return {
        sql: `${COLUMN[condition.label]} IN (SELECT value FROM json_each(?))`,
        params: [JSON.stringify(condition.values)],
      };
    case 'at-most':
      return { sql: `${COLUMN[condition.label]} <= ?`, params: [condition.value] };
    default:
      return unknownOperator(condition);
  }
}

function join(parts: readonly Condition[], glue: string): SqlCondition {
  const compiled = parts.map(toSql);
  return { sql: `(${compiled.map(({ sql }) => sql).join(glue)})`, params: compiled.flatMap(({ params }) => params) };
}

/**
 * A condition as SQL over the tables `label` (as `l`) and `passage` (as `p`). Statement texts hold no values, and no names but those of
 * columns and of attributes within their grammar; a list is one parameter, however long it is.
 *
 * INVARIANT: what the SQL says is what `holds` says. A comparison with an attribute that is not there is NULL in SQL, and false in a
 * condition. AND and OR treat the two alike as long as NULL counts as false in the end, so it is negation alone that must tell them
 * apart: it is always written `IS NOT TRUE`.
 */
import { isAttributeName } from '../../../entitlements/attributes.ts';
import { type Condition, type Labels, unknownOperator } from '../../../entitlements/condition.ts';
import { jsonList, type SqlCondition, toMembership } from './membership.ts';

/** Columns by label: a label that is not here can't reach the text of a statement. */
const COLUMN: Readonly<Record<keyof Labels, string>> = {
  kind: 'l.kind',
  readers: 'l.readers',
  deniers: 'l.deniers',
  owner: 'l.owner',
  collection: 'l.collection',
  classification: 'l.classification',
  risk: 'l.risk',
  score: 'l.score',
};

/** Compiles a condition. Throws on an operator, a label or a name of an attribute that it does not know. */
export function toSql(condition: Condition): SqlCondition {
  switch (condition.op) {
    case 'and':
      return join(condition.all, ' AND ');
    case 'or':
      return join(condition.any, ' OR ');
    case 'not': {
      const { sql, params } = toSql(condition.not);
      return { sql: `(${sql}) IS NOT TRUE`, params };
    }
    case 'is-one-of':
      return toMembership(column(condition.label), condition.values);
    case 'at-most':
      return { sql: `${column(condition.label)} <= ?`, params: [condition.value] };
    case 'resource-is':
      return { sql: `p.resource_id IN ${jsonList}`, params: [JSON.stringify(condition.ids)] };
    case 'document-is':
      return { sql: `p.document_id IN ${jsonList}`, params: [JSON.stringify(condition.ids)] };
    default:
      return ofAttribute(condition);
  }
}

/**
 * `->` gives the JSON text of an attribute, and JSON.stringify writes every value in one way only: comparing texts compares types, too,
 * and what one text begins with, the string behind it begins with.
 */
function ofAttribute(condition: Extract<Condition, { attribute: string }>): SqlCondition {
  switch (condition.op) {
    case 'has':
      return { sql: `${json(condition)} IS NOT NULL`, params: [] };
    case 'equals-any':
      return { sql: `${json(condition)} IN ${jsonList}`, params: [listOfJson(condition.values)] };
    case 'less':
      return { sql: `${isNumber(condition)} AND ${value(condition)} < ?`, params: [condition.than] };
    case 'greater':
      return { sql: `${isNumber(condition)} AND ${value(condition)} > ?`, params: [condition.than] };
    case 'starts-with': {
      const beginning = JSON.stringify(condition.prefix).slice(0, -1);
      return { sql: `substr(${json(condition)}, 1, ?) = ?`, params: [[...beginning].length, beginning] };
    }
    case 'contains-any':
      return {
        sql: `${isSet(condition)} AND EXISTS (${elements(condition)} WHERE value IN ${jsonList})`,
        params: [JSON.stringify(condition.values)],
      };
    case 'within':
      return {
        sql: `${isSet(condition)} AND NOT EXISTS (${elements(condition)} WHERE (value IN ${jsonList}) IS NOT TRUE)`,
        params: [JSON.stringify(condition.values)],
      };
    case 'is-empty':
      return { sql: `${json(condition)} = '[]'`, params: [] };
    default:
      return unknownOperator(condition);
  }
}

interface Named {
  readonly attribute: string;
}

const json = (named: Named) => `(p.attributes -> ${path(named)})`;
const value = (named: Named) => `(p.attributes ->> ${path(named)})`;
const isNumber = (named: Named) => `json_type(p.attributes, ${path(named)}) IN ('integer', 'real')`;
const isSet = (named: Named) => `json_type(p.attributes, ${path(named)}) = 'array'`;
const elements = (named: Named) => `SELECT 1 FROM json_each(p.attributes, ${path(named)})`;

function path({ attribute }: Named): string {
  if (!isAttributeName(attribute)) throw new Error(`\`${attribute}\` is not the name of an attribute`);
  return `'$.${attribute}'`;
}

const listOfJson = (values: readonly unknown[]) => JSON.stringify(values.map((one) => JSON.stringify(one)));

function column(label: keyof Labels): string {
  if (!Object.hasOwn(COLUMN, label)) throw new Error(`\`${label}\` is not a label`);
  return COLUMN[label];
}

function join(parts: readonly Condition[], glue: string): SqlCondition {
  return balanced(parts.toSorted((one, other) => cost(one) - cost(other)).map(toSql), glue);
}

/** As a tree that is as low as can be: SQLite bounds the depth of an expression, and a chain of a thousand parts is a thousand deep. */
function balanced(parts: readonly SqlCondition[], glue: string): SqlCondition {
  const [first] = parts;
  if (first === undefined) throw new Error('a condition of no parts');
  if (parts.length === 1) return { sql: `(${first.sql})`, params: first.params };
  const middle = Math.ceil(parts.length / 2);
  const [left, right] = [balanced(parts.slice(0, middle), glue), balanced(parts.slice(middle), glue)];
  return { sql: `(${left.sql}${glue}${right.sql})`, params: [...left.params, ...right.params] };
}

/** What is cheap to test comes first: labels are columns of a narrow table, attributes are looked for in a text. */
function cost(condition: Condition): number {
  switch (condition.op) {
    case 'and':
      return Math.max(...condition.all.map(cost));
    case 'or':
      return Math.max(...condition.any.map(cost));
    case 'not':
      return cost(condition.not);
    case 'at-most':
      return 0;
    case 'is-one-of':
      return 1;
    case 'resource-is':
    case 'document-is':
      return 2;
    default:
      return 3;
  }
}

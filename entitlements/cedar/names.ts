/**
 * What policies name: groups, people, collections, documents and rows, and attributes of `context`. Nothing else has to be told to the
 * engine when it decides, so that what does not matter to any policy does not make two questions different.
 */
import type { TypeAndId } from '@cedar-policy/cedar-wasm';
import { COLLECTION_RULE, isCollectionName } from '../collection.ts';
import { type PrincipalKind, principalOf } from '../principal.ts';
import { type Expression, entityOf, nodesOf, type Statement } from './expression.ts';
import { CONTEXT_ATTRIBUTES, type ContextAttribute, type Rules } from './rules.ts';

const PRINCIPAL_KINDS: Readonly<Record<string, PrincipalKind>> = { User: 'user', Group: 'group', Agent: 'agent' };

/** Names that stand in policies, sorted and each once. */
export function namesOf(statements: readonly Statement[]): Rules['names'] {
  const entities = statements.flatMap((statement) => [...entitiesOf(statement)]);
  const idsOf = (...types: readonly string[]) => [
    ...new Set(entities.filter(({ entity }) => types.includes(entity.type)).map(({ entity }) => entity.id)),
  ];
  const principals = (type: string, kind: PrincipalKind) =>
    idsOf(type)
      .sort()
      .flatMap((id) => principalOf(kind, id) ?? []);
  return {
    groups: principals('Group', 'group'),
    users: principals('User', 'user'),
    collections: idsOf('Collection').sort(),
    context: new Set(statements.flatMap((statement) => [...contextAttributesOf(statement)])),
    resourceIds: idsOf('Document', 'Row').length > 0,
  };
}

/** Names that nobody and nothing can have, with the offset where they stand. */
export function findImpossibleNames(
  statement: Statement,
): readonly { readonly at: number; readonly message: string }[] {
  return [...entitiesOf(statement)].flatMap(({ entity: { type, id }, at }) => {
    const kind = PRINCIPAL_KINDS[type];
    if (kind !== undefined && principalOf(kind, id) === undefined) {
      return [{ at, message: `no ${kind} can be named \`${id}\`: write the bare name, as in \`${type}::"name"\`` }];
    }
    if (type === 'Collection' && !isCollectionName(id)) return [{ at, message: `\`${id}\`: ${COLLECTION_RULE}` }];
    if (type === 'Audience')
      return [{ at, message: 'audiences have no names in policies; write `principal in resource.readers`' }];
    return [];
  });
}

function* entitiesOf(statement: Statement): Generator<{ readonly entity: TypeAndId; readonly at: number }> {
  for (const entity of statement.scope) yield { entity, at: 0 };
  for (const node of everyNode(statement)) {
    const entity = entityOf(node.value);
    if (entity !== undefined) yield { entity, at: node.at };
  }
}

function* contextAttributesOf(statement: Statement): Generator<ContextAttribute> {
  for (const { op, names, operands } of everyNode(statement)) {
    const [of] = operands;
    if ((op !== '.' && op !== 'has') || of?.op !== 'Var' || of.names[0] !== 'context') continue;
    const named = CONTEXT_ATTRIBUTES.find((name) => name === names[0]);
    if (named !== undefined) yield named;
  }
}

function* everyNode(statement: Statement): Generator<Expression> {
  for (const { body } of statement.conditions) yield* nodesOf(body);
}

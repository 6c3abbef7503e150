/**
 * Which parts of a policy can matter, for a document and for a row. The engine's validator does not look at what can never matter, so a
 * mistake there would come to light in a decision, where it denies: such parts are found here instead.
 */
import { type Expression, entityOf, type Statement } from './expression.ts';

const KINDS = ['Document', 'Row'] as const;
type Kind = (typeof KINDS)[number];

/** The first nodes of those parts that are never reached, whatever is asked for. */
export function unreachable(statement: Statement): readonly Expression[] {
  const found: Expression[] = [];
  let kinds = KINDS.filter((kind) => !excludedByHead(statement, kind));
  for (const { kind: clause, body } of statement.conditions) {
    visit(body, kinds, found);
    const fails = clause === 'unless';
    kinds = kinds.filter((kind) => truthOf(body, kind) !== fails);
  }
  return found;
}

function visit(node: Expression, kinds: readonly Kind[], found: Expression[]): void {
  if (kinds.length === 0) {
    found.push(node);
    return;
  }
  const [first, second, third] = node.operands;
  if (first === undefined) return;
  visit(first, kinds, found);
  if (second === undefined) return;
  const unless = (truth: boolean) => kinds.filter((kind) => truthOf(first, kind) !== truth);
  switch (node.op) {
    case '&&':
      visit(second, unless(false), found);
      return;
    case '||':
      visit(second, unless(true), found);
      return;
    case 'if-then-else':
      visit(second, unless(false), found);
      if (third !== undefined) visit(third, unless(true), found);
      return;
    default:
      for (const operand of node.operands.slice(1)) visit(operand, kinds, found);
  }
}

/** What a condition is for every resource of a kind, where that is certain. Each node is looked at once: the tree can be deep. */
function truthOf(node: Expression, kind: Kind): boolean | undefined {
  const [first, second] = node.operands;
  switch (node.op) {
    case 'Value':
      return typeof node.value === 'boolean' ? node.value : undefined;
    case '!':
    case '&&':
    case '||':
    case 'if-then-else':
      return combined(
        node.op,
        node.operands.map((operand) => truthOf(operand, kind)),
      );
    case 'is':
      if (!isResource(first)) return undefined;
      if (node.names[0] !== kind) return false;
      return second === undefined ? true : isOutside(second, kind) ? false : undefined;
    case 'in':
      return isResource(first) && isOutside(second, kind) ? false : undefined;
    case '==':
    case '!=': {
      const other = isResource(first) ? second : isResource(second) ? first : undefined;
      const type = entityOf(other?.value)?.type;
      return type !== undefined && type !== kind ? node.op === '!=' : undefined;
    }
    default:
      return undefined;
  }
}

type Combination = '!' | '&&' | '||' | 'if-then-else';

function combined(op: Combination, [first, second, third]: readonly (boolean | undefined)[]): boolean | undefined {
  switch (op) {
    case '!':
      return first === undefined ? undefined : !first;
    case '&&':
      if (first === false || second === false) return false;
      return first === true ? second : undefined;
    case '||':
      if (first === true || second === true) return true;
      return first === false ? second : undefined;
    case 'if-then-else':
      if (first !== undefined) return first ? second : third;
      return second === third ? second : undefined;
    default:
      return op satisfies never;
  }
}

function isResource(node: Expression | undefined): boolean {
  return node?.op === 'Var' && node.names[0] === 'resource';
}

/** A document is never in a row. */
function isOutside(node: Expression | undefined, kind: Kind): boolean {
  if (kind === 'Row' || node === undefined) return false;
  if (node.op === 'Set') return node.operands.length > 0 && node.operands.every((operand) => isOutside(operand, kind));
  return entityOf(node.value)?.type === 'Row';
}

function excludedByHead({ json: { resource } }: Statement, kind: Kind): boolean {
  if (resource.op === 'All') return false;
  if (resource.op === 'is' && resource.entity_type !== kind) return true;
  const within = resource.op === 'is' ? resource.in : resource;
  if (within === undefined || !('entity' in within)) return false;
  const type = '__entity' in within.entity ? within.entity.__entity.type : within.entity.type;
  return resource.op === '==' ? type !== kind : type === 'Row' && kind === 'Document';
}

/**
 * What a policy says, as one kind of node for all operators, so that what reads policies is short. Each node knows about where in the
 * policy's text it stands: the engine does not tell, but its tree keeps the order of the text, in which variables and entities can be
 * counted.
 */
import type { CedarValueJson, Expr, PolicyJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import type { Token } from './source.ts';

export interface Expression {
  /** `Value`, `Var`, an operator or a method as Cedar's JSON names it, or the name of a function of an extension. */
  readonly op: string;
  readonly operands: readonly Expression[];
  /** Of `Var` the variable, of `.` and `has` the attribute or a path of them, of `is` the type. */
  readonly names: readonly string[];
  /** Of `Value`. */
  readonly value?: CedarValueJson;
  /** Of `like`: what it matches, `null` for a wildcard. */
  readonly pattern?: readonly (string | null)[];
  /** Offset of its first variable or entity, or of what stands before it when it has none. */
  readonly at: number;
}

/** A policy: what its head says of the resource, and its conditions, each of which has to hold. */
export interface Statement {
  readonly json: PolicyJson;
  readonly conditions: readonly { readonly kind: 'when' | 'unless'; readonly body: Expression }[];
  /** Entities that the head names. */
  readonly scope: readonly TypeAndId[];
}

const VARIABLES = new Set(['principal', 'action', 'resource', 'context']);

/** Reads the JSON of one policy beside the tokens of its text. */
export function readStatement(json: PolicyJson, tokens: readonly Token[]): Statement {
  const places = leafPlaces(tokens);
  let next = 1;
  const read = (expression: Expr): Expression => {
    const [op, body] = onlyEntry(expression);
    const before = next;
    const value = op === 'Value' ? (body as CedarValueJson) : undefined;
    const isLeaf = op === 'Value' || op === 'Var';
    if (op === 'Var' || entityOf(value) !== undefined) next += 1;
    const operands = isLeaf ? [] : operandsOf(op, body).map(read);
    const at = places[next > before ? before : before - 1] ?? 0;
    if (op === 'Value') return { op, operands, names: [], value, at };
    return { op, operands, names: op === 'Var' ? [String(body)] : namesOf(body), ...patternOf(body), at };
  };
  return {
    json,
    conditions: json.conditions.map(({ kind, body }) => ({ kind, body: read(body) })),
    scope: scopeEntities(json),
  };
}

/** Every node of a tree, from the left. */
export function* nodesOf(expression: Expression): Generator<Expression> {
  yield expression;
  for (const operand of expression.operands) yield* nodesOf(operand);
}

/** The entity that a literal is, if it is one. */
export function entityOf(value: CedarValueJson | undefined): TypeAndId | undefined {
  return typeof value === 'object' && value !== null && '__entity' in value ? (value.__entity as TypeAndId) : undefined;
}

/** Offsets of where the conditions begin, and then of the variables and entities in them. */
function leafPlaces(tokens: readonly Token[]): readonly number[] {
  const head = tokens.findIndex((token) => isSymbol(token, '('));
  const begin = tokens.findIndex((token, index) => index > head && isSymbol(token, '{'));
  if (begin < 0) return [0];
  const leaves = tokens.flatMap((token, index) => {
    if (index <= begin) return [];
    if (isVariable(tokens, index)) return [token.start];
    const isEntity = token.kind === 'string' && isSymbol(tokens[index - 1], '::');
    return isEntity ? [startOfType(tokens, index - 1)] : [];
  });
  return [tokens[begin]?.start ?? 0, ...leaves];
}

/** A name that is neither an attribute nor a key nor a type. */
function isVariable(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (token?.kind !== 'word' || !VARIABLES.has(token.text)) return false;
  return !isSymbol(before, '.') && before?.text !== 'has' && !isSymbol(after, ':') && !isSymbol(after, '::');
}

/** Where the type begins that ends with the `::` at this index. */
function startOfType(tokens: readonly Token[], index: number): number {
  let first = index - 1;
  while (isSymbol(tokens[first - 1], '::')) first -= 2;
  return tokens[first]?.start ?? 0;
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

function onlyEntry(expression: Expr): readonly [string, unknown] {
  const [entry, ...others] = Object.entries(expression);
  if (entry === undefined || others.length > 0) throw new Error('an expression that has not one operator');
  return entry;
}

/** In the order of the text. */
function operandsOf(op: string, body: unknown): readonly Expr[] {
  if (Array.isArray(body)) return body;
  const parts = body as Record<string, Expr | undefined>;
  if (op === 'Record') return Object.values(parts).filter((part) => part !== undefined);
  const { if: condition, then: yes, else: no, arg, left, right, in: within } = parts;
  return [condition, yes, no, arg, left, right, within].filter((part) => part !== undefined);
}

function namesOf(body: unknown): readonly string[] {
  const { attr, entity_type: type } = body as { attr?: string | readonly string[]; entity_type?: string };
  return [attr, type].flat().filter((name) => typeof name === 'string');
}

function patternOf(body: unknown): Pick<Expression, 'pattern'> {
  const { pattern } = body as { pattern?: readonly ('Wildcard' | { readonly Literal: string })[] };
  if (!Array.isArray(pattern)) return {};
  return { pattern: pattern.map((element) => (element === 'Wildcard' ? null : element.Literal)) };
}

function scopeEntities({ principal, action, resource }: PolicyJson): readonly TypeAndId[] {
  const found: TypeAndId[] = [];
  for (const constraint of [principal, action, resource] as readonly Record<string, unknown>[]) {
    const within = constraint.in as Record<string, unknown> | undefined;
    for (const entity of [constraint.entity, constraint.entities, within?.entity].flat()) {
      if (entity !== undefined) found.push(entity as TypeAndId);
    }
  }
  return found;
}

/**
 * What the engine leaves of a policy when the resource is unknown, as a condition on what the index keeps. Exhaustive: a node that is
 * not known here throws, so that the plan fails closed; nothing is ever widened or guessed.
 *
 * Why two values are enough. In Cedar, to read an attribute that is not there is an error, and an error is neither true nor false; in a
 * condition each operator on it is false. The two agree since policies are validated strictly: an optional attribute is read only where
 * `has` came before it and was true. So where an attribute is absent, what reads it is never reached in Cedar: it stands beside an `&&`,
 * `||` or `if` whose other side has decided, and then its own value, false as well as true, is of no consequence.
 */
import type { PolicyJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import type { AttributeType, Registry } from '../attributes.ts';
import type { Condition, Labels } from '../condition.ts';
import { type Constant, constantOf } from './constant.ts';
import { type Expression, nodesOf, readStatement } from './expression.ts';
import { all, any, type Formula, not } from './formula.ts';

/** What the names in a residual stand for. */
export interface Meaning {
  /** As they are named in the question that was asked. */
  readonly person: TypeAndId;
  readonly agent: TypeAndId | undefined;
  /** Audiences that each of them is in. */
  readonly audiences: { readonly person: readonly number[]; readonly agent: readonly number[] };
  /** Number of a user by bare name, as named in the question; `undefined` when nothing was ever labelled with them. */
  ownerNumber(id: string): number | undefined;
  /** Numbers of a collection and all below it. */
  collectionsBelow(name: string): readonly number[];
  /** Types of the attributes of resources. */
  readonly attributes: Registry['resource'];
}

/** Something in a policy can't be asked of an index. */
export class NotPushable extends Error {}

/**
 * When the policy is satisfied. Throws {@link NotPushable}. `observe` is told the kind of every node.
 */
export function formulaOf(residual: PolicyJson, meaning: Meaning, observe?: (kind: string) => void): Formula {
  const { principal, action, resource } = residual;
  // The engine folds the head of a policy into its conditions.
  if (principal.op !== 'All' || action.op !== 'All' || resource.op !== 'All') throw refused('a head');
  const { conditions } = readStatement(residual, []);
  if (observe !== undefined) {
    for (const { body } of conditions) for (const node of nodesOf(body)) observe(node.op);
  }
  const translator = new Translator(meaning);
  return all(
    conditions.map(({ kind, body }) => (kind === 'when' ? translator.truth(body) : not(translator.truth(body)))),
  );
}

class Translator {
  readonly #meaning: Meaning;

  constructor(meaning: Meaning) {
    this.#meaning = meaning;
  }

  /** When an expression of type Bool is true. */
  truth(node: Expression): Formula {
    const [first, second, third] = node.operands;
    switch (node.op) {
      case 'Value':
        if (typeof node.value !== 'boolean') throw refused('a value');
        return node.value;
      // What the engine need not look at it leaves as it was, unevaluated: so it is not looked at here either.
      case '&&': {
        const left = this.truth(there(first));
        return left === false ? false : all([left, this.truth(there(second))]);
      }
      case '||': {
        const left = this.truth(there(first));
        return left === true ? true : any([left, this.truth(there(second))]);
      }
      case '!':
        return not(this.truth(there(first)));
      case 'if-then-else': {
        const condition = this.truth(there(first));
        if (typeof condition === 'boolean') return this.truth(there(condition ? second : third));
        const [yes, no] = [this.truth(there(second)), this.truth(there(third))];
        return any([all([condition, yes]), all([not(condition), no])]);
      }
      case '==':
        return this.#equal(there(first), there(second));
      case '<':
      case '<=':
        return this.#order(there(first), there(second), node.op === '<=');
      case 'in':
        return this.#within(there(first), there(second));
      case 'is':
        return this.#isOfType(node);
      case 'has':
        return this.#has(there(first), node.names);
      case 'like':
        return this.#like(there(first), node.pattern);
      case 'contains':
      case 'containsAny':
      case 'containsAll':
        return this.#contain(node.op, there(first), there(second));
      case 'isEmpty':
        return { op: 'is-empty', attribute: this.#attribute(there(first), ['strings']) };
      case '.':
        return { op: 'equals-any', attribute: this.#attribute(node, ['bool']), values: [true] };
      default:
        throw refused(node.op);
    }
  }

  #equal(left: Expression, right: Expression): Formula {
    const [before, after] = [constantOf(left), constantOf(right)];
    if (after !== undefined) return this.#isAnyOf(left, [after]);
    if (before !== undefined) return this.#isAnyOf(right, [before]);
    throw refused('two values of the resource');
  }

  /** A value of the resource, or the resource itself, is one of the constants. */
  #isAnyOf(node: Expression, constants: readonly Constant[]): Formula {
    const path = pathOf(node);
    if (path?.length === 0) return any(constants.map((one) => resourceIs(entityIn(one))));
    if (isField(path, 'owner')) return this.#ownerIs(constants.map(entityIn));
    if (isField(path, 'classification'))
      return isOneOf(
        'classification',
        constants.map((one) => numberIn(one, 'long')),
      );
    const { name, type } = this.#declared(node);
    const values = constants.map((one) => {
      if (one.type !== type || typeof one.value === 'object') throw refused('a value of another type');
      return one.value;
    });
    return values.length > 0 && { op: 'equals-any', attribute: name, values };
  }

  #ownerIs(users: readonly TypeAndId[]): Formula {
    const numbers = users.map(({ type, id }) => {
      if (type !== 'User') throw refused('an owner');
      return this.#meaning.ownerNumber(id);
    });
    return isOneOf(
      'owner',
      numbers.filter((number) => number !== undefined),
    );
  }

  /** Longs and moments are whole numbers, so `x <= 5` is `x < 6`. */
  #order(left: Expression, right: Expression, orEqual: boolean): Formula {
    const upper = constantOf(right);
    const [node, bound] = upper === undefined ? [right, constantOf(left)] : [left, upper];
    if (bound === undefined) throw refused('two values of the resource');
    const isBelow = upper !== undefined;
    if (isField(pathOf(node), 'classification')) {
      const value = numberIn(bound, 'long');
      const atMost = isBelow === orEqual ? value : value - 1;
      const below: Condition = { op: 'at-most', label: 'classification', value: atMost };
      return isBelow ? below : not(below);
    }
    const { name, type } = this.#declared(node);
    if (type !== 'long' && type !== 'datetime') throw refused('an order');
    const value = numberIn(bound, type);
    return isBelow
      ? { op: 'less', attribute: name, than: orEqual ? value + 1 : value }
      : { op: 'greater', attribute: name, than: orEqual ? value - 1 : value };
  }

  #within(left: Expression, right: Expression): Formula {
    if (pathOf(left)?.length === 0) {
      const constant = constantOf(right);
      if (constant === undefined) throw refused('in');
      return any(
        (constant.type === 'set' ? constant.value : [constant]).map((one) => this.#resourceWithin(entityIn(one))),
      );
    }
    const [who, audience] = [constantOf(left), pathOf(right)];
    const label = (['readers', 'deniers'] as const).find((name) => isField(audience, name));
    if (who === undefined || label === undefined) throw refused('in');
    return isOneOf(label, this.#audiencesOf(entityIn(who)));
  }

  #audiencesOf(who: TypeAndId): readonly number[] {
    const { person, agent, audiences } = this.#meaning;
    if (isSame(who, person)) return audiences.person;
    if (agent !== undefined && isSame(who, agent)) return audiences.agent;
    throw refused('an audience of somebody else');
  }

  #resourceWithin(entity: TypeAndId): Formula {
    switch (entity.type) {
      case 'Collection':
        return isOneOf('collection', this.#meaning.collectionsBelow(entity.id));
      case 'Document':
        return { op: 'document-is', ids: [entity.id] };
      default:
        return resourceIs(entity);
    }
  }

  /** The engine writes `is … in` as two nodes. */
  #isOfType({ operands: [of, within], names: [type] }: Expression): Formula {
    if (pathOf(there(of))?.length !== 0 || within !== undefined) throw refused('is');
    return isOneOf('kind', [kindOf(type)]);
  }

  /** `resource has attr.region` is what `resource.attr has region` is. */
  #has(of: Expression, names: readonly string[]): Formula {
    const [first, name, ...others] = [...(pathOf(of) ?? []), ...names];
    if (first !== 'attr' || name === undefined || others.length > 0) throw refused('has');
    // What is not declared is nowhere, whatever the index may still keep of it.
    return this.#typeOf(name) !== undefined && { op: 'has', attribute: name };
  }

  #like(of: Expression, pattern: Expression['pattern']): Formula {
    const attribute = this.#attribute(of, ['string']);
    const text = pattern?.filter((element) => element !== null) ?? [];
    // Text, and then one wildcard.
    if (pattern?.indexOf(null) !== text.length || pattern.length !== text.length + 1) throw refused('like');
    return { op: 'starts-with', attribute, prefix: text.join('') };
  }

  #contain(op: 'contains' | 'containsAny' | 'containsAll', left: Expression, right: Expression): Formula {
    const [before, after] = [constantOf(left), constantOf(right)];
    if (before !== undefined) {
      if (op === 'contains') return this.#isAnyOf(right, elementsIn(before));
      const attribute = this.#attribute(right, ['strings']);
      const values = elementsIn(before).map(textIn);
      return op === 'containsAll' ? { op: 'within', attribute, values } : containsAny(attribute, values);
    }
    if (after === undefined) throw refused('two values of the resource');
    const attribute = this.#attribute(left, ['strings']);
    if (op === 'contains') return containsAny(attribute, [textIn(after)]);
    const values = elementsIn(after).map(textIn);
    return op === 'containsAny'
      ? containsAny(attribute, values)
      : all(values.map((value) => containsAny(attribute, [value])));
  }

  /** The name of an attribute of one of the types. */
  #attribute(node: Expression, types: readonly AttributeType[]): string {
    const { name, type } = this.#declared(node);
    if (!types.includes(type)) throw refused('an attribute of another type');
    return name;
  }

  #declared(node: Expression): { readonly name: string; readonly type: AttributeType } {
    const [first, name, ...others] = pathOf(node) ?? [];
    const type = first === 'attr' && name !== undefined && others.length === 0 ? this.#typeOf(name) : undefined;
    if (name === undefined || type === undefined) throw refused('a value of the resource');
    return { name, type };
  }

  #typeOf(name: string): AttributeType | undefined {
    const { attributes } = this.#meaning;
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }
}

/** The way from the resource to a part of it; empty for the resource itself, `undefined` for what is not of the resource. */
function pathOf({ op, operands: [first], names }: Expression): readonly string[] | undefined {
  if (op === 'unknown') return first?.value === 'resource' ? [] : undefined;
  const left = op === '.' && first !== undefined ? pathOf(first) : undefined;
  return left && [...left, ...names];
}

const isField = (path: readonly string[] | undefined, name: string): boolean => path?.length === 1 && path[0] === name;

const isSame = (one: TypeAndId, other: TypeAndId): boolean => one.type === other.type && one.id === other.id;

const isOneOf = (label: keyof Labels, values: readonly number[]): Formula =>
  values.length > 0 && { op: 'is-one-of', label, values };

/** A document is not one of its rows, nor the other way round. */
const resourceIs = ({ type, id }: TypeAndId): Formula =>
  all([isOneOf('kind', [kindOf(type)]), { op: 'resource-is', ids: [id] }]);

function kindOf(type: string | undefined): number {
  if (type !== 'Document' && type !== 'Row') throw refused('a type of resource');
  return type === 'Row' ? 1 : 0;
}

const containsAny = (attribute: string, values: readonly string[]): Formula =>
  values.length > 0 && { op: 'contains-any', attribute, values };

function there(operand: Expression | undefined): Expression {
  if (operand === undefined) throw refused('an incomplete node');
  return operand;
}

function entityIn(constant: Constant): TypeAndId {
  if (constant.type !== 'entity') throw refused('what is no entity');
  return constant.value;
}

function numberIn(constant: Constant, type: 'long' | 'datetime'): number {
  if (constant.type !== type) throw refused('a number of another type');
  return constant.value;
}

function textIn(constant: Constant): string {
  if (constant.type !== 'string') throw refused('what is no text');
  return constant.value;
}

function elementsIn(constant: Constant): readonly Constant[] {
  if (constant.type !== 'set') throw refused('what is no set');
  return constant.value;
}

const refused = (what: string): NotPushable =>
  new NotPushable(`a policy asks of the resource what an index can not be asked: ${what}`);

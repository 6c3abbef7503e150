/**
 * Whether what a policy says of the resource can be pushed down into an index, whoever asks and under whatever circumstances. All that
 * does not mention the resource is known by then; what does has to be one of a few forms. Everything else is refused by name, with
 * what to write instead, and nothing is ever widened.
 */
import type { Registry } from '../attributes.ts';
import { type Expression, entityOf, type Statement } from './expression.ts';
import { LARGEST, magnitudeOf } from './magnitude.ts';
import { unreachable } from './reach.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** What is wrong, and at which offset of the policy's text. */
export interface Finding {
  readonly at: number;
  readonly message: string;
}

/** What is wrong with a policy that the engine has validated; nothing, when all of it can be pushed down. */
export function findUnpushable(statement: Statement, registry: Registry): readonly Finding[] {
  const findings: Finding[] = [];
  const refuse = (at: number, refusal: Refusal) => findings.push({ at, message: REFUSALS[refusal] });
  const sorter = new Sorter(registry, refuse);
  for (const { body } of statement.conditions) sorter.sort(body);
  for (const { at } of unreachable(statement)) refuse(at, 'unreachable');
  return findings.sort((one, other) => one.at - other.at);
}

/** What a part of a policy is to an index. `refused` has been told of already, and is not told of again. */
type Sort =
  | 'known'
  | 'principal'
  | 'agent'
  | 'principal-attributes'
  | 'agent-attributes'
  | 'context'
  | 'approved'
  | 'resource'
  | 'resource-attributes'
  | 'field'
  | 'audience'
  | 'condition'
  | 'refused';

/** Attributes that may be missing, which is what `has` is for; those that workspaces declare come from the registry. */
const OPTIONAL: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  agent: ['collections', 'purposes'],
  context: ['agent', 'purpose', 'ip'],
};
const FIELDS = ['classification', 'owner'];
const AUDIENCES = ['readers', 'deniers'];
const RESOURCE_TYPES = ['Document', 'Row'];
const HOLDERS = ['Collection', ...RESOURCE_TYPES];
const WHO: Readonly<Record<'principal' | 'agent', readonly string[]>> = {
  principal: ['User', 'Group'],
  agent: ['Agent', 'Group'],
};

const VARIABLES: Readonly<Record<string, Sort>> = { principal: 'principal', resource: 'resource', context: 'context' };

/** What is wrong where one of these is compared, listed or calculated with. */
const MISUSES: Readonly<Partial<Record<Sort, Refusal>>> = {
  audience: 'audience',
  approved: 'approved',
  context: 'wholeContext',
  'principal-attributes': 'wholeAttributes',
  'agent-attributes': 'wholeAttributes',
  'resource-attributes': 'wholeAttributes',
  condition: 'condition',
};

/** Functions and methods of the engine's extensions, with why they can't be used on the resource. */
const TIME_FUNCTIONS = ['datetime', 'duration', 'offset', 'durationSince', 'toDate', 'toTime'];
const DURATION_FUNCTIONS = ['toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays'];
const ADDRESS_FUNCTIONS = ['ip', 'isIpv4', 'isIpv6', 'isLoopback', 'isMulticast', 'isInRange'];
const DECIMAL_FUNCTIONS = ['decimal', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'];
const FUNCTIONS: ReadonlyMap<string, Refusal> = new Map([
  ...[...TIME_FUNCTIONS, ...DURATION_FUNCTIONS].map((name) => [name, 'time'] as const),
  ...[...ADDRESS_FUNCTIONS, ...DECIMAL_FUNCTIONS].map((name) => [name, 'address'] as const),
]);

class Sorter {
  readonly #registry: Registry;
  readonly #refuse: (at: number, refusal: Refusal) => void;

  constructor(registry: Registry, refuse: (at: number, refusal: Refusal) => void) {
    this.#registry = registry;
    this.#refuse = refuse;
  }

  /** What the node is; tells of whatever in it can't be pushed down. */
  sort(node: Expression): Sort {
    const [first, second] = node.operands;
    switch (node.op) {
      case 'Value':
        return this.#literal(node);
      case 'Var':
        return VARIABLES[variableOf(node) ?? ''] ?? this.#refused(node, 'action');
      case '.':
        return this.#attribute(node, this.#operand(first));
      case 'has':
        return this.#has(node, this.#operand(first));
      case 'is':
        return this.#is(node, this.#operand(first), second);
      case 'in':
        return this.#in(node, this.#operand(first), second);
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.#compare(node, this.#operand(first), this.#operand(second));
      case 'contains':
      case 'containsAny':
      case 'containsAll':
        return this.#contains(node, this.#operand(first), this.#operand(second));
      case 'isEmpty':
        return this.#isEmpty(node, this.#operand(first));
      case 'like':
        return this.#like(node, this.#operand(first));
      case '&&':
      case '||':
      case '!':
        return this.#combined(node);
      case 'if-then-else':
        return this.#choice(node);
      case '+':
      case '-':
      case '*':
      case 'neg':
        return this.#calculated(node, 'arithmetic');
      case 'Set':
        return this.#allKnown(node, 'setOfResource');
      case 'Record':
        return this.#refused(node, 'record');
      case 'hasTag':
      case 'getTag':
        return this.#refused(node, 'tags');
      default: {
        const refusal = FUNCTIONS.get(node.op);
        return refusal === undefined ? this.#refused(node, 'unknownFunction') : this.#calculated(node, refusal);
      }
    }
  }

  #refused(node: Expression, refusal: Refusal): 'refused' {
    this.#refuse(node.at, refusal);
    return 'refused';
  }

  #operand(node: Expression | undefined): Sort {
    return node === undefined ? 'refused' : this.sort(node);
  }

  #literal(node: Expression): Sort {
    if (typeof node.value === 'number' && !Number.isSafeInteger(node.value)) return this.#refused(node, 'largeNumber');
    return 'known';
  }

  #attribute(node: Expression, of: Sort): Sort {
    const [name = ''] = node.names;
    switch (of) {
      case 'resource':
        if (name === 'attr') return 'resource-attributes';
        if (AUDIENCES.includes(name)) return 'audience';
        return FIELDS.includes(name) ? 'field' : this.#refused(node, 'undeclared');
      case 'resource-attributes':
        return this.#canBeMissing(of, name) ? 'field' : this.#refused(node, 'undeclared');
      case 'field':
      case 'audience':
        return this.#refused(node, 'dereference');
      case 'context':
        if (name === 'agent' || name === 'approved') return name;
        return 'known';
      case 'principal':
      case 'agent':
        return name === 'attr' ? `${of}-attributes` : 'known';
      case 'principal-attributes':
      case 'agent-attributes':
        return 'known';
      case 'condition':
        return this.#refused(node, 'choice');
      case 'known':
      case 'approved':
        return this.#refused(node, 'literalEntity');
      case 'refused':
        return 'refused';
      default:
        return of satisfies never;
    }
  }

  /** `has` may be followed by a path: `resource has attr.region` asks what `resource.attr has region` does. */
  #has(node: Expression, of: Sort): Sort {
    const [name = '', ...deeper] = node.names;
    switch (of) {
      case 'resource':
      case 'principal':
      case 'agent':
        if (name === 'attr' && deeper.length > 0) return this.#has({ ...node, names: deeper }, `${of}-attributes`);
        break;
      case 'context':
        if (name === 'agent' && deeper.length > 0) return this.#has({ ...node, names: deeper }, 'agent');
        break;
      case 'field':
      case 'audience':
        return this.#refused(node, 'dereference');
      case 'known':
      case 'approved':
      case 'condition':
        return this.#refused(node, 'literalEntity');
      default:
        break;
    }
    if (of === 'refused') return 'refused';
    if (deeper.length > 0 || !this.#canBeMissing(of, name)) return this.#refused(node, 'alwaysThere');
    return of === 'resource-attributes' ? 'condition' : 'known';
  }

  #canBeMissing(of: Sort, name: string): boolean {
    if (of === 'resource-attributes') return Object.hasOwn(this.#registry.resource, name);
    if (of === 'principal-attributes') return Object.hasOwn(this.#registry.user, name);
    if (of === 'agent-attributes') return Object.hasOwn(this.#registry.agent, name);
    return OPTIONAL[of]?.includes(name) ?? false;
  }

  #is(node: Expression, of: Sort, within: Expression | undefined): Sort {
    if (of === 'refused') return 'refused';
    if (of !== 'resource') return this.#refused(node, 'who');
    if (!node.names.every((name) => RESOURCE_TYPES.includes(name))) return this.#refused(node, 'resourceType');
    return within === undefined ? 'condition' : this.#in(node, of, within);
  }

  #in(node: Expression, of: Sort, within: Expression | undefined): Sort {
    const sort = this.#operand(within);
    if (of === 'refused' || sort === 'refused' || within === undefined) return 'refused';
    if (sort === 'resource') return this.#refused(node, 'inResource');
    if (of === 'resource') {
      const isFit = isWrittenOut(within, HOLDERS) || sort === 'approved' || isAgentsCollections(within);
      return isFit ? 'condition' : this.#refused(node, 'resourceIn');
    }
    if (of !== 'principal' && of !== 'agent') return this.#refused(node, of === 'field' ? 'dereference' : 'inLeft');
    if (sort === 'audience') return 'condition';
    return isWrittenOut(within, WHO[of]) ? 'known' : this.#refused(node, 'principalIn');
  }

  #compare(node: Expression, left: Sort, right: Sort): Sort {
    const sorts = [left, right];
    const misused = this.#misused(node, sorts);
    if (misused !== undefined) return misused;
    if (sorts.includes('resource')) {
      const [one, other] = node.operands;
      const known = left === 'resource' ? other : one;
      const isFit = known !== undefined && isWrittenOut(known, RESOURCE_TYPES);
      return isFit ? 'condition' : this.#refused(node, 'resourceCompared');
    }
    if (sorts.includes('field')) {
      return node.operands.some((operand) => this.#isSet(operand)) ? this.#refused(node, 'setEquality') : 'condition';
    }
    return node.operands.some(hasVariable) ? 'known' : this.#refused(node, 'constants');
  }

  #contains(node: Expression, set: Sort, wanted: Sort): Sort {
    const [known] = node.operands;
    if (node.op === 'contains' && wanted === 'resource') {
      if (set === 'approved' || set === 'refused') return 'condition';
      const isFit = known !== undefined && isWrittenOut(known, RESOURCE_TYPES);
      return isFit ? 'condition' : this.#refused(node, 'resourceCompared');
    }
    const sorts = [set, wanted];
    return this.#misused(node, sorts) ?? (sorts.includes('field') ? 'condition' : 'known');
  }

  /** What can't be a value that is compared with another. */
  #misused(node: Expression, sorts: readonly Sort[]): Sort | undefined {
    if (sorts.includes('refused')) return 'refused';
    const refusal = sorts.map((sort) => MISUSES[sort]).find((one) => one !== undefined);
    if (refusal !== undefined) return this.#refused(node, refusal);
    const isTwo = sorts.length > 1 && sorts.every((sort) => sort === 'field' || sort === 'resource');
    return isTwo ? this.#refused(node, 'twoFields') : undefined;
  }

  #isSet(node: Expression): boolean {
    const [of] = node.operands;
    const [name = ''] = node.names;
    const isAttribute = node.op === '.' && of?.op === '.' && variableOf(of.operands[0]) === 'resource';
    return isAttribute && Object.hasOwn(this.#registry.resource, name) && this.#registry.resource[name] === 'strings';
  }

  #isEmpty(node: Expression, of: Sort): Sort {
    return this.#misused(node, [of]) ?? (of === 'field' ? 'condition' : 'known');
  }

  #like(node: Expression, of: Sort): Sort {
    const misused = this.#misused(node, [of]);
    if (misused !== undefined || of !== 'field') return misused ?? 'known';
    const pattern = node.pattern ?? [];
    const isPrefix = pattern.length > 1 && pattern.indexOf(null) === pattern.length - 1;
    return isPrefix ? 'condition' : this.#refused(node, 'like');
  }

  /** What is combined with `&&`, `||` and `!` is true or false by its type; an attribute may be. */
  #combined(node: Expression): Sort {
    const sorts = node.operands.map((operand) => this.sort(operand));
    return sorts.every(isKnown) ? 'known' : 'condition';
  }

  #choice(node: Expression): Sort {
    const [condition, ...branches] = node.operands.map((operand) => this.sort(operand));
    if (condition !== undefined && isKnown(condition) && branches.every(isKnown)) return 'known';
    const isOfValues = branches.some((sort) => sort !== 'condition' && sort !== 'field' && !isKnown(sort));
    return isOfValues ? this.#refused(node, 'choice') : 'condition';
  }

  #calculated(node: Expression, refusal: Refusal): Sort {
    const sort = this.#allKnown(node, refusal);
    return sort === 'known' && magnitudeOf(node) > LARGEST ? this.#refused(node, 'overflow') : sort;
  }

  #allKnown(node: Expression, refusal: Refusal): Sort {
    const sorts = node.operands.map((operand) => this.sort(operand));
    if (sorts.includes('refused')) return 'refused';
    const misuse = sorts.map((sort) => MISUSES[sort]).find((one) => one !== undefined && one !== 'condition');
    if (misuse !== undefined) return this.#refused(node, misuse);
    return sorts.every(isKnown) ? 'known' : this.#refused(node, refusal);
  }
}

function isKnown(sort: Sort): boolean {
  return sort === 'known' || sort === 'principal' || sort === 'agent' || sort === 'refused';
}

function variableOf(node: Expression | undefined): string | undefined {
  return node?.op === 'Var' ? node.names[0] : undefined;
}

function hasVariable(node: Expression): boolean {
  return node.op === 'Var' || node.operands.some(hasVariable);
}

/** An entity of one of the types, or a set of such. */
function isWrittenOut(node: Expression, types: readonly string[]): boolean {
  if (node.op === 'Set')
    return node.operands.every((operand) => operand.op === 'Value' && isWrittenOut(operand, types));
  const entity = entityOf(node.value);
  return entity !== undefined && types.includes(entity.type);
}

function isAgentsCollections(node: Expression): boolean {
  const [agent] = node.operands;
  const isOfAgent = agent?.op === '.' && agent.names[0] === 'agent' && variableOf(agent.operands[0]) === 'context';
  return node.op === '.' && node.names[0] === 'collections' && isOfAgent;
}

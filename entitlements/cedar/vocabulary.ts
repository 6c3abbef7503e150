/**
 * Which attributes policies read, from their JSON: what they do not read is not passed to the engine, and what they ask for by `has`
 * explains why one of them does not speak of a resource.
 */
import type { PolicyJson } from '@cedar-policy/cedar-wasm';
import type { Subject } from '../attributes.ts';
import { type Expression, readStatement } from './expression.ts';

/** An attribute that a policy asks whether it is there. */
export interface AskedFor {
  readonly subject: Subject;
  readonly attribute: string;
}

export interface Vocabulary {
  /** Names of all attributes that are read of anybody or anything; `undefined` when a policy speaks of all attributes at once. */
  readonly attributes: ReadonlySet<string> | undefined;
  /** What is asked for by `has`, by the policy's id, each once. */
  readonly askedFor: ReadonlyMap<string, readonly AskedFor[]>;
}

const SUBJECT_OF: Readonly<Record<string, Subject>> = {
  'principal.attr': 'user',
  'context.agent.attr': 'agent',
  'resource.attr': 'resource',
};

export function vocabularyOf(policies: ReadonlyMap<string, PolicyJson>): Vocabulary {
  const attributes = new Set<string>();
  const askedFor = new Map<string, readonly AskedFor[]>();
  let allAtOnce = false;
  for (const [id, policy] of policies) {
    const asked = new Map<string, AskedFor>();
    for (const { node, parent } of everyNode(policy)) {
      if (!isRead(node)) continue;
      for (const name of node.names) attributes.add(name);
      // The record of all attributes, used as a value of its own: whatever is in it may matter.
      if (node.op === '.' && node.names[0] === 'attr' && !(parent && isRead(parent))) allAtOnce = true;
      const path = node.op === 'has' ? pathOf(node) : [];
      const [subject, attribute] = [SUBJECT_OF[path.slice(0, -1).join('.')], path.at(-1)];
      if (subject !== undefined && attribute !== undefined) asked.set(path.join('.'), { subject, attribute });
    }
    askedFor.set(id, [...asked.values()]);
  }
  return { attributes: allAtOnce ? undefined : attributes, askedFor };
}

const isRead = ({ op }: Expression): boolean => op === '.' || op === 'has';

interface Placed {
  readonly node: Expression;
  readonly parent: Expression | undefined;
}

function* everyNode(policy: PolicyJson): Generator<Placed> {
  const waiting: Placed[] = readStatement(policy, []).conditions.map(({ body }) => ({ node: body, parent: undefined }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const { node } = next;
    waiting.push(...node.operands.map((operand) => ({ node: operand, parent: node })));
  }
}

/** `principal.attr has region` as principal, attr, region; empty for what does not begin with a variable. */
function pathOf({ op, operands: [first], names }: Expression): readonly string[] {
  if (op === 'Var') return names;
  const left = (op === '.' || op === 'has') && first !== undefined ? pathOf(first) : [];
  return left.length > 0 ? [...left, ...names] : [];
}

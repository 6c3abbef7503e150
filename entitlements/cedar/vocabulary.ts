/**
 * Which attributes policies read, from their JSON: what they do not read is not passed to the engine, and what they ask for by `has`
 * explains why one of them does not speak of a resource.
 */
import type { PolicyJson } from '@cedar-policy/cedar-wasm';
import type { Subject } from '../attributes.ts';

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

type Json = unknown;
type Node = Readonly<Record<string, Json>>;

const isNode = (json: Json): json is Node => typeof json === 'object' && json !== null;

export function vocabularyOf(policies: ReadonlyMap<string, PolicyJson>): Vocabulary {
  const attributes = new Set<string>();
  const askedFor = new Map<string, readonly AskedFor[]>();
  let allAtOnce = false;
  for (const [id, policy] of policies) {
    const asked = new Map<string, AskedFor>();
    visit(policy.conditions, {
      reads: (names) => {
        for (const name of names) attributes.add(name);
      },
      asks: (path) => {
        const subject = SUBJECT_OF[path.slice(0, -1).join('.')];
        const attribute = path.at(-1);
        if (subject !== undefined && attribute !== undefined) asked.set(path.join('.'), { subject, attribute });
      },
      readsAll: () => {
        allAtOnce = true;
      },
    });
    askedFor.set(id, [...asked.values()]);
  }
  return { attributes: allAtOnce ? undefined : attributes, askedFor };
}

interface Visitor {
  reads(names: readonly string[]): void;
  asks(path: readonly string[]): void;
  readsAll(): void;
}

/** Walks JSON of an expression. `within`: the node is what an attribute is taken of, so it is not a value of its own. */
function visit(json: Json, visitor: Visitor, within = false): void {
  if (Array.isArray(json)) {
    for (const one of json) visit(one, visitor);
    return;
  }
  if (!isNode(json)) return;
  for (const [kind, inner] of Object.entries(json)) {
    // Constants say nothing of attributes.
    if (kind === 'Value') continue;
    if ((kind === '.' || kind === 'has') && isNode(inner)) {
      const names = namesOf(inner.attr);
      visitor.reads(names);
      // The record of all attributes, used as a value: whatever is in it may matter.
      if (kind === '.' && names[0] === 'attr' && !within) visitor.readsAll();
      const path = pathOf(inner.left);
      if (kind === 'has' && path !== undefined) visitor.asks([...path, ...names]);
      visit(inner.left, visitor, true);
      continue;
    }
    visit(inner, visitor);
  }
}

const namesOf = (attr: Json): readonly string[] =>
  (Array.isArray(attr) ? attr : [attr]).filter((name): name is string => typeof name === 'string');

/** `principal.attr` as ['principal', 'attr']; `undefined` for what does not begin with a variable. */
function pathOf(json: Json): readonly string[] | undefined {
  if (!isNode(json)) return undefined;
  if (typeof json.Var === 'string') return [json.Var];
  const dot = json['.'];
  if (!isNode(dot)) return undefined;
  const left = pathOf(dot.left);
  return left === undefined ? undefined : [...left, ...namesOf(dot.attr)];
}

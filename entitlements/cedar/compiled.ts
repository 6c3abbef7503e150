/**
 * Rules in the forms that the engine takes, made once for each `Rules`.
 */
import type { PolicyJson } from '@cedar-policy/cedar-wasm';
import type { Named } from './question.ts';
import type { Rules } from './rules.ts';
import type { Cedar } from './runtime.ts';
import { type AskedFor, vocabularyOf } from './vocabulary.ts';

export interface Compiled {
  /** Tells these rules from all others that this process has seen, also from other versions of the same workspace. */
  readonly serial: number;
  /** By the policy's id. */
  readonly texts: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, PolicyJson>>;
  readonly named: Named;
  readonly askedFor: ReadonlyMap<string, readonly AskedFor[]>;
}

/** `undefined` when a policy can't be read; rules that were checked always can. */
export function compile(cedar: Pick<Cedar, 'policyToJson'>, rules: Rules, serial: number): Compiled | undefined {
  const json = new Map<string, PolicyJson>();
  for (const { id, text } of rules.policies.values()) {
    const answer = cedar.policyToJson(text);
    if (answer.type !== 'success') return undefined;
    json.set(id, answer.json);
  }
  const own = new Map([...json].filter(([id]) => !rules.policies.get(id)?.isDefault));
  const all = vocabularyOf(json);
  return {
    serial,
    texts: Object.fromEntries([...rules.policies.values()].map(({ id, text }) => [id, text])),
    json: Object.fromEntries(json),
    named: {
      groups: new Set(rules.names.groups),
      users: new Set(rules.names.users),
      collections: new Set(rules.names.collections),
      context: rules.names.context,
      anyPurpose: vocabularyOf(own).attributes?.has('purpose') ?? true,
      resourceIds: rules.names.resourceIds,
      attributes: all.attributes,
    },
    askedFor: all.askedFor,
  };
}

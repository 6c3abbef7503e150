/**
 * Checking policies before they are believed: within bounds, parsed, validated strictly against the schema, such that what they say of
 * resources can be pushed down, and tried. Everything happens in instances of the engine that are thrown away.
 */
import type { Registry } from '../attributes.ts';
import { DEFAULT_POLICIES } from './defaults.ts';
import { type Fault, Faults } from './faults.ts';
import { findImpossibleNames, namesOf } from './names.ts';
import { findUnpushable } from './pushable.ts';
import { offsetOf, type ReadPolicy, readDefaultPolicy, readOwnPolicies, sentenceOf } from './read.ts';
import type { Rules } from './rules.ts';
import type { StartCedar } from './runtime.ts';
import { schemaText } from './schema.ts';
import { Places } from './source.ts';
import { ThrowAway } from './throwaway.ts';
import { tryPolicies } from './trial.ts';

/** Bounds of a workspace's own policies: characters (UTF-16 code units) of them all, how many, and operators in each. */
export const POLICY_LIMITS = { sourceLength: 200_000, policies: 200, operators: 128 } as const;

export type PolicyFault = Fault;

export type Checked =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/**
 * Checks the source of a workspace's own policies, which stand beside the default ones and can't replace them. All faults are told at
 * once, in the order of the source. Never throws because of a source; when `start` throws, that goes through.
 */
export function checkPolicies(
  start: StartCedar,
  source: string,
  about: { readonly workspace: string; readonly version: number; readonly registry: Registry },
): Checked {
  const places = new Places(source.slice(0, POLICY_LIMITS.sourceLength));
  const faults = new Faults(places);
  const refused = (): Checked => ({ ok: false, faults: faults.list() });
  if (!isReadable(source, faults)) return refused();

  const engine = new ThrowAway(start);
  const own = readOwnPolicies(engine, source, places, POLICY_LIMITS, faults);
  const schema = schemaText(about.registry);
  if (own.length > 0) validate(engine, own, schema, faults);
  for (const { policy, statement, start: offset } of own) {
    const findings = [...findImpossibleNames(statement), ...findUnpushable(statement, about.registry)];
    for (const { at, message } of findings) faults.tell(policy.id, offset + at, message);
  }
  if (!faults.isEmpty) return refused();

  const defaults = Object.entries(DEFAULT_POLICIES).map(([id, text]) => readDefaultPolicy(engine, id, text));
  const all = [...defaults, ...own];
  if (own.length > 0) trial(engine, own, all, about.registry, faults);
  if (!faults.isEmpty) return refused();

  const { workspace, version, registry } = about;
  const policies: Rules['policies'] = new Map(all.map(({ policy }) => [policy.id, policy]));
  const names = namesOf(all.map(({ statement }) => statement));
  return { ok: true, rules: { workspace, version, registry, schemaText: schema, policies, names } as Rules };
}

/** What the engine can't be given at all. */
function isReadable(source: string, faults: Faults): boolean {
  if (source.length > POLICY_LIMITS.sourceLength) {
    faults.tell(
      '',
      POLICY_LIMITS.sourceLength,
      `policies can have at most ${POLICY_LIMITS.sourceLength} characters together`,
    );
    return false;
  }
  const lone = source.match(/\p{Surrogate}/u);
  if (lone === null) return true;
  faults.tell('', lone.index ?? 0, 'half of a character: text has to be well-formed Unicode');
  return false;
}

/** Strictly, and what the validator only warns of is a fault here: a policy that can never apply is a mistake. */
function validate(engine: ThrowAway, own: readonly ReadPolicy[], schema: string, faults: Faults): void {
  const byId = new Map(own.map((one) => [one.policy.id, one]));
  const answer = engine.attempt((cedar) =>
    cedar.validate({ schema, policies: { staticPolicies: textsOf(own) }, validationSettings: { mode: 'strict' } }),
  );
  if (answer === undefined) {
    faults.tell('', 0, 'the engine fails on these policies; write them more simply');
    return;
  }
  if (answer.type === 'failure') {
    for (const error of answer.errors) faults.tell('', 0, sentenceOf(error));
    return;
  }
  for (const { policyId, error } of [...answer.validationErrors, ...answer.validationWarnings]) {
    const one = byId.get(policyId);
    faults.tell(policyId, one === undefined ? 0 : one.start + offsetOf(one.policy.text, error), sentenceOf(error));
  }
}

/** Each policy alone, so that it is known which one fails, and then all of them together. */
function trial(
  engine: ThrowAway,
  own: readonly ReadPolicy[],
  all: readonly ReadPolicy[],
  registry: Registry,
  faults: Faults,
): void {
  const attempt = (policies: readonly ReadPolicy[]): readonly string[] =>
    engine.attempt((cedar) => tryPolicies(cedar, textsOf(policies), registry)) ?? [
      'the engine fails when this is tried; write it more simply',
    ];
  for (const one of own) {
    for (const message of attempt([one])) faults.tell(one.policy.id, one.start, message);
  }
  if (!faults.isEmpty) return;
  for (const message of attempt(all)) faults.tell('', 0, message);
}

function textsOf(policies: readonly ReadPolicy[]): Record<string, string> {
  return Object.fromEntries(policies.map(({ policy }) => [policy.id, policy.text]));
}

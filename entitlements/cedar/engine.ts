/**
 * The engine: an instance of Cedar with the rules of workspaces prepared in it, and what it answered before.
 *
 * It fails closed. Cedar skips a policy that errs, so an erring forbid would not forbid: any error that an answer tells of makes the
 * whole answer void. An instance that threw may be dead for good: it is let go, and the next question starts another.
 */
import type { AuthorizationAnswer, PolicyJson, TypeAndId } from '@cedar-policy/cedar-wasm';
import { strictest } from '../../filters/dlp/kinds.ts';
import type { Ask } from '../ask.ts';
import type { Subject } from '../attributes.ts';
import type { Decider, Decision, ResourceFacts } from '../decide.ts';
import type { Standing } from '../standing.ts';
import { type Compiled, compile } from './compiled.ts';
import { Memo } from './memo.ts';
import { agentOf, openQuestionOf, type Question, questionOf } from './question.ts';
import type { Policy, Rules } from './rules.ts';
import type { Cedar, StartCedar } from './runtime.ts';

/** The engine could not answer, so nothing may be read. Its message has nothing of facts or policies in it. */
export class EngineFailure extends Error {}

/** What is left of the policies when everything but the resource is known. */
export interface Residuals {
  /** One of each policy, in the order of the rules. */
  readonly policies: readonly PolicyJson[];
  /** Those who ask, as they are named in it. */
  readonly person: TypeAndId;
  readonly agent: TypeAndId | undefined;
}

/** What one policy says by itself. */
export interface Evaluated {
  readonly policy: Policy;
  readonly satisfied: boolean;
  /** Attributes that the policy asks for by `has`, and that are not there. Of an agent only where there is one. */
  readonly missing: readonly { readonly subject: Subject; readonly attribute: string }[];
}

/** Of kept answers. Decisions are small, residuals hold some kilobytes each; lengths are those of the questions' texts. */
const BOUNDS = {
  decisions: 20_000,
  decisionsLength: 32_000_000,
  residuals: 1_000,
  residualsLength: 8_000_000,
} as const;

export class Engine implements Decider {
  readonly #start: StartCedar;
  #cedar: Cedar | undefined;
  /**
   * What is prepared in the instance, by workspace: Cedar never frees a prepared set but by another under the same name.
   */
  readonly #prepared = new Map<string, Rules>();
  readonly #compiled = new WeakMap<Rules, Compiled>();
  #serials = 0;
  readonly #decisions = new Memo<Decision>(BOUNDS.decisions, BOUNDS.decisionsLength);
  readonly #residuals = new Memo<Residuals>(BOUNDS.residuals, BOUNDS.residualsLength);

  constructor(start: StartCedar) {
    this.#start = start;
  }

  /** Decides by all policies. Equal questions are asked once: see `question.ts` for what makes them equal. Never throws. */
  decide(rules: Rules, standing: Standing, ask: Ask, facts: ResourceFacts): Decision {
    try {
      const compiled = this.#compile(rules);
      const question = questionOf(rules, compiled.named, standing, ask, facts);
      const key = keyOf(compiled, question);
      const known = this.#decisions.get(key);
      if (known !== undefined) return known;
      const decision = decisionOf(this.#authorize(rules, question), rules);
      // A failure may be the instance's own, and is asked anew.
      if (decision.outcome !== 'failed') this.#decisions.set(key, decision);
      return decision;
    } catch {
      return FAILED;
    }
  }

  /** What is left of each policy when the resource is unknown. Throws {@link EngineFailure}. */
  residuals(rules: Rules, standing: Standing, ask: Ask): Residuals {
    return orFail(() => {
      const compiled = this.#compile(rules);
      const question = openQuestionOf(rules, compiled.named, standing, ask);
      const key = keyOf(compiled, question);
      const known = this.#residuals.get(key);
      if (known !== undefined) return known;
      this.#assertConforms(rules, compiled, standing, ask);
      const answer = this.#run((cedar) =>
        cedar.isAuthorizedPartial({ ...question, ...mutable(question), policies: { staticPolicies: compiled.json } }),
      );
      // A policy that errs is left as `false`: only `errored` tells.
      if (answer.type !== 'residuals' || answer.response.errored.length > 0) throw new EngineFailure('no plan');
      const left = answer.response.residuals;
      const policies = [...rules.policies.values()].map(({ id, effect }) => {
        const policy = Object.hasOwn(left, id) ? left[id] : undefined;
        if (policy?.effect !== effect) throw new EngineFailure('a policy is missing in the answer');
        return policy;
      });
      const residuals = { policies, person: question.principal, agent: agentOf(standing) };
      this.#residuals.set(key, residuals);
      return residuals;
    });
  }

  /** What each policy says by itself, and why not more: for explaining, not for deciding. Throws {@link EngineFailure}. */
  evaluateEach(rules: Rules, standing: Standing, ask: Ask, facts: ResourceFacts): readonly Evaluated[] {
    return orFail(() => {
      const compiled = this.#compile(rules);
      const question = questionOf(rules, compiled.named, standing, ask, facts);
      if (this.#authorize(rules, question).type !== 'success') throw new EngineFailure('facts do not conform');
      // With nothing unknown, a partial answer is a whole one, and names all that are satisfied rather than those that decide.
      const answer = this.#run((cedar) =>
        cedar.isAuthorizedPartial({ ...question, ...mutable(question), policies: { staticPolicies: compiled.json } }),
      );
      if (answer.type !== 'residuals' || answer.response.errored.length > 0) throw new EngineFailure('no explanation');
      const { satisfied, nontrivialResiduals } = answer.response;
      if (nontrivialResiduals.length > 0) throw new EngineFailure('a policy was not evaluated');
      const attributesOf = { user: standing.person, agent: standing.agent, resource: facts };
      return [...rules.policies.values()].map((policy) => ({
        policy,
        satisfied: satisfied.includes(policy.id),
        missing: (compiled.askedFor.get(policy.id) ?? []).filter(({ subject, attribute }) => {
          const attributes = attributesOf[subject]?.attributes;
          return attributes !== undefined && !Object.hasOwn(attributes, attribute);
        }),
      }));
    });
  }

  /**
   * A partial answer given without a schema does not look whether facts conform to it, and reading the schema's text takes longer than
   * the answer. So those who ask are first taken through a whole decision, on a resource of no importance, by the prepared schema.
   */
  #assertConforms(rules: Rules, compiled: Compiled, standing: Standing, ask: Ask): void {
    const question = questionOf(rules, compiled.named, standing, ask, NO_RESOURCE);
    if (this.#authorize(rules, question).type !== 'success') throw new EngineFailure('facts do not conform');
  }

  #authorize(rules: Rules, question: Question): AuthorizationAnswer {
    const { resource } = question;
    if (resource === null) throw new EngineFailure('no resource');
    return this.#run((cedar) => {
      this.#prepare(cedar, rules);
      return cedar.statefulIsAuthorized({
        ...mutable(question),
        resource,
        preparsedPolicySetId: rules.workspace,
        preparsedSchemaName: rules.workspace,
        validateRequest: true,
      });
    });
  }

  #prepare(cedar: Cedar, rules: Rules): void {
    if (this.#prepared.get(rules.workspace) === rules) return;
    this.#prepared.delete(rules.workspace);
    const { texts } = this.#compile(rules);
    const policies = cedar.preparsePolicySet(rules.workspace, { staticPolicies: texts });
    const schema = cedar.preparseSchema(rules.workspace, rules.schemaText);
    if (policies.type !== 'success' || schema.type !== 'success') throw new EngineFailure('rules can not be prepared');
    this.#prepared.set(rules.workspace, rules);
  }

  #compile(rules: Rules): Compiled {
    const known = this.#compiled.get(rules);
    if (known !== undefined) return known;
    const compiled = this.#run((cedar) => compile(cedar, rules, this.#serials + 1));
    if (compiled === undefined) throw new EngineFailure('rules can not be read');
    this.#serials += 1;
    this.#compiled.set(rules, compiled);
    return compiled;
  }

  /** Runs something in the instance. Whatever it throws ends the instance. */
  #run<T>(run: (cedar: Cedar) => T): T {
    this.#cedar ??= this.#start();
    try {
      return run(this.#cedar);
    } catch (error) {
      this.#cedar = undefined;
      this.#prepared.clear();
      throw error;
    }
  }
}

/** A resource that conforms to every schema. */
const NO_RESOURCE: ResourceFacts = {
  workspace: '',
  served: false,
  kind: 'document',
  documentId: '',
  resourceId: '',
  owner: 'user:nobody' as ResourceFacts['owner'],
  collections: [],
  classification: 0,
  attributes: {},
  reads: { person: false, agent: false },
  denied: { person: false, agent: false },
};

const FAILED: Decision = { allowed: false, outcome: 'failed', policies: [], masks: [], protects: {} };

function decisionOf(answer: AuthorizationAnswer, rules: Rules): Decision {
  if (answer.type !== 'success') return FAILED;
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    return { ...FAILED, policies: diagnostics.errors.map(({ policyId }) => policyId).sort() };
  }
  const policies = [...diagnostics.reason].sort();
  if (decision !== 'allow') {
    return {
      allowed: false,
      outcome: policies.length > 0 ? 'forbidden' : 'not-permitted',
      policies,
      masks: [],
      protects: {},
    };
  }
  const permits = policies.map((id) => rules.policies.get(id));
  // An answer that lets in without a permit that these rules have is not an answer to this question.
  if (permits.length === 0 || permits.some((policy) => policy?.effect !== 'permit')) return FAILED;
  const masks = [...new Set(permits.flatMap((policy) => policy?.masks ?? []))].sort();
  const protects = strictest(...permits.map((policy) => policy?.protects ?? {}));
  return { allowed: true, outcome: 'permitted', policies, masks, protects };
}

const keyOf = (compiled: Compiled, question: Question): string => `${compiled.serial} ${JSON.stringify(question)}`;

/** Cedar's types ask for arrays that may be written to; it does not write. */
const mutable = ({ principal, action, context, entities }: Question) => ({
  principal,
  action,
  context,
  entities: [...entities],
});

function orFail<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof EngineFailure ? error : new EngineFailure('the policy engine failed');
  }
}

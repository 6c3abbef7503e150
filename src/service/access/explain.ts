/**
 * Why somebody can or can't read something: the decision as it would be recorded now, each policy with whether it applied, the facts that
 * were evaluated, and what was missing. Of the person it tells only attributes that policies speak of: the rest is nobody's to be asked.
 */
import type { Attributes, Subject } from '../../../entitlements/attributes.ts';
import { EngineFailure, type Evaluated } from '../../../entitlements/cedar/engine.ts';
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import { classificationOf } from '../../../entitlements/classification.ts';
import { decide } from '../../../entitlements/decide.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import { pathToAudience } from '../../catalog/paths.ts';
import type { ResourceWithFacts } from '../../catalog/resources.ts';
import type { AccessExplanation } from '../../governance.ts';
import { approversFor } from './approvers.ts';
import { inOneSentence, type Reasons } from './because.ts';
import type { Scene, Viewpoint } from './viewpoint.ts';

/** How policies write whom an attribute is said of. */
const AS_POLICIES_SAY: Record<Subject, string> = { user: 'principal', agent: 'context.agent', resource: 'resource' };

export async function explain(
  scene: Scene,
  viewpoint: Viewpoint,
  found: ResourceWithFacts,
): Promise<AccessExplanation> {
  const { rules, catalog, workspace, engine } = scene;
  const { standing, ask } = viewpoint;
  const { facts, evidence, reference, status } = found;
  const { person, agent } = standing;
  const decision = decide(engine, rules, standing, ask, facts);
  const policies = evaluate(() => engine.evaluateEach(rules, standing, ask, facts)).map(
    ({ policy, satisfied, missing }) => ({
      ...{ id: policy.id, effect: policy.effect, satisfied },
      missing: missing.map(({ subject, attribute }) => `${AS_POLICIES_SAY[subject]}.attr.${attribute}`),
      decisive: decision.policies.includes(policy.id),
      source: policy.text,
      approval: policy.approval ?? null,
    }),
  );
  const pathOf = (from: Principal, which: 'readers' | 'deniers') =>
    pathToAudience(catalog, workspace, from, reference.resourceId, which);
  const readerPath = await pathOf(person.name, 'readers');
  const denierPath = await pathOf(person.name, 'deniers');
  const reasons: Reasons = {
    ...{ decision, policies, facts, standing, ask, status, readerPath, denierPath },
    agentDenierPath: agent && (await pathOf(agent.name, 'deniers')),
    approvers: facts.served ? await approversFor(scene, viewpoint, reference) : undefined,
  };
  return {
    resource: reference,
    user: person.name,
    agent: agent?.name ?? null,
    allowed: decision.allowed,
    because: inOneSentence(reasons),
    policyVersion: rules.version,
    policies,
    facts: {
      owner: facts.owner,
      classification: classificationOf(facts.classification),
      clearance: classificationOf(person.clearance),
      agentClearance: agent ? classificationOf(agent.clearance) : null,
      ...(readerPath && { readerPath }),
      ...(denierPath && { denierPath }),
      attributes: { user: spokenOf(person.attributes, rules), resource: facts.attributes },
      entitlementsVersion: evidence.entitlementsVersion,
      status,
    },
  };
}

/** What can't be evaluated is denied; that, too, is explained. */
function evaluate(each: () => readonly Evaluated[]): readonly Evaluated[] {
  try {
    return each();
  } catch (error) {
    if (error instanceof EngineFailure) return [];
    throw error;
  }
}

/** Attributes whose names stand in a policy. */
function spokenOf(attributes: Attributes, { policies }: Rules): Attributes {
  const words = new Set([...policies.values()].flatMap(({ text }) => text.match(/\w+/g) ?? []));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => words.has(name)));
}

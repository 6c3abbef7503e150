/**
 * Why somebody can or can't read something: the decision as it would be recorded now, each policy with whether it applied, the facts that
 * were evaluated, and what was missing.
 */
import type { Subject } from '../../../entitlements/attributes.ts';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import { type Classification, classificationOf } from '../../../entitlements/classification.ts';
import { type Decision, decide } from '../../../entitlements/decide.ts';
import { pathToAudience } from '../../catalog/paths.ts';
import type { ResourceWithFacts } from '../../catalog/resources.ts';
import type { AccessExplanation } from '../../governance.ts';
import type { Scene, Viewpoint, Who } from './viewpoint.ts';

/** How policies write whom an attribute is said of. */
const AS_POLICIES_SAY: Record<Subject, string> = { user: 'principal', agent: 'context.agent', resource: 'resource' };

type Explained = AccessExplanation['policies'][number];

export async function explain(
  engine: Engine,
  scene: Scene,
  who: Who,
  { standing, ask }: Viewpoint,
  { facts, evidence, reference, status }: ResourceWithFacts,
): Promise<AccessExplanation> {
  const { rules, catalog, workspace } = scene;
  const decision = decide(engine, rules, standing, ask, facts);
  // What is not served is nobody's to read; which policies would apply if it were is worth knowing all the same.
  const policies = engine.evaluateEach(rules, standing, ask, facts).map(
    ({ policy, satisfied, missing }): Explained => ({
      ...{ id: policy.id, effect: policy.effect, satisfied },
      missing: missing.map(({ subject, attribute }) => `${AS_POLICIES_SAY[subject]}.attr.${attribute}`),
      decisive: decision.policies.includes(policy.id),
      source: policy.text,
      approval: policy.approval ?? null,
    }),
  );
  const pathTo = (which: 'readers' | 'deniers') =>
    pathToAudience(catalog, workspace, who.user, reference.resourceId, which);
  const readerPath = await pathTo('readers');
  const denierPath = await pathTo('deniers');
  return {
    resource: reference,
    user: who.user,
    agent: who.agent ?? null,
    allowed: decision.allowed,
    because: inOneSentence(decision, policies, status),
    policyVersion: rules.version,
    policies,
    facts: {
      owner: facts.owner,
      classification: classificationOf(facts.classification),
      clearance: classificationOf(standing.person.clearance),
      agentClearance: standing.agent ? classificationOf(standing.agent.clearance) : (null as Classification | null),
      ...(readerPath && { readerPath }),
      ...(denierPath && { denierPath }),
      attributes: { user: standing.person.attributes, resource: facts.attributes },
      entitlementsVersion: evidence.entitlementsVersion,
      status,
    },
  };
}

function inOneSentence(
  { outcome, policies: decided }: Decision,
  policies: readonly Explained[],
  status: string,
): string {
  const names = decided.map((id) => `\`${id}\``).join(', ');
  switch (outcome) {
    case 'permitted':
      return `permitted by ${names}`;
    case 'forbidden':
      return `forbidden by ${names}${approvalNeeded(decided, policies)}`;
    case 'not-permitted':
      return `no policy permits it${whatIsMissing(policies)}`;
    case 'not-served':
      return `it is not served to anybody: its document is ${status}`;
    case 'failed':
      return 'the policies could not be evaluated, and so it is denied';
    default:
      return outcome satisfies never;
  }
}

function approvalNeeded(decided: readonly string[], policies: readonly Explained[]): string {
  const approvers = decided.map((id) => policies.find((one) => one.id === id)?.approval ?? null);
  return approvers.includes(null) ? '' : ` until it is approved by: ${[...new Set(approvers)].join(', ')}`;
}

function whatIsMissing(policies: readonly Explained[]): string {
  const missing = [...new Set(policies.flatMap((one) => (one.effect === 'permit' ? one.missing : [])))];
  return missing.length === 0 ? '' : `; missing: ${missing.map((name) => `\`${name}\``).join(', ')}`;
}

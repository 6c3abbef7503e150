/**
 * The engine: an instance of Cedar with the rules of workspaces prepared in it. An instance that trapped is replaced, and the decision
 * that it trapped on is a denial.
 */
import type { Ask } from '../ask.ts';
import type { Decision, ResourceFacts } from '../decide.ts';
import type { Standing } from '../standing.ts';
import type { Rules } from './rules.ts';
import type { StartCedar } from './runtime.ts';

export class Engine {
  constructor(start: StartCedar) {}
  /** Decides by all policies. Equal questions are asked once: see `entities.ts` for what makes them equal. Never throws. */
  decide(rules: Rules, standing: Standing, ask: Ask, facts: ResourceFacts): Decision {
    throw new Error('not yet');
  }
}

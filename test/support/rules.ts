/**
 * Rules for tests, made as the product makes them: from a source that has to be fit.
 */
import { NO_ATTRIBUTES, type Registry } from '../../entitlements/attributes.ts';
import { checkPolicies } from '../../entitlements/cedar/check.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import { startCedar } from '../../src/hosts/cedar.ts';

/** The default policies, and those of the source beside them. Throws when the source is not fit. */
export function rulesOf(source = '', registry: Registry = NO_ATTRIBUTES, workspace = 'acme', version = 1): Rules {
  const checked = checkPolicies(startCedar, source, { workspace, version, registry });
  if (!checked.ok) throw new Error(`not fit: ${JSON.stringify(checked.faults)}`);
  return checked.rules;
}

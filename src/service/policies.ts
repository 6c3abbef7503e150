/**
 * A workspace's own policies: read, checked, and put in force version by version. They stand beside the default ones. What is not fit is
 * refused whole, with every fault and its place in the source.
 */
import { createHash } from 'node:crypto';
import type { PolicyFault } from '../../entitlements/cedar/check.ts';
import type { Policy, Rules } from '../../entitlements/cedar/rules.ts';
import { LIMITS } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { applyPolicies, listPolicyVersions, readPolicies } from '../catalog/policies.ts';
import type { Governance, PolicyCheck, PolicyVersion } from '../governance.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { type Fault, Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';

export interface PolicyParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

type PolicyMethods = Pick<Governance, 'readPolicies' | 'listPolicyVersions' | 'checkPolicies' | 'applyPolicies'>;

/** What a workspace has that never said anything. */
const NONE: PolicyVersion = { version: 0, source: '', note: null, appliedBy: null, appliedAt: null };

export function policyMethods({ catalog, rulebook }: PolicyParts): PolicyMethods {
  async function read(workspace: string, version?: number): Promise<PolicyVersion> {
    const found = version === 0 ? NONE : await readPolicies(catalog, workspace, version);
    if (found) return found;
    if (version === undefined) return NONE;
    throw new Problem('not-found');
  }

  return {
    async readPolicies(caller, version) {
      return read(await admit(catalog, caller, 'admin', 'soc', 'own'), version);
    },

    async listPolicyVersions(caller) {
      return listPolicyVersions(catalog, await admit(catalog, caller, 'admin', 'soc', 'own'));
    },

    async checkPolicies(caller, source): Promise<PolicyCheck> {
      const workspace = await admit(catalog, caller, 'admin', 'soc', 'own');
      const checked = await rulebook.check(workspace, source);
      if (!checked.ok) return { ok: false, faults: checked.faults, policies: [] };
      return { ok: true, faults: [], policies: ownPolicies(checked.rules).map(summaryOf) };
    },

    async applyPolicies(caller, source, { expectedVersion, note }) {
      const workspace = await admit(catalog, caller, 'admin');
      if (note !== undefined && (note.length > LIMITS.policyNoteLength || !note.isWellFormed())) {
        throw new Problem('invalid-request', `a note is text of at most ${LIMITS.policyNoteLength} characters`);
      }
      const hash = createHash('sha256').update(source).digest('hex');
      const version = expectedVersion + 1;
      await change(catalog, caller, 'policies-changed', async () => {
        // Checked under the epoch that it is committed under: an attribute that was withdrawn meanwhile has moved it.
        const checked = await rulebook.check(workspace, source);
        if (!checked.ok) throw invalidPolicy(checked.faults);
        const policies = ownPolicies(checked.rules).map(({ id }) => id);
        return applyPolicies({
          ...{ workspace, source, expectedVersion },
          ...(note !== undefined && { note }),
          appliedBy: caller.user,
          nowMs: Date.now(),
          event: eventBy(caller, 'policies.changed', { version, hash, note: note ?? null, policies }),
        });
      });
      return read(workspace, version);
    },
  };
}

const ownPolicies = (rules: Rules): Policy[] => [...rules.policies.values()].filter(({ isDefault }) => !isDefault);

function summaryOf({ id, effect, line, masks, protects, approval }: Policy): PolicyCheck['policies'][number] {
  return { id, effect, line, masks, protects, approval: approval ?? null };
}

/** The faults as a problem, each at its line and column. */
export function invalidPolicy(faults: readonly PolicyFault[]): Problem {
  return new Problem('invalid-policy', undefined, {
    faults: faults.map(({ policy, line, column, message }): Fault => {
      return { at: `line ${line}, column ${column}`, detail: policy === '' ? message : `\`${policy}\`: ${message}` };
    }),
  });
}

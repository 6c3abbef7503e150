/**
 * The registry of attributes: what people, agents and resources can have, of which type. Administrators declare and withdraw; owners and
 * the SOC see what policies can speak of. An attribute that a policy in force names is not withdrawn, nor one that anything has.
 */
import { ATTRIBUTE_LIMITS, ATTRIBUTE_NAME_RULE, isAttributeName } from '../../entitlements/attributes.ts';
import type { Rules } from '../../entitlements/cedar/rules.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readState } from '../catalog/epoch.ts';
import { declareAttribute, listDeclarations, readRegistry, withdrawAttribute } from '../catalog/registry.ts';
import type { Governance } from '../governance.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';

export interface AttributeParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

type AttributeMethods = Pick<Governance, 'listAttributes' | 'declareAttribute' | 'withdrawAttribute'>;

export function attributeMethods({ catalog, rulebook }: AttributeParts): AttributeMethods {
  return {
    async listAttributes(caller) {
      return listDeclarations(catalog, await admit(catalog, caller, 'admin', 'own', 'soc'));
    },

    async declareAttribute(caller, declaration) {
      const workspace = await admit(catalog, caller, 'admin');
      const { subject, name, type } = declaration;
      refuseUnfitName(name);
      const declared = (await readRegistry(catalog, workspace))[subject];
      // Declared already: nothing changes, and nothing is written down.
      if (Object.hasOwn(declared, name) && declared[name] === type) return;
      if (Object.keys(declared).length >= ATTRIBUTE_LIMITS.names && !Object.hasOwn(declared, name)) {
        throw new Problem(
          'invalid-request',
          `at most ${ATTRIBUTE_LIMITS.names} attributes are declared of one subject`,
        );
      }
      const event = eventBy(caller, 'attributes.changed', { declared: { subject, name, type } });
      await change(catalog, caller, 'attribute-in-use', async () => declareAttribute(workspace, declaration, event));
    },

    async withdrawAttribute(caller, subject, name) {
      const workspace = await admit(catalog, caller, 'admin');
      refuseUnfitName(name);
      const event = eventBy(caller, 'attributes.changed', { withdrawn: { subject, name } });
      await change(catalog, caller, 'attribute-in-use', async () => {
        // Read under the epoch that the change is committed under: policies don't change without moving it.
        const { facts } = await readState(catalog);
        if (!Object.hasOwn((await readRegistry(catalog, workspace))[subject], name)) throw new Problem('not-found');
        const naming = policiesNaming(await rulebook.current(workspace, facts), name);
        if (naming.length > 0) {
          const ids = naming.map((id) => `\`${id}\``).join(', ');
          throw new Problem('attribute-in-use', `policies in force name \`${name}\`: ${ids}`);
        }
        return withdrawAttribute(workspace, subject, name, event);
      });
    },
  };
}

function refuseUnfitName(name: string): void {
  if (isAttributeName(name)) return;
  throw new Problem('invalid-request', ATTRIBUTE_NAME_RULE, { faults: [{ at: 'name', detail: ATTRIBUTE_NAME_RULE }] });
}

/**
 * Policies in which the name stands as a word, wherever: one that speaks of something else of that name is taken for one that speaks of
 * the attribute, which does no harm. Validation alone would not tell: `has` on what is not declared is no error, it is never true.
 */
function policiesNaming(rules: Rules, name: string): string[] {
  const word = new RegExp(`\\b${name}\\b`);
  return [...rules.policies.values()]
    .filter((policy) => !policy.isDefault && word.test(policy.text))
    .map(({ id }) => id);
}

/**
 * Rules for tests: made as the product makes them, from a source that has to be fit.
 */
import { NO_ATTRIBUTES, type Registry } from '../../entitlements/attributes.ts';
import { DEFAULT_POLICIES } from '../../entitlements/cedar/defaults.ts';
import type { Policy, Rules } from '../../entitlements/cedar/rules.ts';
import { CONTEXT_ATTRIBUTES } from '../../entitlements/cedar/rules.ts';
import { schemaText } from '../../entitlements/cedar/schema.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { startCedar } from '../../src/hosts/cedar.ts';

const W = /@mask\("([^"]*)"\)/;
export function rulesOf(source = '', registry: Registry = NO_ATTRIBUTES, workspace = 'acme', version = 1): Rules {
  const policies = new Map<string, Policy>();
  for (const [id, text] of Object.entries(DEFAULT_POLICIES))
    policies.set(id, {
      id,
      text,
      effect: text.includes('forbid (') ? 'forbid' : 'permit',
      isDefault: true,
      line: 1,
      masks: [],
      approval: undefined,
    });
  const cedar = startCedar();
  const parts = cedar.policySetTextToParts(source);
  if (parts.type !== 'success') throw new Error(JSON.stringify(parts));
  parts.policies.forEach((text, i) => {
    const id = `custom/${/@id\("([^"]*)"\)/.exec(text)?.[1] ?? `policy${i + 1}`}`;
    policies.set(id, {
      id,
      text,
      effect: /\bforbid\s*\(/.test(text) ? 'forbid' : 'permit',
      isDefault: false,
      line: 1,
      masks: W.exec(text)?.[1]?.split(',') ?? [],
      approval: undefined,
    });
  });
  const schema = schemaText(registry);
  const v = cedar.validate({
    schema,
    policies: { staticPolicies: Object.fromEntries([...policies].map(([id, p]) => [id, p.text])) },
    validationSettings: { mode: 'strict' },
  });
  if (v.type !== 'success' || v.validationErrors.length > 0) throw new Error(JSON.stringify(v));
  const named = (type: string) => [
    ...new Set([...source.matchAll(new RegExp(`\\b${type}::"([^"]*)"`, 'g'))].map((m) => m[1] ?? '')),
  ];
  return {
    workspace,
    version,
    registry,
    schemaText: schema,
    policies,
    names: {
      groups: named('Group').map((n) => `group:${n}` as Principal),
      users: named('User').map((n) => `user:${n}` as Principal),
      collections: named('Collection'),
      context: new Set(['purpose', ...CONTEXT_ATTRIBUTES.filter((a) => source.includes(`context.${a}`))]),
      resourceIds: /\b(Document|Row)::/.test(source),
    },
  } as unknown as Rules;
}

/** Checking policies: what is accepted, what is refused and where, and that no text whatsoever makes it throw. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../entitlements/attributes.ts';
import { type Checked, checkPolicies, POLICY_LIMITS } from '../../entitlements/cedar/check.ts';
import { DEFAULT_POLICIES } from '../../entitlements/cedar/defaults.ts';
import type { StartCedar } from '../../entitlements/cedar/runtime.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import accepted from '../corpus/entitlements/accepted-policies.json' with { type: 'json' };
import refused from '../corpus/entitlements/refused-policies.json' with { type: 'json' };

const HEAD = 'permit (principal, action == Action::"retrieve", resource)';
const REGISTRY: Registry = {
  user: { regions: 'strings', department: 'string', level: 'long' },
  agent: { level: 'long' },
  resource: { regions: 'strings', amount: 'long', due: 'datetime', kind: 'string', open: 'bool' },
};

/** Compiling an instance is slow; a check gets a used one, and a new one when that was ended. */
let instance = startCedar();
let isUsed = false;
const start: StartCedar = () => {
  if (isUsed) instance = startCedar();
  isUsed = true;
  return instance;
};

function check(source: string): Checked {
  isUsed = false;
  return checkPolicies(start, source, { workspace: 'main', version: 1, registry: REGISTRY });
}

function faultsOf(source: string) {
  const checked = check(source);
  return checked.ok ? [] : checked.faults;
}

function rulesOf(source: string) {
  const checked = check(source);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.rules;
}

const sourceOf = (row: { readonly source?: string; readonly when?: string }) =>
  row.source ?? `// a comment\n${HEAD}\nwhen { ${row.when} };\n`;

describe('what can be pushed down', () => {
  test.each(accepted)('is accepted: $about', (row) => {
    expect(faultsOf(sourceOf(row))).toEqual([]);
  });
});

test('the examples for administrators are accepted', () => {
  const page = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8');
  const examples = page.split('```cedar\n')[1]?.split('```')[0] ?? '';
  expect(rulesOf(examples).policies.size).toBe(Object.keys(DEFAULT_POLICIES).length + 5);
});

describe('what cannot be', () => {
  test.each(refused)('is refused with its place and what to write instead: $about', (row) => {
    const source = sourceOf(row);
    const offset =
      row.at === '' ? source.length : source.indexOf(row.at, row.source === undefined ? source.indexOf('when') : 0);
    const before = source.slice(0, offset).split('\n');
    const faults = faultsOf(source);
    expect(faults.map(({ message }) => message).join('\n')).toContain(row.words);
    expect(faults.find(({ message }) => message.includes(row.words))).toMatchObject({
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    });
  });
});

describe('rules', () => {
  test('hold the default policies and the own ones, with their lines and what they oblige to', () => {
    const rules = rulesOf(`// first\n@id("rows") @mask("iban, email,iban") @protect(" iban=mask, email = hash")
permit (principal in Group::"support", action, resource is Row in Collection::"customers");

@approval("group:leads") forbid (principal, action, resource in Collection::"finance")
unless { resource in context.approved };`);
    expect([...rules.policies.keys()]).toEqual([...Object.keys(DEFAULT_POLICIES), 'custom/rows', 'custom/policy2']);
    expect(rules.policies.get('custom/rows')).toMatchObject({ effect: 'permit', isDefault: false, line: 2 });
    expect(rules.policies.get('custom/rows')?.masks).toEqual(['email', 'iban']);
    expect(rules.policies.get('custom/policy2')).toMatchObject({ line: 5, approval: 'group:leads', masks: [] });
    expect(rules.policies.get('custom/rows')?.protects).toEqual({ iban: 'mask', email: 'hash' });
    expect(rules.policies.get('readers')).toMatchObject({ effect: 'permit', isDefault: true, line: 2 });
    expect(rules.schemaText).toContain('regions?: Set<String>');
  });

  test('name what policies name, and nothing else', () => {
    const { names } = rulesOf(`forbid (principal == User::"eve", action, resource in Collection::"b")
when { context has agent && context.agent in [Group::"y", Group::"x"] && context.weekday > 5 };
permit (principal in Group::"x", action, resource in Collection::"a") when { context has ip && !context.ip.isIpv6() };`);
    expect(names).toEqual({
      groups: ['group:x', 'group:y'],
      users: ['user:eve'],
      collections: ['a', 'b'],
      context: new Set(['purpose', 'weekday', 'ip']),
      resourceIds: false,
    });
    expect(rulesOf('permit (principal, action, resource == Row::"r");').names.resourceIds).toBe(true);
    expect(rulesOf('permit (principal, action, resource) when { resource in Document::"d" };').names.resourceIds).toBe(
      true,
    );
  });
});

describe('the ways in which a policy could end the engine, or be skipped by it', () => {
  test('a chain of 400 terms is refused before the engine reads it', () => {
    const faults = faultsOf(`${HEAD} when { ${Array(400).fill('resource is Row').join(' || ')} };`);
    expect(faults.map(({ message }) => message)).toEqual([
      'more than 128 operators in one policy; write it as several',
    ]);
    expect(isUsed && instance === start()).toBe(false);
  });

  test('128 operators of every depth are tried without harm', () => {
    const longs = Array(63).fill('resource.classification == 1').join(' || ');
    expect(faultsOf(`${HEAD} when { ${longs} };`)).toEqual([]);
    const deep = (before: string, after: string) => `${before.repeat(14)}resource is Row${after.repeat(14)}`;
    expect(faultsOf(`${HEAD} when { ${deep('!(principal.active && (', '))')} };`)).toEqual([]);
    expect(faultsOf(`${HEAD} when { ${deep('if resource is Row then principal.active else (', ')')} };`)).not.toEqual(
      [],
    );
    const sums = `${'(if principal.active then 1 else 1 + '.repeat(14)}1${')'.repeat(14)}`;
    expect(faultsOf(`${HEAD} when { resource.classification < ${sums} };`)).toEqual([]);
  });

  test('deep nesting is refused before the engine reads it', () => {
    const nested = (depth: number, open: string, close: string) =>
      faultsOf(`${HEAD} when { ${open.repeat(depth)}true${close.repeat(depth)} };`)[0]?.message;
    expect(nested(1_000, '(', ')')).toContain('nested more than 32 deep');
    expect(nested(1_000, '[', ']')).toContain('more than 16 deep');
    expect(nested(1_000, '{a: ', '}')).toContain('nested more than 32 deep');
    expect(nested(1_000, 'if true then true else ', '')).toContain('more than 128 operators');
    expect(faultsOf(`${HEAD} when { resource${'.a'.repeat(1_000)} };`)[0]?.message).toContain('more than 16 deep');
    expect(faultsOf(`${HEAD} when { resource${'["a"]'.repeat(1_000)} };`)[0]?.message).toContain('more than 16 deep');
  });

  test('a policy that the engine fails on is told of, and the others with it', () => {
    const dying: StartCedar = () => {
      const cedar = startCedar();
      const policyToJson: typeof cedar.policyToJson = (text) => {
        if (typeof text === 'string' && text.includes('poison'))
          throw new RangeError('Maximum call stack size exceeded');
        return cedar.policyToJson(text);
      };
      return { ...cedar, policyToJson };
    };
    const source = `${HEAD} when { principal in Group::"poison" };\n${HEAD} when { nonsense };\n`;
    const checked = checkPolicies(dying, source, { workspace: 'main', version: 1, registry: REGISTRY });
    expect(checked.ok || checked.faults.map(({ line, message }) => `${line} ${message.slice(0, 16)}`)).toEqual([
      '1 the engine fails',
      '2 invalid variable',
    ]);
  });

  test('a policy that errs in the trial is refused, whatever validation says', () => {
    const lenient: StartCedar = () => {
      const cedar = startCedar();
      const validate: typeof cedar.validate = () => ({
        type: 'success',
        validationErrors: [],
        validationWarnings: [],
        otherWarnings: [],
      });
      return { ...cedar, validate };
    };
    const about = { workspace: 'main', version: 1, registry: REGISTRY };
    const source = `forbid (principal, action, resource) when { principal.attr.level > 3 };`;
    const checked = checkPolicies(lenient, source, about);
    expect(checked.ok || checked.faults[0]).toMatchObject({ policy: 'custom/policy1', line: 1 });
  });

  test('policies can be so long and so many', () => {
    expect(faultsOf('/'.repeat(POLICY_LIMITS.sourceLength + 1))[0]?.message).toContain('200000 characters');
    const many = `${HEAD} when { resource is Row };\n`.repeat(POLICY_LIMITS.policies + 1);
    expect(faultsOf(many)).toMatchObject([{ line: 201, column: 1, message: 'there can be at most 200 policies' }]);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...[
      'permit',
      'forbid',
      '(',
      ')',
      '{',
      '}',
      ';',
      'when',
      'unless',
      'principal',
      'resource',
      'context',
      ',',
      '.',
      '"',
      '\\',
    ],
    ...[
      '//',
      '\n',
      '@id("a")',
      'has',
      'in',
      'is',
      'like',
      '"a*"',
      'User::"a"',
      '&&',
      '!',
      '-',
      '9',
      '?principal',
      '\ud800',
      'é',
      '\0',
    ],
    ...['(principal, action, resource)', 'when { resource.', 'if', 'then', 'else', '[', ']', '==', 'attr', 'Row', ' '],
  );

  test('is answered, and never thrown at', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join('')),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const checked = check(text);
        if (checked.ok) return;
        expect(checked.faults.length).toBeGreaterThan(0);
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line, column } of checked.faults) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('of the greatest length is answered, too', () => {
    const length = POLICY_LIMITS.sourceLength;
    for (const piece of ['\\"', '"', '/', '// ', ' ', ';', '(', '@', 'a.', '!', '"a" ']) {
      expect(check(`"${piece.repeat(length)}`.slice(0, length)).ok).toBe(false);
      expect(check(piece.repeat(length).slice(0, length)).ok).toBe([' ', '/', '// '].includes(piece));
    }
  }, 60_000);
});

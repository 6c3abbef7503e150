/** The schema and the default policies: what is generated is what people read, and the engine accepts both for every registry. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATTRIBUTE_TYPES, isAttributeName, NO_ATTRIBUTES } from '../../entitlements/attributes.ts';
import { DEFAULT_POLICIES, SCHEMA } from '../../entitlements/cedar/defaults.ts';
import { readStatement } from '../../entitlements/cedar/expression.ts';
import { findUnpushable } from '../../entitlements/cedar/pushable.ts';
import { schemaText } from '../../entitlements/cedar/schema.ts';
import { splitSource } from '../../entitlements/cedar/source.ts';
import { startCedar } from '../../src/hosts/cedar.ts';

const FOLDER = new URL('../../entitlements/policies/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const cedar = startCedar();

function validate(schema: string, staticPolicies: Record<string, string>) {
  return cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
}

const FLAWLESS = { type: 'success', validationErrors: [], validationWarnings: [], otherWarnings: [] };

test('code has the policies and the schema that people read', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.cedar'));
  expect(Object.keys(DEFAULT_POLICIES).sort()).toEqual(files.map((file) => file.slice(0, -'.cedar'.length)).sort());
  for (const [id, text] of Object.entries(DEFAULT_POLICIES)) expect(text).toBe(read(`${id}.cedar`));
  expect(SCHEMA).toBe(read('schema.cedarschema'));
});

test('every default policy is named like its file, starts with a comment, is valid and can be pushed down', () => {
  for (const [id, text] of Object.entries(DEFAULT_POLICIES)) {
    const [part, ...others] = splitSource(text);
    const answer = cedar.policyToJson(part?.text ?? '');
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    expect(others).toEqual([]);
    expect(answer.json.annotations).toEqual({ id });
    expect(text).toMatch(/^\/\/ [A-Z][^\n]*\.\n/);
    expect(findUnpushable(readStatement(answer.json, part?.tokens ?? []), NO_ATTRIBUTES)).toEqual([]);
  }
  expect(validate(schemaText(NO_ATTRIBUTES), { ...DEFAULT_POLICIES })).toEqual(FLAWLESS);
});

test('every attribute that can be declared can be read by a policy, and has to be asked for first', () => {
  const words = [
    'type',
    'entity',
    'permit',
    'Set',
    'Long',
    'Bool',
    'attr',
    'action',
    'principal',
    'namespace',
    'unknown',
  ];
  const name = fc
    .oneof(fc.constantFrom(...words), fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/))
    .filter(isAttributeName);
  fc.assert(
    fc.property(name, fc.constantFrom(...ATTRIBUTE_TYPES), (attribute, type) => {
      const declared = { [attribute]: type };
      const schema = schemaText({ user: declared, agent: declared, resource: declared });
      const head = 'forbid (principal, action, resource)';
      const same = `principal.attr.${attribute} == resource.attr.${attribute}`;
      const asked = `principal.attr has ${attribute} && resource.attr has ${attribute}`;
      expect(validate(schema, { one: `${head} when { ${asked} && ${same} };` })).toEqual(FLAWLESS);
      const unasked = validate(schema, { one: `${head} when { ${same} };` });
      expect(unasked.type === 'success' && unasked.validationErrors.length).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
});

test('the order of declarations is not seen', () => {
  const one = schemaText({ ...NO_ATTRIBUTES, resource: { a: 'long', b: 'strings' } });
  expect(schemaText({ ...NO_ATTRIBUTES, resource: { b: 'strings', a: 'long' } })).toBe(one);
});

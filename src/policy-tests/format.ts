/**
 * Tests of policies as a file: a small world in Sluice's own terms, and cases that say who reads what in it. This file parses it.
 * Guarantees: unknown keys are refused, names that stand nowhere are refused, and every fault is told at once, with its place.
 */
import { parse } from 'yaml';
import { z } from 'zod';
import { ATTRIBUTE_TYPES, isAttributeName } from '../../entitlements/attributes.ts';
import { CLASSIFICATIONS, DEFAULT_CLASSIFICATION, DEFAULT_CLEARANCE } from '../../entitlements/classification.ts';
import { isCollectionName } from '../../entitlements/collection.ts';
import { kindOf, type Principal, type PrincipalKind, parsePrincipal } from '../../entitlements/principal.ts';
import { type Fault, Problem } from '../problem.ts';

/** Longest file, in UTF-16 code units. */
const MAX_FILE_CHARS = 1024 * 1024;

const principal = (...kinds: readonly PrincipalKind[]) =>
  z.string().transform((text, context): Principal => {
    const parsed = parsePrincipal(text);
    if (parsed !== undefined && kinds.includes(kindOf(parsed))) return parsed;
    context.addIssue(`is not a principal: write ${kinds.map((kind) => `\`${kind}:name\``).join(' or ')}`);
    return z.NEVER;
  });
const anybody = principal('user', 'group', 'agent');

const name = z.string().min(1).max(200);
const types = z.record(z.string().refine(isAttributeName, 'is not a name of an attribute'), z.enum(ATTRIBUTE_TYPES));
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
/** `finance/invoices`: the outermost collection first. */
const collectionPath = z
  .string()
  .transform((path) => path.split('/'))
  .refine((names) => names.every(isCollectionName), 'is not a path of collections, such as `finance/invoices`');
const level = z.enum(CLASSIFICATIONS);

const someone = {
  groups: z.array(principal('group')).default([]),
  clearance: level.default(DEFAULT_CLEARANCE),
  active: z.boolean().default(true),
  attributes: values.default({}),
};

/** What is said of a document; a row says only what differs from its document. */
const labels = {
  id: name,
  collection: collectionPath,
  owner: principal('user'),
  readers: z.array(anybody).default([]),
  deniers: z.array(anybody).default([]),
  classification: level.default(DEFAULT_CLASSIFICATION),
  attributes: values.default({}),
};

const row = z.strictObject({
  kind: z.literal('row'),
  id: name,
  document: name,
  owner: labels.owner.optional(),
  readers: z.array(anybody).optional(),
  attributes: values.default({}),
});

const testFile = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'is not a time zone, such as `Europe/Lisbon`').default('UTC'),
  attributes: z
    .strictObject({ user: types.default({}), agent: types.default({}), resource: types.default({}) })
    .default({ user: {}, agent: {}, resource: {} }),
  groups: z
    .array(z.strictObject({ id: principal('group'), groups: z.array(principal('group')).default([]) }))
    .default([]),
  users: z.array(z.strictObject({ id: principal('user'), ...someone })).min(1),
  agents: z
    .array(
      z.strictObject({
        id: principal('agent'),
        ...someone,
        external: z.boolean().default(false),
        collections: z.array(z.string().refine(isCollectionName, 'is not a name of a collection')).optional(),
        purposes: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  resources: z
    .array(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('document'), ...labels }), row]))
    .min(1),
  cases: z
    .array(
      z.strictObject({
        user: principal('user'),
        agent: principal('agent').optional(),
        purpose: z.string().min(1).optional(),
        ip: z.union([z.ipv4(), z.ipv6()]).optional(),
        at: z.iso.datetime({ offset: true }).optional(),
        approved: z.boolean().default(false),
        resource: name,
        expect: z.enum(['allow', 'deny']),
        by: name.optional(),
        masks: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});

/** A file of tests, parsed. */
export type PolicyTests = z.output<typeof testFile>;
export type PolicyTestCase = PolicyTests['cases'][number];

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Parses the text of a file of tests. Throws `invalid-request` with every fault. */
export function parsePolicyTests(yamlText: string): PolicyTests {
  if (yamlText.length > MAX_FILE_CHARS) throw invalid([{ at: '', detail: 'the file is too large' }]);
  let value: unknown;
  try {
    value = parse(yamlText, { maxAliasCount: 0, prettyErrors: false, schema: 'core', merge: false });
  } catch (cause) {
    throw new Problem('invalid-request', 'the tests are not YAML', { cause });
  }
  const parsed = testFile.safeParse(value);
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({ at: path.map(String).join('.'), detail: message })),
    );
  }
  const faults = unknownNames(parsed.data);
  if (faults.length > 0) throw invalid(faults);
  return parsed.data;
}

const invalid = (faults: readonly Fault[]) => new Problem('invalid-request', 'the tests are not valid', { faults });

/** A name that stands nowhere is a typo, and a test with a typo proves nothing. */
function unknownNames({ users, agents, groups, resources, cases }: PolicyTests): Fault[] {
  const known = {
    user: new Set<string>(users.map(({ id }) => id)),
    agent: new Set<string>(agents.map(({ id }) => id)),
    resource: new Set(resources.map(({ id }) => id)),
    document: new Set(resources.flatMap(({ kind, id }) => (kind === 'document' ? [id] : []))),
  };
  const faults: Fault[] = [];
  const twice = (list: string, ids: readonly string[]) => {
    for (const [n, id] of ids.entries()) {
      if (ids.indexOf(id) !== n) faults.push({ at: `${list}.${n}.id`, detail: `\`${id}\` stands there twice` });
    }
  };
  for (const [list, entries] of Object.entries({ users, agents, groups, resources })) {
    twice(
      list,
      entries.map(({ id }) => id),
    );
  }
  for (const [n, resource] of resources.entries()) {
    if (resource.kind !== 'row' || known.document.has(resource.document)) continue;
    faults.push({ at: `resources.${n}.document`, detail: `there is no document \`${resource.document}\`` });
  }
  for (const [n, one] of cases.entries()) {
    for (const kind of ['user', 'agent', 'resource'] as const) {
      const said = one[kind];
      if (said === undefined || known[kind].has(said)) continue;
      faults.push({ at: `cases.${n}.${kind}`, detail: `there is no \`${said}\`` });
    }
  }
  return faults;
}

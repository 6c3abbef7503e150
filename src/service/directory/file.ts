/**
 * A directory as a YAML or JSON file: `{users: [{id, name, clearance, active, attributes, manager}], groups: [{id, name, members}],
 * agents: [{id, name, clearance, active, attributes, external, ceiling}]}`. It is whole for the groups that it names and silent about
 * everybody else. Guarantees: unknown keys are refused, and every fault is told at once, with its line.
 */
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CLASSIFICATIONS } from '../../../entitlements/classification.ts';
import { kindOf, type Principal, type PrincipalKind, parsePrincipal } from '../../../entitlements/principal.ts';
import { yamlDepth } from '../../../ingest/manifest/depth.ts';
import type { DirectoryInput, PrincipalFields } from '../../governance.ts';
import { type Fault, Problem } from '../../problem.ts';
import { agentSafeguards } from '../../safeguards/schema.ts';
import { refuseFaults, refuseTooLarge } from './faults.ts';
import { fieldFaults } from './fields.ts';

/** Longest file, in UTF-16 code units. */
const MAX_FILE_CHARS = 16 * 1024 * 1024;
/** A directory is a map of lists of maps of maps of lists; malformed ones go a little deeper. */
const MAX_DEPTH = 20;

const principal = (...kinds: readonly PrincipalKind[]) =>
  z.string().transform((text, context): Principal => {
    const parsed = parsePrincipal(text);
    if (parsed !== undefined && kinds.includes(kindOf(parsed))) return parsed;
    context.addIssue(`is not a principal: write ${kinds.map((kind) => `\`${kind}:name\``).join(' or ')}`);
    return z.NEVER;
  });

const person = {
  name: z.string().optional(),
  clearance: z.enum(CLASSIFICATIONS).optional(),
  active: z.boolean().optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
};

const directoryFile = z.strictObject({
  users: z
    .array(z.strictObject({ id: principal('user'), ...person, manager: principal('user').nullable().optional() }))
    .default([]),
  groups: z
    .array(
      z.strictObject({
        id: principal('group'),
        name: person.name,
        members: z.array(principal('user', 'group', 'agent')).default([]),
      }),
    )
    .default([]),
  agents: z
    .array(
      z.strictObject({
        id: principal('agent'),
        ...person,
        external: z.boolean().optional(),
        ceiling: z
          .strictObject({
            collections: z.array(z.string()).optional(),
            purposes: z.array(z.string()).optional(),
            maxRisk: z.number().optional(),
            safeguards: agentSafeguards.optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

type Path = readonly PropertyKey[];

/** Parses the text of a directory file. Throws `invalid-request` with every fault, and `request-too-large`. */
export function parseDirectory(text: string): DirectoryInput {
  const { document, lines } = readYaml(text);
  const placed = (path: Path, detail: string): Fault => ({ at: placeOf(document, lines, path), detail });

  const parsed = directoryFile.safeParse(plainValue(document) ?? {});
  if (!parsed.success) {
    const { issues } = parsed.error;
    refuseFaults(
      issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => placed([...issue.path, key], 'this key is not known'))
          : [placed(issue.path, issue.message)],
      ),
    );
    throw new Problem('invalid-request');
  }

  const users = parsed.data.users.map(named);
  const groups = parsed.data.groups.map(named);
  const agents = parsed.data.agents.map(named);
  const faults: Fault[] = [];
  const seen = new Set<Principal>();
  for (const [list, entries] of Object.entries({ users, groups, agents })) {
    for (const [n, { id, ...fields }] of entries.entries()) {
      if (seen.has(id)) faults.push(placed([list, n, 'id'], 'stands there twice'));
      seen.add(id);
      const { members: _, ...said }: PrincipalFields & { readonly members?: unknown } = fields;
      for (const { at, detail } of fieldFaults(id, said)) {
        faults.push(placed([list, n, ...at.replace('displayName', 'name').split('.')], detail));
      }
    }
  }
  refuseFaults(faults);
  const directory = { users, groups, agents };
  refuseTooLarge(directory);
  return directory;
}

/** A directory file says `name` for short. */
function named<T extends { readonly name?: string | undefined }>({ name, ...rest }: T) {
  return { ...rest, ...(name !== undefined && { displayName: name }) };
}

function readYaml(text: string): { document: Document; lines: LineCounter } {
  if (text.length > MAX_FILE_CHARS) throw new Problem('request-too-large', 'the file is too large');
  if (yamlDepth(text) > MAX_DEPTH) throw new Problem('invalid-request', 'the file is nested too deeply');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core', merge: false });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    throw new Problem('invalid-request', 'the file is neither YAML nor JSON', {
      faults: broken.slice(0, 20).map(({ pos, code, message }) => ({
        at: `line ${lines.linePos(pos[0]).line}`,
        detail: code === 'DUPLICATE_KEY' ? 'the key stands here twice' : message,
      })),
    });
  }
  return { document, lines };
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new Problem('invalid-request', 'aliases (`*name`) are not read: write the value again', { cause });
  }
}

/** `line 7, users[3].clearance`, of what stands there or, when it is missing, of what it is missing from. */
function placeOf(document: Document, lines: LineCounter, path: Path): string {
  const key = path.reduce<string>(
    (said, step) => (typeof step === 'number' ? `${said}[${step}]` : `${said}.${String(step)}`),
    '',
  );
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return `line ${lines.linePos(node.range[0]).line}, ${key.replace(/^\./, '')}`;
  }
  return key.replace(/^\./, '');
}

/**
 * `sluice.yaml`: what the owner of a folder says about the documents in it. This file parses it. Guarantees: an unknown key, a malformed
 * principal or an empty value is refused with file, line and key; nothing is guessed. Whether attributes are declared is for those to
 * say who know the workspace. How manifests of nested folders add up: `manifest/labels.ts`. What columns say of rows: `rows.ts`.
 */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ATTRIBUTE_LIMITS, ATTRIBUTE_NAME_RULE, isAttributeName } from '../entitlements/attributes.ts';
import { CLASSIFICATIONS, type Classification } from '../entitlements/classification.ts';
import { COLLECTION_RULE, isCollectionName } from '../entitlements/collection.ts';
import { type Principal, parsePrincipal } from '../entitlements/principal.ts';
import { excerpt } from '../filters/finding.ts';
import { yamlDepth } from './manifest/depth.ts';
import { ManifestError, type ManifestProblem } from './manifest/error.ts';
import { globProblem } from './manifest/glob.ts';

/** Name of a manifest's file. */
export const MANIFEST_NAME = 'sluice.yaml';
/** Largest manifest, in UTF-16 code units. */
export const MAX_MANIFEST_CHARS = 256 * 1024;

/** What columns of a table say of its rows, which are then resources of their own. */
export interface RowColumns {
  readonly owner?: string;
  readonly readers?: string;
  /** Attribute → column that holds it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Columns that policies can mask: their values are not searchable. */
  readonly masked?: readonly string[];
}

/** Attributes of a document before they are checked against what is declared. */
export type StatedAttributes = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What can be said of a folder and of single files in it. */
export interface Statement {
  readonly owner?: Principal;
  /** Empty: the owner only. Absent: nothing is said. */
  readonly readers?: readonly Principal[];
  readonly deniers?: readonly Principal[];
  readonly classification?: Classification;
  /** Name → value, as stated. */
  readonly attributes?: StatedAttributes;
}

/** What is said of the files that a pattern matches. */
export interface Rule extends Statement {
  readonly match: string;
  readonly title?: string;
  readonly rows?: RowColumns;
  readonly ignore?: boolean;
}

export interface Manifest extends Statement {
  /** Where it stands, as given to {@link parseManifest}; for messages. */
  readonly path: string;
  readonly collection?: string;
  readonly rules: readonly Rule[];
}

const MAX_PRINCIPALS = 10_000;
const MAX_RULES = 1_000;
const MAX_MASKED = 100;
/** A manifest is a map of lists of maps of lists; malformed ones go a little deeper. */
const MAX_DEPTH = 20;

const principal = z.string().transform((text, context) => {
  const parsed = parsePrincipal(text);
  if (parsed !== undefined) return parsed;
  context.addIssue(`\`${excerpt(text)}\` is not a principal: write \`user:…\`, \`group:…\` or \`agent:…\``);
  return z.NEVER;
});
const owner = principal.refine((name) => name.startsWith('user:'), 'an owner is a person: write `user:…`');
const principals = z.array(principal).max(MAX_PRINCIPALS);
const columnName = z.string().min(1).max(200);

const attributeName = z.string().refine(isAttributeName, ATTRIBUTE_NAME_RULE);
const attributeText = z
  .string()
  .min(1)
  .max(ATTRIBUTE_LIMITS.stringLength)
  .refine((value) => value.isWellFormed(), 'the text holds half of a character');
const attributes = z
  .record(
    attributeName,
    z.union([attributeText, z.number(), z.boolean(), z.array(attributeText).max(ATTRIBUTE_LIMITS.setSize)], {
      error: 'write a text, a number, `true`, `false` or a list of texts',
    }),
  )
  .refine(isWithinBounds, `there are more than ${ATTRIBUTE_LIMITS.names} attributes`);

/** A list of names stands for columns of the same names. */
const attributeColumns = z
  .union(
    [
      z.array(attributeName).transform((names) => Object.fromEntries(names.map((name) => [name, name]))),
      z.record(attributeName, columnName),
    ],
    { error: `list attributes, or write the column of each after its name; ${ATTRIBUTE_NAME_RULE}` },
  )
  .refine(isWithinBounds, `there are more than ${ATTRIBUTE_LIMITS.names} attributes`)
  .refine((columns) => Object.keys(columns).length > 0, 'name an attribute');

function isWithinBounds(byName: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(byName).length <= ATTRIBUTE_LIMITS.names;
}

const ROWS = z
  .strictObject({
    owner: columnName.optional(),
    readers: columnName.optional(),
    attributes: attributeColumns.optional(),
    masked: z.array(columnName).min(1).max(MAX_MASKED).optional(),
  })
  .refine(
    (rows) => Object.values(rows).some((value) => value !== undefined),
    'name a column: `owner`, `readers`, `attributes` or `masked`',
  );

const STATEMENT = {
  owner: owner.optional(),
  readers: principals.optional(),
  deniers: principals.optional(),
  classification: z.enum(CLASSIFICATIONS).optional(),
  attributes: attributes.optional(),
};

const RULE = z.strictObject({
  match: z.string().superRefine((glob, context) => {
    const problem = globProblem(glob);
    if (problem !== undefined) context.addIssue(problem);
  }),
  ...STATEMENT,
  title: z.string().trim().min(1).max(500).optional(),
  rows: ROWS.optional(),
  ignore: z.boolean().optional(),
});

const MANIFEST = z.strictObject({
  collection: z.string().refine(isCollectionName, COLLECTION_RULE).optional(),
  ...STATEMENT,
  files: z.array(RULE).max(MAX_RULES).optional(),
});

/** Parses a manifest; `path` names it in messages. Throws {@link ManifestError} with every fault that was found. */
export function parseManifest(yamlText: string, path: string): Manifest {
  if (yamlText.length > MAX_MANIFEST_CHARS) {
    throw new ManifestError(path, [{ key: '', message: 'the manifest is too large' }]);
  }
  const { document, lines } = readYaml(yamlText, path);
  const parsed = MANIFEST.safeParse(plainValue(document, path) ?? {});
  if (!parsed.success) {
    throw new ManifestError(
      path,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, document, lines)),
    );
  }
  const { files, ...rest } = parsed.data;
  return { path, ...rest, rules: files ?? [] };
}

function readYaml(text: string, path: string): { document: Document; lines: LineCounter } {
  if (yamlDepth(text) > MAX_DEPTH) {
    throw new ManifestError(path, [{ key: '', message: 'the manifest is nested too deeply' }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core', merge: false });
  if (document.errors.length > 0 || document.warnings.length > 0) {
    throw new ManifestError(
      path,
      [...document.errors, ...document.warnings].map((fault) => ({
        line: lines.linePos(fault.pos[0]).line,
        key: '',
        message: fault.code === 'DUPLICATE_KEY' ? 'the key stands here twice' : `not valid YAML: ${fault.message}`,
      })),
    );
  }
  return { document, lines };
}

function plainValue(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new ManifestError(path, [{ key: '', message: 'aliases (`*name`) are not read: write the value again' }]);
  }
}

function problemsOf(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): ManifestProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lineOfKey(document, issue.path, key, lines),
      key: keyPath([...issue.path, key]),
      message: 'this key is not known',
    }));
  }
  return [{ line: lineOf(document, issue.path, lines), key: keyPath(issue.path), message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'custom':
    case 'invalid_format':
    case 'invalid_union':
      return issue.message;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message.toLowerCase();
  }
}

/** Line of the value at `path`, or of the nearest thing around it that is there. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function lineOfKey(document: Document, path: readonly PropertyKey[], key: string, lines: LineCounter): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return isNode(pair?.key) && pair.key.range ? lines.linePos(pair.key.range[0]).line : lineOf(document, path, lines);
}

/** `files[2].readers[0]`, counted from 0 as in code; the line says where it is. */
function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

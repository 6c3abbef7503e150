/**
 * `sluice.yaml`: what the owner of a folder says about the documents in it. This file parses it, and reads the entitlements of
 * a table's rows from the columns that it names. Guarantees: an unknown key, a malformed principal or an empty value is refused with file,
 * line and key; nothing is guessed. How manifests of nested folders add up: `manifest/labels.ts`.
 */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CLASSIFICATIONS, type Classification } from '../entitlements/classification.ts';
import { COLLECTION_RULE, isCollectionName } from '../entitlements/collection.ts';
import { type Principal, parsePrincipal, principalOf } from '../entitlements/principal.ts';
import { excerpt } from '../filters/finding.ts';
import { UnreadableDocument } from './formats/format.ts';
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

/** What can be said of a folder and of single files in it. */
export interface Statement {
  readonly owner?: Principal;
  /** Empty: the owner only. Absent: nothing is said. */
  readonly readers?: readonly Principal[];
  readonly deniers?: readonly Principal[];
  readonly classification?: Classification;
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

const STATEMENT = {
  owner: owner.optional(),
  readers: principals.optional(),
  deniers: principals.optional(),
  classification: z.enum(CLASSIFICATIONS).optional(),
};

const RULE = z.strictObject({
  match: z.string().superRefine((glob, context) => {
    const problem = globProblem(glob);
    if (problem !== undefined) context.addIssue(problem);
  }),
  ...STATEMENT,
  title: z.string().trim().min(1).max(500).optional(),
  rows: z
    .strictObject({ owner: columnName.optional(), readers: columnName.optional() })
    .refine((rows) => rows.owner !== undefined || rows.readers !== undefined, 'name a column: `owner` or `readers`')
    .optional(),
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
  const message =
    issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : issue.message.toLowerCase();
  return [{ line: lineOf(document, issue.path, lines), key: keyPath(issue.path), message }];
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

/**
 * Who owns a row and who else reads it, by the columns that the manifest names. An owner may be a bare user name (`alice`);
 * readers are principals parted by `;`, `,` or spaces. Row numbers count from 1 below the header.
 * Throws `UnreadableDocument` (`invalid-row-entitlement`) with row and column where a value is missing or malformed.
 */
export function rowEntitlements(
  rows: RowColumns,
  cells: Readonly<Record<string, string>>,
  rowNumber: number,
): { readonly owner?: Principal; readonly readers?: readonly Principal[] } {
  return {
    ...(rows.owner === undefined ? {} : { owner: rowOwner(cells, rows.owner, rowNumber) }),
    ...(rows.readers === undefined ? {} : { readers: rowReaders(cells, rows.readers, rowNumber) }),
  };
}

function rowOwner(cells: Readonly<Record<string, string>>, column: string, row: number): Principal {
  const text = cellOf(cells, column, row);
  const name = text.includes(':') ? parsePrincipal(text) : principalOf('user', text);
  if (name?.startsWith('user:') === true) return name;
  throw rowFault(row, column, `\`${excerpt(text)}\` is not a user`);
}

function rowReaders(cells: Readonly<Record<string, string>>, column: string, row: number): readonly Principal[] {
  const names = cellOf(cells, column, row)
    .split(/[;,\s]+/)
    .filter((name) => name !== '');
  if (names.length === 0) throw rowFault(row, column, 'the value is missing');
  if (names.length > MAX_PRINCIPALS) throw rowFault(row, column, 'there are too many principals');
  return names.map((text) => {
    const name = parsePrincipal(text);
    if (name === undefined) throw rowFault(row, column, `\`${excerpt(text)}\` is not a principal`);
    return name;
  });
}

function cellOf(cells: Readonly<Record<string, string>>, column: string, row: number): string {
  const text = Object.hasOwn(cells, column) ? cells[column] : undefined;
  if (text === undefined) throw rowFault(row, column, 'the table has no such column');
  if (text.trim() === '') throw rowFault(row, column, 'the value is missing');
  return text.trim();
}

function rowFault(row: number, column: string, why: string): UnreadableDocument {
  return new UnreadableDocument('invalid-row-entitlement', `row ${row}, column \`${excerpt(column)}\`: ${why}`);
}

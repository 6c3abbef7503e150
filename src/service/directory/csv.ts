/**
 * A directory as a table: a row for each user, agent or group. Columns, of which only `id` has to be there: `id`, `name`, `active`,
 * `clearance`, `manager`, `groups` (parted by `;`), `external`, `collections`, `purposes` (parted by `;`), `maxRisk`, an agent's safeguards
 * (`neutralization`, `screening`, `dlp` as `email=mask;iban=redact`, `suspicious`, `malicious`) and `attr.NAME`. An empty cell says nothing, but attributes are said whole by a table that has a column of them. A group that the table names has
 * exactly the members whose rows name it. Guarantees: every fault is told at once, with its line.
 */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { CLASSIFICATIONS, type Classification } from '../../../entitlements/classification.ts';
import { kindOf, type Principal, type PrincipalKind, parsePrincipal } from '../../../entitlements/principal.ts';
import { excerpt } from '../../../filters/finding.ts';
import { LIMITS } from '../../broker.ts';
import type { AgentCeiling, DirectoryInput, PrincipalFields } from '../../governance.ts';
import { type Fault, Problem } from '../../problem.ts';
import type { AgentSafeguards } from '../../safeguards/safeguards.ts';
import { refuseFaults, refuseTooLarge } from './faults.ts';
import { fieldFaults } from './fields.ts';

const COLUMNS = [
  'id',
  'name',
  'active',
  'clearance',
  'manager',
  'groups',
  'external',
  'collections',
  'purposes',
  'maxRisk',
  'neutralization',
  'screening',
  'dlp',
  'suspicious',
  'malicious',
] as const;
type Column = (typeof COLUMNS)[number];

const ATTRIBUTE = 'attr.';
const DELIMITERS = [',', ';', '\t'];
/** Longest row, in UTF-16 code units. */
const MAX_ROW_CHARS = 1_000_000;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Parses a table. Throws `invalid-request` with every fault, and `request-too-large`. */
export function parseDirectoryCsv(text: string): DirectoryInput {
  const [header, ...rows] = readRows(text);
  if (header === undefined) throw new Problem('invalid-request', 'the table is empty: it has no header');
  if (rows.length > LIMITS.directoryEntries) {
    throw new Problem('request-too-large', `one import takes at most ${LIMITS.directoryEntries} rows`);
  }
  refuseFaults(headerFaults(header));
  const table = new Table(header.cells);
  for (const row of rows) table.read(row);
  const directory = table.finish();
  refuseTooLarge(directory);
  return directory;
}

function readRows(text: string): Row[] {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_ROW_CHARS,
      to: LIMITS.directoryEntries + 2,
    }) as unknown as { readonly record: readonly string[]; readonly info: Info }[];
    // The parser counts lines up to the end of a record; a cell may hold some.
    return records.map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error.lines;
    const at = typeof line === 'number' ? `line ${line}` : '';
    throw new Problem('invalid-request', "the table can't be read, and nothing was changed", {
      faults: [{ at, detail: 'a quote is out of place or not closed, or a row is too long' }],
    });
  }
}

/** What parts the names of the header, none of which holds any of these. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function headerFaults({ line, cells }: Row): Fault[] {
  const at = `line ${line}`;
  const known = new Set<string>(COLUMNS);
  const unknown = cells.filter((name) => !known.has(name) && !(name.startsWith(ATTRIBUTE) && name !== ATTRIBUTE));
  const twice = new Set(cells.filter((name, column) => cells.indexOf(name) !== column));
  return [
    ...unknown.map((name) => ({
      at,
      detail: `the column \`${excerpt(name)}\` is not known: write ${COLUMNS.join(', ')} or ${ATTRIBUTE}NAME`,
    })),
    ...[...twice].map((name) => ({ at, detail: `the column \`${excerpt(name)}\` stands there twice` })),
    ...(cells.includes('id') ? [] : [{ at, detail: 'the column `id` is missing' }]),
  ];
}

class Table {
  readonly #columns: readonly string[];
  readonly #faults: Fault[] = [];
  readonly #lines = new Map<Principal, number>();
  readonly #users: DirectoryInput['users'][number][] = [];
  readonly #agents: DirectoryInput['agents'][number][] = [];
  readonly #groups = new Map<Principal, { displayName?: string; readonly members: Set<Principal> }>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** Takes in a row; what is wrong with it is kept for {@link finish}. */
  read({ line, cells }: Row): void {
    if (cells.length !== this.#columns.length) {
      this.#fault(line, undefined, `has ${cells.length} cells, and the header ${this.#columns.length}`);
      return;
    }
    const cell = (column: Column): string => cells[this.#columns.indexOf(column)] ?? '';
    const id = this.#principal(line, 'id', cell('id'), 'user', 'group', 'agent');
    if (id === undefined) return;
    const before = this.#lines.get(id);
    if (before !== undefined) this.#fault(line, 'id', `\`${id}\` stands in line ${before} already`);
    this.#lines.set(id, line);

    const fields = this.#fields(line, id, cells, cell);
    for (const { at, detail } of fieldFaults(id, fields)) this.#fault(line, columnOf(at), detail);
    for (const group of this.#groupsOf(line, cell('groups'))) this.#group(group).members.add(id);
    const kind = kindOf(id);
    switch (kind) {
      case 'user':
        this.#users.push({ id, ...fields });
        return;
      case 'agent':
        this.#agents.push({ id, ...fields });
        return;
      case 'group':
        this.#readGroup(line, id, cell('name'));
        return;
      default:
        kind satisfies never;
    }
  }

  /** The directory. Throws what was wrong with the rows. */
  finish(): DirectoryInput {
    refuseFaults(this.#faults);
    const groups = [...this.#groups].map(([id, { displayName, members }]) => ({
      id,
      ...(displayName !== undefined && { displayName }),
      members: [...members],
    }));
    return { users: this.#users, groups, agents: this.#agents };
  }

  #readGroup(line: number, id: Principal, name: string): void {
    // Without it the group would be said to be empty, which nobody meant.
    if (!this.#columns.includes('groups')) this.#fault(line, undefined, 'a table of groups needs the column `groups`');
    const group = this.#group(id);
    if (name !== '') group.displayName = name;
  }

  #group(id: Principal) {
    const group = this.#groups.get(id) ?? { members: new Set<Principal>() };
    this.#groups.set(id, group);
    return group;
  }

  #fields(line: number, id: Principal, cells: readonly string[], cell: (column: Column) => string): PrincipalFields {
    const name = cell('name');
    const active = this.#bool(line, 'active', cell('active'));
    const clearance = this.#clearance(line, cell('clearance'));
    const manager = cell('manager') === '' ? undefined : this.#principal(line, 'manager', cell('manager'), 'user');
    const external = this.#bool(line, 'external', cell('external'));
    const ceiling = this.#ceiling(line, cell);
    const attributes = this.#attributes(id, cells);
    return {
      ...(name !== '' && { displayName: name }),
      ...(active !== undefined && { active }),
      ...(clearance !== undefined && { clearance }),
      ...(manager !== undefined && { manager }),
      ...(external !== undefined && { external }),
      ...(ceiling !== undefined && { ceiling }),
      ...(attributes !== undefined && { attributes }),
    };
  }

  #attributes(id: Principal, cells: readonly string[]): Record<string, string> | undefined {
    if (!this.#columns.some((column) => column.startsWith(ATTRIBUTE))) return undefined;
    const said = this.#columns.flatMap((column, n): [string, string][] => {
      const value = cells[n] ?? '';
      return column.startsWith(ATTRIBUTE) && value !== '' ? [[column.slice(ATTRIBUTE.length), value]] : [];
    });
    return said.length === 0 && kindOf(id) === 'group' ? undefined : Object.fromEntries(said);
  }

  #ceiling(line: number, cell: (column: Column) => string): AgentCeiling | undefined {
    const [collections, purposes] = [cell('collections'), cell('purposes')];
    const maxRisk = this.#share(line, 'maxRisk', cell('maxRisk'));
    const safeguards = this.#safeguards(line, cell);
    if (collections === '' && purposes === '' && maxRisk === undefined && safeguards === undefined) return undefined;
    return {
      ...(collections !== '' && { collections: parts(collections) }),
      ...(purposes !== '' && { purposes: parts(purposes) }),
      ...(maxRisk !== undefined && { maxRisk }),
      ...(safeguards !== undefined && { safeguards }),
    };
  }

  /** As they stand there: what safeguards are is known to {@link fieldFaults}. */
  #safeguards(line: number, cell: (column: Column) => string): AgentSafeguards | undefined {
    const [neutralization, screening, dlp] = [cell('neutralization'), cell('screening'), cell('dlp')];
    const suspicious = this.#share(line, 'suspicious', cell('suspicious'));
    const malicious = this.#share(line, 'malicious', cell('malicious'));
    const hasThresholds = cell('suspicious') !== '' || cell('malicious') !== '';
    if (neutralization === '' && screening === '' && dlp === '' && !hasThresholds) return undefined;
    return {
      ...(neutralization !== '' && { neutralization }),
      ...(screening !== '' && { screening }),
      ...(dlp !== '' && { dlp: this.#rules(line, dlp) }),
      ...(hasThresholds && { thresholds: { suspicious, malicious } }),
    } as AgentSafeguards;
  }

  #rules(line: number, cell: string): Record<string, string> {
    const rules = parts(cell).map((rule) => rule.split('=').map((word) => word.trim()));
    const kinds = rules.map(([kind]) => kind);
    if (rules.some(({ length }) => length !== 2) || new Set(kinds).size < kinds.length)
      this.#fault(line, 'dlp', 'must be kinds with what is done, each once, such as `email=mask;iban=redact`');
    return Object.fromEntries(rules);
  }

  #share(line: number, column: Column, cell: string): number | undefined {
    if (cell === '') return undefined;
    if (/^\d(?:\.\d{1,9})?$/.test(cell)) return Number(cell);
    this.#fault(line, column, 'must be a number from 0 to 1');
    return undefined;
  }

  #groupsOf(line: number, cell: string): Principal[] {
    return parts(cell).flatMap((name) => this.#principal(line, 'groups', name, 'group') ?? []);
  }

  #clearance(line: number, cell: string): Classification | undefined {
    if (cell === '') return undefined;
    const level = CLASSIFICATIONS.find((one) => one === cell);
    if (level === undefined) this.#fault(line, 'clearance', `must be one of ${CLASSIFICATIONS.join(', ')}`);
    return level;
  }

  #bool(line: number, column: Column, cell: string): boolean | undefined {
    const word = cell.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    if (cell !== '') this.#fault(line, column, 'must be true or false');
    return undefined;
  }

  #principal(line: number, column: Column, cell: string, ...kinds: readonly PrincipalKind[]): Principal | undefined {
    const name = parsePrincipal(cell);
    if (name !== undefined && kinds.includes(kindOf(name))) return name;
    const wanted = kinds.map((kind) => `\`${kind}:name\``).join(' or ');
    this.#fault(line, column, `\`${excerpt(cell)}\` is not a principal: write ${wanted}`);
    return undefined;
  }

  #fault(line: number, column: string | undefined, detail: string): void {
    this.#faults.push({ at: column === undefined ? `line ${line}` : `line ${line}, ${column}`, detail });
  }
}

/** The column that a field comes from. */
function columnOf(field: string): string {
  if (field === 'displayName') return 'name';
  const [, inSafeguards] = /^ceiling\.safeguards\.(?:thresholds\.)?([a-z]+)/.exec(field) ?? [];
  return inSafeguards ?? field.replace(/^ceiling\./, '');
}

function parts(cell: string): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

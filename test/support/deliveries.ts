/**
 * Documents that a test brings again and again: real files of several formats and made-up ones that take several batches. Each
 * kind gives the same passages every time; only the title, by which a delivery is found, differs.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Delivery } from '../../src/broker.ts';
import { aPrincipal } from './callers.ts';

export interface Kind {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly rows?: { readonly owner?: string; readonly readers?: string };
}

const HARBOR = [
  'handbook/parental-leave.md',
  'handbook/remote-work.docx',
  'support/macros.html',
  'hr/probation-review-chidi.eml',
  'finance/expenses-2026.csv',
  'support/ticket-4711.md',
] as const;

const COLUMNS = { 'finance/expenses-2026.csv': { owner: 'employee', readers: 'approvers' } } as const;

/** Passages of the largest kind: more than one batch stages at a time. */
const ROWS = 230;
const PARAGRAPHS = 120;

const encode = (text: string) => new TextEncoder().encode(text);

function table(): Kind {
  const lines = Array.from(
    { length: ROWS },
    (_, i) => `${i},user-${i % 7},group:team-${i % 5},crate ${i} weighs ${i * 3} kg`,
  );
  return {
    name: 'table',
    fileName: 'crates.csv',
    bytes: encode(['crate,keeper,team,note', ...lines].join('\n')),
    rows: { owner: 'keeper', readers: 'team' },
  };
}

function manual(): Kind {
  const paragraphs = Array.from(
    { length: PARAGRAPHS },
    (_, i) => `## Step ${i}\n\n${`The crane lifts pallet ${i} onto deck ${i % 9}. `.repeat(20)}`,
  );
  return { name: 'manual', fileName: 'manual.md', bytes: encode(`# Crane manual\n\n${paragraphs.join('\n\n')}`) };
}

/** All kinds. `root` is the project's folder. */
export async function kinds(root: string): Promise<Kind[]> {
  const files = HARBOR.map(async (path): Promise<Kind> => {
    const bytes = await readFile(join(root, 'examples/harbor/documents', path));
    const rows = path in COLUMNS ? COLUMNS[path as keyof typeof COLUMNS] : undefined;
    return { name: path, fileName: path.slice(path.indexOf('/') + 1), bytes, ...(rows && { rows }) };
  });
  return [...(await Promise.all(files)), table(), manual()];
}

/** A delivery of a kind by `user:olga`, who may read all of it. Its title holds `marker`, a word of its own, and so every passage is found by it. */
export function deliveryOf(kind: Kind, marker: string, externalId?: string): Delivery {
  const { bytes, fileName, rows } = kind;
  return {
    ...{ bytes, fileName },
    title: `Paper ${marker}`,
    collection: 'quay',
    entitlements: {
      owner: aPrincipal('user:olga'),
      readers: [aPrincipal('user:olga'), aPrincipal('group:harbour')],
      deniers: [],
    },
    ...(rows && { rows }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

/** The project's folder, from a source or from what was compiled below `dist/`. */
export function projectRoot(from: string): string {
  const path = fileURLToPath(from);
  const at = Math.max(path.lastIndexOf('/dist/'), path.lastIndexOf('/test/support/'));
  return path.slice(0, path.includes('/dist/') ? path.lastIndexOf('/dist/') : at);
}

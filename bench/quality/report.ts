/**
 * What `quality` measured, and the table that it prints.
 */
import { mean, type Score } from './metrics.ts';
import type { Measured } from './systems.ts';

export const SYSTEMS = ['referenceBm25', 'bm25', 'vectors', 'hybrid', 'teacherVectors', 'teacherHybrid'] as const;
export type System = (typeof SYSTEMS)[number];
type Of<Figures> = Readonly<Partial<Record<System, Figures>>>;

export interface MeasuredCollection {
  readonly name: string;
  readonly documents: number;
  readonly systems: Of<Measured>;
}

export interface QualityReport {
  readonly bench: 'quality';
  /** The embedder of `vectors` and `hybrid`, and that of the teacher. */
  readonly model: string;
  readonly teacher: string | undefined;
  readonly collections: readonly MeasuredCollection[];
  /** Means over collections, each counting the same. */
  readonly averages: Of<Score>;
  /** nDCG@10 of `hybrid` over that of `teacherHybrid`, of the averages. */
  readonly hybridOverTeacher: number | undefined;
}

export function reportOf(
  models: Pick<QualityReport, 'model' | 'teacher'>,
  collections: readonly MeasuredCollection[],
): QualityReport {
  const averages: Partial<Record<System, Score>> = {};
  for (const system of SYSTEMS) {
    const scores = collections.flatMap(({ systems }) => systems[system] ?? []);
    if (scores.length > 0) averages[system] = mean(scores);
  }
  const { hybrid, teacherHybrid } = averages;
  const hybridOverTeacher = hybrid && teacherHybrid && hybrid.ndcg10 / teacherHybrid.ndcg10;
  return { bench: 'quality', ...models, collections, averages, hybridOverTeacher };
}

const LABEL: Readonly<Record<System, string>> = {
  referenceBm25: 'BM25 by the book',
  bm25: 'BM25',
  vectors: 'vectors',
  hybrid: 'hybrid',
  teacherVectors: 'teacher',
  teacherHybrid: 'hybrid, teacher',
};

export function show({ model, teacher, collections, averages, hybridOverTeacher }: QualityReport): string {
  const width = Math.max(...collections.map(({ name, documents }) => title(name, documents).length), 10);
  const row = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(width) : i === 1 ? cell.padEnd(16) : cell.padStart(10))).join('  ');
  const rows = (name: string, systems: Of<Score & { queries?: number }>) =>
    SYSTEMS.flatMap((system) => {
      const figures = systems[system];
      if (figures === undefined) return [];
      const { ndcg10, recall10, recall100, queries } = figures;
      const cells = [ndcg10, recall10, recall100].map((figure) => figure.toFixed(3));
      return [row([name, LABEL[system], ...cells, queries === undefined ? '' : String(queries)]).trimEnd()];
    });
  return [
    row(['collection', 'system', 'nDCG@10', 'recall@10', 'recall@100', 'queries']),
    ...collections.flatMap(({ name, documents, systems }) => rows(title(name, documents), systems)),
    ...(collections.length > 1 ? rows('mean', averages) : []),
    `vectors of ${model}${teacher === undefined ? '' : `; the teacher is ${teacher}`}`,
    ...(hybridOverTeacher === undefined
      ? []
      : [`hybrid has ${(100 * hybridOverTeacher).toFixed(1)} % of the nDCG@10 of the hybrid with the teacher`]),
  ].join('\n');
}

const title = (name: string, documents: number) => `${name} (${documents})`;

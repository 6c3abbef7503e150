/**
 * The model whose vectors a file holds. Vectors of two models can't be compared, so every put and every search asks again: another
 * process may have rebuilt the file since.
 */
import type Database from 'better-sqlite3';
import type { EmbeddingModel } from '../../../embedding/port.ts';

const SELECT = 'SELECT id, version, dimension FROM model';

/** Throws when the file is for vectors of another model. */
export function requireModel(prepare: (sql: string) => Database.Statement, model: EmbeddingModel): void {
  const held = prepare(SELECT).get() as Pick<EmbeddingModel, 'id' | 'version' | 'dimension'>;
  if (held.id === model.id && held.version === model.version && held.dimension === model.dimension) return;
  throw new Error(
    `the index has vectors of the model \`${held.id}\` ${held.version}, not of \`${model.id}\` ${model.version}: ` +
      'rebuild it with `sluice reindex`',
  );
}

/** Cases of conditions and what they say of a chunk: one corpus, read by every reading of a condition. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Condition, Labelled, Labels } from '../../entitlements/condition.ts';

export interface ConditionCase {
  readonly name: string;
  readonly condition: Condition;
  readonly chunk: Labelled;
  readonly holds: boolean;
}

/** One line of a file: what is not said of the chunk is as below. */
interface Line {
  readonly says: string;
  readonly chunk: Partial<Omit<Labelled, 'labels'>> & { readonly labels?: Partial<Labels> };
  readonly condition: Condition;
  readonly holds: boolean;
}

const FOLDER = join(import.meta.dirname, '../corpus/entitlements/conditions');
const LABELS: Labels = {
  kind: 0,
  readers: 0,
  deniers: 0,
  owner: 0,
  collection: 0,
  classification: 0,
  risk: 0,
  score: 0,
};

/** Every case, and every case turned around: what a condition says, its negation does not. */
export function readConditionCases(): readonly ConditionCase[] {
  const cases = readdirSync(FOLDER).flatMap((file) =>
    readFileSync(join(FOLDER, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => toCase(file, JSON.parse(line) as Line)),
  );
  return cases.flatMap((one) => [one, turned(one)]);
}

function toCase(file: string, { says, chunk, condition, holds }: Line): ConditionCase {
  const { documentId = 'document', resourceId = 'resource', attributes = {}, labels = {} } = chunk;
  return {
    name: `${file}: ${says}`,
    condition,
    chunk: { documentId, resourceId, attributes, labels: { ...LABELS, ...labels } },
    holds,
  };
}

const turned = ({ name, condition, chunk, holds }: ConditionCase): ConditionCase => ({
  name: `${name} (negated)`,
  condition: { op: 'not', not: condition },
  chunk,
  holds: !holds,
});

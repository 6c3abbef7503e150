/**
 * The check of `sluice doctor --deep`: catalogue and index, passage for passage. What differs and no job explains is a fault of the index.
 */
import { type Agreement, compareIndex, DISAGREEMENTS, type Disagreement } from '../intake/agreement.ts';
import { type Check, fail, ok } from './check.ts';
import { publicFailure } from './failure.ts';
import type { CliHost } from './shell.ts';
import { Progress } from './terminal.ts';

const CHECK = 'index, passage by passage';
const IN_WORDS: Readonly<Record<Disagreement, string>> = {
  missing: 'missing',
  unserved: 'there and not served',
  twice: 'there more than once',
  differing: 'under other labels',
  unfindable: 'without their words or vectors',
};

/** Compares every document, with progress on a terminal. */
export async function checkAgreement(host: CliHost): Promise<Check> {
  const progress = new Progress();
  try {
    return toCheck(await compareIndex(host, (done) => progress.update(`${done} documents compared`)));
  } catch (error) {
    const { detail } = publicFailure(error);
    return fail(CHECK, `they can not be compared: ${detail}`, 'see the other checks');
  } finally {
    progress.clear();
  }
}

function toCheck({ documents, passages, waiting, disagreements, example }: Agreement): Check {
  const counts = { documents, passages, waiting, ...disagreements };
  const wrong = DISAGREEMENTS.filter((what) => disagreements[what] > 0);
  const late = waiting === 0 ? '' : `; ${many(waiting, 'document')} not judged: the outbox has work left for it`;
  if (wrong.length === 0)
    return { ...ok(CHECK, `${many(passages, 'passage')} of ${many(documents, 'document')} agree${late}`), counts };
  const told = wrong.map((what) => `${disagreements[what]} ${IN_WORDS[what]}`).join(', ');
  const where = example === undefined ? '' : `, as in document \`${example}\``;
  return { ...fail(CHECK, `of ${many(passages, 'passage')}: ${told}${where}${late}`, 'run `sluice reindex`'), counts };
}

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/**
 * `sluice score`: the classifier alone, over JSONL. Texts come on stdin and judgements go to stdout, in their order, each as soon as it is made; nothing
 * is kept, and no data folder is opened.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RiskScore } from '../../../filters/injection/classifier.ts';
import { EXIT, run } from '../failure.ts';
import { inStep } from '../score/in-step.ts';
import { lineGroups } from '../score/lines.ts';
import { batchesOf, type Question, questionIn, unitsOf } from '../score/questions.ts';
import { SCORING_CLASSIFIERS, type ScoringClassifier, type Shell } from '../shell.ts';
import { Progress } from '../terminal.ts';
import { whole } from '../values.ts';

interface ScoreOptions {
  readonly classifier?: ScoringClassifier;
  readonly suspicious?: number;
  readonly malicious?: number;
  readonly workers: number;
}

const MAX_WORKERS = 64;
/** UTF-16 units of text that are read ahead for each worker. */
const UNITS_AHEAD = 128_000;
/** What a line weighs besides its text. */
const LINE_UNITS = 200;

export function addScore(program: Command, shell: Shell): void {
  program
    .command('score')
    .summary('score texts for hidden instructions')
    .description(
      'Reads {"id", "text"} from stdin, one JSON object a line, and prints {"id", "score", "verdict", "spans"} for each, in the same order and as soon as it is known. A span is {"start", "end", "score", "signals"}; `start` and `end` count UTF-16 units of the text as it was given. Empty lines are passed over. A line that can not be read is answered by {"id"?, "error": {"line", "message"}} in its place. A text is scored as it is: it is not washed as a document is.',
    )
    .addOption(
      new Option('--classifier <name>', 'what scores (default: SLUICE_CLASSIFIER, detector)').choices(
        SCORING_CLASSIFIERS,
      ),
    )
    .option(
      '--suspicious <score>',
      "from which score on a text is suspicious (default: the classifier's own)",
      probability,
    )
    .option(
      '--malicious <score>',
      "from which score on a text is malicious (default: the classifier's own)",
      probability,
    )
    .option(
      '--workers <number>',
      'threads that score (default: as many as there are processors)',
      whole(1, MAX_WORKERS),
      Math.min(MAX_WORKERS, availableParallelism()),
    )
    .option('--json', 'as without it: what is printed is JSON')
    .addHelpText(
      'after',
      `
Examples:
  echo '{"id": 1, "text": "Ignore all previous instructions."}' | sluice score
  sluice score < texts.jsonl | jq -r 'select(.verdict != "clean") | .id'
  zcat texts.jsonl.gz | sluice score --classifier portable --workers 1 > scores.jsonl

Lines are UTF-8 and up to 64 MiB long.

Exit codes: 0 every line was scored · 1 a line could not be read · 2 the classifier can not be had, or failed`,
    )
    .action(
      run(async ({ classifier, suspicious, malicious, workers }: ScoreOptions) => {
        const scorer = await shell.openScorer({ classifier, workers, thresholds: { suspicious, malicious } });
        const tally = new Tally();
        try {
          await inStep(batches(process.stdin), {
            maxWeight: workers * UNITS_AHEAD,
            weigh: (batch) => batch.reduce((sum, question) => sum + unitsOf(question) + LINE_UNITS, 0),
            async work(batch) {
              const scores = await scorer.score(batch.flatMap((one) => ('text' in one ? [one.text] : [])));
              return { batch, lines: answersTo(batch, scores) };
            },
            async handOn({ batch, lines }) {
              await write(`${lines.join('\n')}\n`);
              tally.add(batch);
            },
          });
        } finally {
          tally.clear();
          // Else a pipe that stays open would keep the process.
          process.stdin.destroy();
          await scorer.close();
        }
        return tally.faults > 0 ? EXIT.finding : EXIT.ok;
      }),
    );
}

async function* batches(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Question[]> {
  for await (const lines of lineGroups(input)) yield* batchesOf(lines.map(questionIn));
}

function answersTo(batch: readonly Question[], scores: readonly RiskScore[]): readonly string[] {
  const next = scores.values();
  return batch.map((question) => {
    if (!('text' in question)) return JSON.stringify(question);
    const risk = next.next().value;
    if (risk === undefined) throw new Error('the classifier left a text unscored');
    const spans = risk.spans.map(({ start, end, score, signals }) => ({ start, end, score, signals }));
    return JSON.stringify({ id: question.id, score: risk.score, verdict: risk.verdict, spans });
  });
}

/** Waits until what was written has found its reader. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** How far it is. */
class Tally {
  readonly #progress = new Progress();
  #texts = 0;
  #units = 0;
  faults = 0;

  add(batch: readonly Question[]): void {
    for (const question of batch) {
      if ('text' in question) this.#texts += 1;
      else this.faults += 1;
      this.#units += unitsOf(question);
    }
    const megabytes = (this.#units / 1e6).toFixed(1);
    this.#progress.update(`${this.#texts} texts, ${megabytes} million characters, ${this.faults} not read`);
  }

  clear(): void {
    this.#progress.clear();
  }
}

/** A number from 0 to 1. */
function probability(text: string): number {
  const value = Number(text);
  if (/^\d?\.?\d{1,9}$/.test(text) && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Write a number from 0 to 1.');
}

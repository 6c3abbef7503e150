/**
 * What happens to attacks that are found when they are disguised: in other words, in other languages, cut up, in other letters, deep in innocent text.
 * Words and languages are those that were written by hand; the rest is made of payloads in the data. Found: a suspicious span lies on the attack.
 */
import { table } from '../../src/cli/terminal.ts';
import { randomFrom } from '../corpus/random.ts';
import { carriersOf, type Placed, placeIn } from './carriers.ts';
import type { Contender } from './contender.ts';
import { isFoundAt } from './depth.ts';
import { DISGUISES, type Disguise } from './disguises.ts';
import { plantedIn, type Row, sampleBySource } from './rows.ts';
import { percent } from './sources-report.ts';
import { meanOf } from './statistics.ts';
import { innocentPassages, paraphrasedAttacks, plainAttacks, translatedAttacks } from './written.ts';

export interface Outcome {
  readonly evasion: string;
  readonly attacks: number;
  /** Shares found, of the attacks as they were and as they are disguised. */
  readonly before: number;
  readonly after: number;
}

export interface EvasionsReport {
  readonly classifier: string;
  readonly kilobytes: number;
  readonly outcomes: readonly Outcome[];
  /** Passages around the attacks that were written by hand which are flagged without one. */
  readonly innocentFlagged: number;
}

interface Case {
  readonly before: Placed;
  readonly after: Placed;
}

/** Long texts: fewer attacks say enough. */
const MAX_PADDED = 40;
const SEED = 23;

export async function measureEvasions(
  contender: Contender,
  rows: readonly Row[],
  { attacks: count, kilobytes }: { readonly attacks: number; readonly kilobytes: number },
): Promise<EvasionsReport> {
  const planted = sampleBySource(plantedIn(rows), count).map(({ row: { text }, payload, start }) => ({
    payload,
    placed: { text, start, end: start + payload.length },
  }));
  const outcomes: Outcome[] = [];
  const measure = async (evasion: string, cases: readonly Case[]): Promise<void> => {
    const found = async (placed: readonly Placed[]): Promise<number> => {
      const risks = (await Promise.all(placed.map(({ text }) => contender.score([text])))).flat();
      return meanOf(
        placed.map((place, i) => {
          const risk = risks[i];
          return Number(risk !== undefined && isFoundAt(risk, place, contender.thresholds.suspicious));
        }),
      );
    };
    const before = await found([...new Set(cases.map((one) => one.before))]);
    outcomes.push({ evasion, attacks: cases.length, before, after: await found(cases.map(({ after }) => after)) });
  };

  const plain = new Map(plainAttacks().map(({ id, attack }) => [id, attack]));
  const cases = (written: ReturnType<typeof plainAttacks>): Case[] =>
    written.flatMap(({ id, attack: after }) => {
      const before = plain.get(id);
      return before === undefined ? [] : [{ before, after }];
    });
  await measure('paraphrase', cases(paraphrasedAttacks()));
  const translated = translatedAttacks();
  await measure('translation', cases(translated));
  for (const language of new Set(translated.map((one) => one.language)))
    await measure(`translation: ${language}`, cases(translated.filter((one) => one.language === language)));
  const disguises: readonly (readonly [string, Disguise])[] = Object.entries(DISGUISES);
  for (const [name, disguise] of disguises) {
    const random = randomFrom(SEED);
    await measure(
      name,
      planted.map(({ payload, placed }) => ({ before: placed, after: replaced(placed, disguise(payload, random)) })),
    );
  }
  const padded = planted.slice(0, MAX_PADDED);
  const carriers = await carriersOf(contender, rows, padded.length, kilobytes * 1_000);
  await measure(
    `${kilobytes} kB of innocent text around`,
    padded.map(({ payload, placed }, i) => ({ before: placed, after: placeIn(carriers[i] ?? [], payload, 0.5) })),
  );
  const innocent = await contender.score(innocentPassages());
  const flagged = innocent.filter(({ score }) => score >= contender.thresholds.suspicious).length;
  return { classifier: contender.name, kilobytes, outcomes, innocentFlagged: flagged };
}

/** The text with something else in the place of what was put in. */
function replaced({ text, start, end }: Placed, by: string): Placed {
  return { text: text.slice(0, start) + by + text.slice(end), start, end: start + by.length };
}

export function showEvasions({ classifier, outcomes, innocentFlagged }: EvasionsReport): string {
  return [
    ...table([
      ['evasion', 'attacks', 'found before', 'after'],
      ...outcomes.map(({ evasion, attacks, before, after }) => [
        evasion,
        String(attacks),
        percent(before),
        percent(after),
      ]),
    ]),
    `innocent passages around the attacks that were written by hand, flagged without one: ${innocentFlagged} of ${innocentPassages().length}`,
    classifier,
  ].join('\n');
}

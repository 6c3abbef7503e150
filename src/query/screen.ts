/**
 * The screening of a question: what it looks like goes into the record, an attack is an alarm beside it, and where the safeguards say so it
 * is refused. Neither the answer nor the refusal tells what was seen. It decides nothing of what may be read: entitlements do.
 */
import { randomUUID } from 'node:crypto';
import { ALARM, screenQuestion } from '../../filters/screening/screen.ts';
import type { Question } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { StoreUnavailable } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { type Asked, actor } from './record.ts';
import { Sessions } from './sessions.ts';
import type { Grounds, ScreenedQuestion } from './stages.ts';

const sessions = new WeakMap<Catalog, Sessions>();

function sessionsOf(catalog: Catalog): Sessions {
  const found = sessions.get(catalog) ?? new Sessions();
  sessions.set(catalog, found);
  return found;
}

/** Screens a question in the session of its caller. Once for each: the session counts it. */
export function screen(catalog: Catalog, caller: Caller, { query, k }: Question): ScreenedQuestion {
  const all = sessionsOf(catalog);
  const asking = { nowMs: Date.now(), k, seed: all.seed };
  const { score, signals } = all.advance(caller, (past) => screenQuestion(query, past, asking));
  return { score: Math.round(score * 1_000) / 1_000, signals, isAlarm: score >= ALARM };
}

/** Refuses an attack with `question-refused` where the grounds say so. It is recorded before it is said. */
export async function refuseAttack(catalog: Catalog, caller: Caller, asked: Asked, grounds: Grounds): Promise<void> {
  const { screening, fields } = asked;
  if (!screening?.isAlarm || grounds.safeguards.screening !== 'refuse') return;
  const { score, signals } = screening;
  const detail = { actor: actor(caller), ...fields, score, signals, refused: true };
  const alarm = { id: randomUUID(), workspace: caller.workspace, kind: 'screening.alarm', detail } as const;
  try {
    await catalog.store.commit({ events: [alarm] });
  } catch (cause) {
    if (cause instanceof StoreUnavailable) throw new Problem('catalogue-unavailable', undefined, { cause });
    throw cause;
  }
  throw new Problem('question-refused');
}

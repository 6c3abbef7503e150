/** Every technique of hiding that is known, by name: for reports and for the documentation. */
import { SANITIZE_TECHNIQUES } from './sanitize/techniques.ts';
import type { Technique } from './visibility/technique.ts';

/** Name → technique. Signals of the injection classifier are not techniques of hiding and are not here. */
export const TECHNIQUES: ReadonlyMap<string, Technique> = new Map(Object.entries({ ...SANITIZE_TECHNIQUES }));

/** Every signal there is, in one list. A new family is a file beside this one and a line here. */
import { ADDRESS_SIGNALS } from './address.ts';
import { CONCEALMENT_SIGNALS } from './concealment.ts';
import { EXFILTRATION_SIGNALS } from './exfiltration.ts';
import { BOOKS } from './languages/books.ts';
import { phraseSignals } from './languages/phrases.ts';
import { MARKUP_SIGNALS } from './markup.ts';
import { OVERRIDE_SIGNALS } from './override.ts';
import { PERSONA_SIGNALS } from './persona.ts';
import { SECRETS_SIGNALS } from './secrets.ts';
import type { Signal } from './signal.ts';
import { TASK_SIGNALS } from './task.ts';

export const SIGNALS: readonly Signal[] = [
  ...OVERRIDE_SIGNALS,
  ...ADDRESS_SIGNALS,
  ...MARKUP_SIGNALS,
  ...EXFILTRATION_SIGNALS,
  ...SECRETS_SIGNALS,
  ...CONCEALMENT_SIGNALS,
  ...PERSONA_SIGNALS,
  ...TASK_SIGNALS,
  ...phraseSignals(BOOKS),
];

/**
 * Directional controls (UAX #9). Marks stay on lines that hold right-to-left letters; embeddings and isolates stay there if they balance;
 * overrides always go, since they show text in another order than it is stored in (Trojan Source, CVE-2021-42574).
 * What an override showed is reported, so that both orders are judged. The text keeps its stored order.
 */
import type { Note, Pass } from './pass.ts';

const ANY_CONTROL = /\p{Bidi_Control}/u;
const RIGHT_TO_LEFT =
  /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Samr}\p{scx=Mand}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Phnx}\p{scx=Yezi}]/u;
const OVERRIDE = /[\u202D\u202E]/;
const OVERRIDDEN = /[\u202D\u202E]([^\u202A-\u202E\n]*)/g;
const FRAME = /[\u202A-\u202E\u2066-\u2069]/;
const FRAMES = /[\u202A-\u202E\u2066-\u2069]/g;
const CONTROLS = /\p{Bidi_Control}/gu;
/** Embeddings and isolates that can move text to the right; the others only set it apart. */
const TURNS = /[\u202B\u2067]/;
const MAX_DEPTH = 125;

export const cutBidi: Pass = (text, note) => {
  if (!ANY_CONTROL.test(text)) return text;
  const told = new Set<string>();
  const once: Note = (cut) => {
    if (told.has(cut.technique)) return;
    told.add(cut.technique);
    note(cut);
  };
  return text
    .split('\n')
    .map((line) => (ANY_CONTROL.test(line) ? cutLine(line, once) : line))
    .join('\n');
};

function cutLine(line: string, note: Note): string {
  if (OVERRIDE.test(line)) {
    const shown = [...line.matchAll(OVERRIDDEN)]
      .map((match) => [...(match[1] ?? '')].reverse().join('').trim())
      .join(' ');
    note({
      technique: 'bidi-override',
      severity: 'high',
      removed: line.match(CONTROLS)?.join('') ?? '',
      ...(shown.trim() === '' ? {} : { decoded: shown.trim() }),
    });
    return line.replace(CONTROLS, '');
  }
  const hasRightToLeft = RIGHT_TO_LEFT.test(line);
  if (hasRightToLeft && (!FRAME.test(line) || isBalanced(line))) return line;
  const frames = line.match(FRAMES)?.join('') ?? '';
  if (frames !== '') {
    note({
      technique: 'bidi-control',
      severity: TURNS.test(frames) || hasRightToLeft ? 'medium' : 'info',
      removed: frames,
    });
  }
  return hasRightToLeft ? line.replace(FRAMES, '') : line.replace(CONTROLS, '');
}

/** Whether every embedding has its PDF and every isolate its PDI, rightly nested. */
function isBalanced(line: string): boolean {
  const open: string[] = [];
  for (const control of line.match(FRAMES) ?? []) {
    if (control === '\u202C' || control === '\u2069') {
      const closes = control === '\u202C' ? /[\u202A\u202B]/ : /[\u2066-\u2068]/;
      const last = open.pop();
      if (last === undefined || !closes.test(last)) return false;
    } else open.push(control);
    if (open.length > MAX_DEPTH) return false;
  }
  return open.length === 0;
}

/**
 * White space: rows of exotic spaces that spell something, tabs and spaces at line ends that do (the SNOW channel), and text pushed
 * far to the right or far below. Rows of one kind of space, indentation and ordinary blank lines stay as they are.
 */
import type { Pass } from './pass.ts';

const EXOTIC_RUN = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]{4,}/g;
const EXOTIC = /[\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const BLANK_RUN = /[ \t]{8,}/g;
const FAR_RIGHT = 200;
const NEWLINES = /\n[ \t\n]{99,}/g;
const FAR_BELOW = 100;
/** A channel needs more than a slip. */
const LONG_EXOTIC_RUN = 16;
const MANY_LINES = 4;

export const cutSpaces: Pass = (text, note) => {
  let exotic = '';
  let clean = text.replace(EXOTIC_RUN, (run) => {
    // One kind of space, even mixed with the plain one, carries nothing: it is indentation or justification.
    if (new Set(run.match(EXOTIC) ?? []).size < 2) return run;
    exotic += run;
    return ' ';
  });
  if (exotic !== '') {
    note({
      technique: 'exotic-spaces',
      severity: exotic.length >= LONG_EXOTIC_RUN ? 'medium' : 'low',
      removed: exotic,
    });
  }
  let trailing = 0;
  let isFarRight = false;
  clean = clean.replace(BLANK_RUN, (run, offset: number) => {
    const end = offset + run.length;
    const endsLine = end === clean.length || clean[end] === '\n';
    if (endsLine && run.includes(' ') && run.includes('\t')) {
      trailing += 1;
      return '';
    }
    if (run.length < FAR_RIGHT) return run;
    isFarRight ||= !endsLine;
    return endsLine ? '' : ' ';
  });
  if (trailing > 0)
    note({ technique: 'trailing-spaces', severity: trailing >= MANY_LINES ? 'medium' : 'low', removed: ' \t' });
  if (isFarRight) note({ technique: 'far-right', severity: 'low', removed: ' '.repeat(8) });
  let isFarBelow = false;
  clean = clean.replace(NEWLINES, (run, offset: number) => {
    const lines = run.split('\n').length - 1;
    if (lines < FAR_BELOW) return run;
    isFarBelow ||= offset + run.length < clean.length;
    return `\n\n${run.slice(run.lastIndexOf('\n') + 1)}`;
  });
  if (isFarBelow) note({ technique: 'far-below', severity: 'low', removed: '\n'.repeat(8) });
  return clean;
};

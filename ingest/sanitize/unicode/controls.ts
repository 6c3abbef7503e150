/**
 * Controls: line ends become `\n`, terminal escapes and backspaces are carried out, everything else of C0 and C1 but tab goes.
 * Colour is dropped and its text kept; what a terminal would not show is cut. What the terminal does is decided in
 * `formats/terminal/screen.ts`; a carriage return is a line end here, since only whole files are written over with it.
 */
import type { Severity } from '../../../filters/finding.ts';
import { NEEDS_TERMINAL, playTerminal } from '../../formats/terminal/screen.ts';
import type { Note, Pass } from './pass.ts';

const ANY_CONTROL = /[\0-\x08\x0B-\x1F\x7F-\x9F\p{Surrogate}]/u;

export const cutControls: Pass = (text, note) => {
  if (!ANY_CONTROL.test(text)) return text;
  let clean = text.replace(/\r\n?|\x85|[\v\f]/g, '\n');
  if (NEEDS_TERMINAL.test(clean)) clean = shownByTerminal(clean, note);
  const stray: string[] = [];
  clean = clean.replace(/[\0-\x08\x0B-\x1F\x7F-\x9F]/g, (c) => {
    stray.push(c);
    return '';
  });
  if (stray.length > 0) note({ technique: 'control-characters', severity: 'low', removed: stray.join('') });
  const halves = clean.match(/\p{Surrogate}/gu);
  if (halves !== null) {
    note({ technique: 'ill-formed-text', severity: 'low', removed: halves.join('') });
    clean = clean.replace(/\p{Surrogate}/gu, '\uFFFD');
  }
  return clean;
};

function shownByTerminal(text: string, note: Note): string {
  const { rows, codes } = playTerminal(text);
  const cuts = new Map<string, { technique: string; severity: Severity; texts: string[] }>();
  const shown = rows.map((runs) => {
    let line = '';
    for (const { text: piece, hidden } of runs) {
      if (hidden === undefined) {
        line += piece;
        continue;
      }
      const key = `${hidden.technique} ${hidden.severity}`;
      const cut = cuts.get(key) ?? { technique: hidden.technique, severity: hidden.severity, texts: [] };
      cut.texts.push(piece);
      cuts.set(key, cut);
    }
    return line;
  });
  if (codes !== '') note({ technique: 'terminal-escape', severity: 'info', removed: codes });
  for (const { technique, severity, texts } of cuts.values()) {
    const removed = texts.join(' ').trim();
    if (removed === '') continue;
    note({ technique, severity, removed, ...(severity === 'high' ? { decoded: removed } : {}) });
  }
  return shown.join('\n');
}

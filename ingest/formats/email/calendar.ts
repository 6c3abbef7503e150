/**
 * An invitation as mail programs show it: what, when, where, and the description. Other properties are for programs; the ones that hold
 * sentences (`X-ALT-DESC`, `COMMENT`) are given apart. Source: RFC 5545. Times are given as they are written.
 */

export interface Invitation {
  readonly lines: readonly string[];
  /** Sentences that are not shown. */
  readonly unseen: readonly string[];
}

const SHOWN: ReadonlyMap<string, string> = new Map([
  ['SUMMARY', 'Event'],
  ['DTSTART', 'Starts'],
  ['DTEND', 'Ends'],
  ['LOCATION', 'Place'],
  ['DESCRIPTION', ''],
]);
const MAX_EVENTS = 50;
const MANY_WORDS = 4;

export function readInvitation(calendar: string): Invitation {
  const lines: string[] = [];
  const unseen: string[] = [];
  let events = 0;
  const open: string[] = [];
  for (const line of calendar.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const match = /^([A-Za-z-]{1,60})((?:;[^:]{0,500})?):(.*)$/.exec(line);
    if (match === null) continue;
    const name = (match[1] ?? '').toUpperCase();
    const value = unescaped(match[3] ?? '').trim();
    if (name === 'BEGIN' || name === 'END') {
      if (name === 'END') open.pop();
      else open.push(value.toUpperCase());
      if (open.at(-1) === 'VEVENT' && name === 'BEGIN') events += 1;
      continue;
    }
    const label = open.at(-1) === 'VEVENT' && events <= MAX_EVENTS ? SHOWN.get(name) : undefined;
    if (label !== undefined && value !== '')
      lines.push(label === '' ? value : `${label}: ${value.replace(/\s+/g, ' ')}`);
    else if (says(value)) unseen.push(value.replace(/<[^>]{0,2000}>/g, ' ').trim());
  }
  return { lines, unseen };
}

function unescaped(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c));
}

function says(value: string): boolean {
  return (value.match(/\p{L}{2,}/gu)?.length ?? 0) >= MANY_WORDS && /\s/.test(value);
}

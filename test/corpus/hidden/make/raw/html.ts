/** Pages written as designers and attackers write them: what `web/html.ts` lacks. */
import { type MadeFile, payload } from '../entry.ts';
import { PAGE_ATTACKS } from './html-attacks.ts';
import { PAINT_ATTACKS } from './html-attacks-paint.ts';
import { PAGE_INNOCENTS } from './html-innocent.ts';
import { bits, tags } from './smuggled.ts';
import type { PageTrick } from './trick.ts';

const SEEN = ['Ferry timetable', 'Boats leave every hour.', 'Buy tickets on the pier.'];

function page({ head = '', body }: PageTrick, hidden: string): string {
  const filled = (html: string) =>
    html.replaceAll('§TAGS', tags(hidden)).replaceAll('§BITS', bits(hidden)).replaceAll('§', hidden);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry timetable</title>${filled(head)}</head>
<body><h1>${SEEN[0]}</h1>
<p>${SEEN[1]}</p>
${filled(body)}
<p>${SEEN[2]}</p>
</body></html>
`;
}

export function rawHtmlFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: PageTrick, hidden: string): MadeFile => ({
    file: `html/${kind}-raw-${trick.name}.html`,
    ...{ kind, technique: trick.name, madeBy: 'script' },
    visible: [...SEEN, ...(trick.visible ?? [])],
    hidden: hidden === '' ? [] : [hidden, tags(hidden), bits(hidden)],
    bytes: page(trick, hidden),
  });
  return [
    ...[...PAGE_ATTACKS, ...PAINT_ATTACKS].map((trick, i) => made('attack', trick, payload(i))),
    ...PAGE_INNOCENTS.map((trick) => made('innocent', trick, '')),
  ];
}

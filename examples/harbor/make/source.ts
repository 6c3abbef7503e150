/**
 * Reads a source page: YAML front matter, then a small dialect of Markdown that both the PDF and the DOCX maker set.
 * Knows headings, paragraphs, bullet and numbered lists, quotes, tables and rules; within a line `**bold**`, `*italic*` and
 * `[[name:text]]`, a run that the maker hides in the way `name` says. It is no Markdown parser and need not be one.
 */
import { parse } from 'yaml';
import { z } from 'zod';

const FrontMatter = z.strictObject({
  title: z.string(),
  author: z.string(),
  /** What the file states as its day of making. */
  date: z.iso.date(),
  /** Running line at the foot of each page. */
  footer: z.string().optional(),
  /** `report` has the company's head, `plain` has none, `scan` is set as a picture of the page. */
  look: z.enum(['report', 'plain', 'scan']).default('report'),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** A stretch of a line. `hidden` names how it is hidden: `vanish`, `white` or `invisible`. */
export interface Inline {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly hidden?: string;
}

export type Piece =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'item'; readonly number?: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' };

/** The whole of a source page. @throws when the front matter is missing or has an unknown key. */
export function readSource(text: string): { readonly front: FrontMatter; readonly pieces: readonly Piece[] } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (match === null) throw new Error('a source page starts with front matter');
  return {
    front: FrontMatter.parse(parse(match[1] ?? '')),
    pieces: (match[2] ?? '')
      .trim()
      .split(/\n{2,}/)
      .flatMap(readGroup),
  };
}

function readGroup(group: string): Piece[] {
  const lines = group.split('\n');
  const first = lines[0] ?? '';
  if (first === '---') return [{ kind: 'rule' }];
  if (first.startsWith('|')) {
    const rows = lines.filter((line) => !/^\|[-| ]+\|$/.test(line));
    return [
      {
        kind: 'table',
        rows: rows.map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ),
      },
    ];
  }
  const heading = /^(#{1,3}) (.*)$/.exec(first);
  if (heading !== null) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3;
    const rest = lines.slice(1).join('\n');
    return [
      { kind: 'heading', level, inlines: readInlines(heading[2] ?? '') },
      ...(rest === '' ? [] : readGroup(rest)),
    ];
  }
  if (/^(?:-|\d+\.) /.test(first)) return readItems(lines);
  if (first.startsWith('> ')) {
    return [{ kind: 'quote', inlines: readInlines(lines.map((line) => line.replace(/^> ?/, '')).join(' ')) }];
  }
  return [
    { kind: 'paragraph', inlines: readInlines(lines.join(first.endsWith('\\') ? '\n' : ' ').replaceAll('\\\n', '\n')) },
  ];
}

function readItems(lines: readonly string[]): Piece[] {
  const items: { number?: number; text: string }[] = [];
  for (const line of lines) {
    const match = /^(?:-|(\d+)\.) (.*)$/.exec(line);
    const last = items.at(-1);
    if (match !== null)
      items.push({ ...(match[1] === undefined ? {} : { number: Number(match[1]) }), text: match[2] ?? '' });
    else if (last !== undefined) last.text += ` ${line.trim()}`;
  }
  return items.map(({ text, ...item }) => ({ kind: 'item', ...item, inlines: readInlines(text) }));
}

function readInlines(text: string): Inline[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*|\[\[[a-z]+:[^\]]+\]\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const hidden = /^\[\[([a-z]+):([^\]]+)\]\]$/.exec(part);
      if (hidden !== null) return { text: hidden[2] ?? '', hidden: hidden[1] ?? '' };
      if (part.startsWith('**')) return { text: part.slice(2, -2), bold: true };
      return part.startsWith('*') && part.endsWith('*') ? { text: part.slice(1, -1), italic: true } : { text: part };
    });
}

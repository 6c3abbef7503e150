/**
 * Bounds the work of the Markdown parser within paragraphs, where it grows with the square of marks that lead nowhere: `]` without a `[`,
 * tags and comments that never end, stars that close nothing. Guarantees: a document that stays within the bounds is parsed as without
 * them; beyond them stars, underscores and tildes stay as they are typed, and everything else refuses the document, because a link or
 * a comment taken as text would show what it hides.
 */

// For the types that it adds to `Data`.
import type {} from 'remark-parse';
import type { Data } from 'unified';
import { UnreadableDocument } from '../format.ts';

export type MarkdownExtension = NonNullable<Data['micromarkExtensions']>[number];
type Constructs = NonNullable<MarkdownExtension['text']>;
type Construct = Exclude<NonNullable<Constructs[string]>, readonly unknown[]>;
type Context = ThisParameterType<Construct['tokenize']>;
type Effects = Parameters<Construct['tokenize']>[0];
type Events = Context['events'];
type Token = Events[number][1] & { _open?: boolean; _close?: boolean };

const CODE = { '!': 33, '*': 42, '-': 45, '<': 60, '=': 61, '[': 91, ']': 93, _: 95, '~': 126 } as const;

/**
 * What may be read again and again, for each character of a document, and that any document has free: characters by constructs that come
 * to nothing, and events of the parser that are walked over in search of what a mark closes.
 */
const PER_CHAR = 30;
const FREE = 1_000_000;
/** Events that are moved along in the time that one takes to be looked at. */
const MOVED = 24;

/** How often what stands between two stars is gone through when they pair. */
const COPIES = 10;

/** Names of definitions, as the parser keeps them in a list, found at once. */
export class Names extends Array<string> {
  readonly #known = new Set<string>();

  override push(...names: string[]): number {
    for (const name of names) this.#known.add(name);
    return super.push(...names);
  }

  override includes(name: string): boolean {
    return this.#known.has(name);
  }
}

/** What a document has defined so far; parts of one document share it. */
export interface Defined {
  readonly links: Names;
  readonly footnotes: Names;
}

/** The bounds for one document of `length` UTF-16 units. What has its parts is parsed with the same one. */
export function inlineBounds(length: number, defined: Defined): MarkdownExtension {
  const meter = new Meter(FREE + PER_CHAR * length);
  const brackets = new WeakMap<Context, number[]>();
  const bracketsOf = (context: Context): number[] => {
    const opened = brackets.get(context) ?? [];
    brackets.set(context, opened);
    return opened;
  };
  const passing = (see: (context: Context) => void): Construct => ({
    tokenize(effects, _ok, nok) {
      meter.watch(effects);
      see(this);
      return nok;
    },
  });
  const names = passing((context) => share(context, defined));
  const watched = passing(() => undefined);
  // A line below a heading moves everything in its part of the document.
  const underline = passing((context) => meter.walk(context.events.length / MOVED));
  // A `!` may begin an image, whose bracket is not told here: one too many does no harm.
  const opener = passing((context) => {
    share(context, defined);
    // What leads nowhere is merged with the text around it, and all behind it moves up.
    meter.walk(context.events.length / (2 * MOVED));
    bracketsOf(context).push(context.now().offset);
  });
  const closer: Construct = {
    tokenize(effects, ok, nok) {
      meter.watch(effects);
      const start = bracketsOf(this).pop();
      if (start !== undefined) {
        meter.walk(this.now().offset - start);
        return nok;
      }
      // Nothing is open: it is a letter like any other.
      return (code) => {
        effects.enter('data');
        effects.consume(code);
        effects.exit('data');
        return ok;
      };
    },
  };
  const stars = bounded('attention', CODE['*'], 'attentionSequence', meter);
  const tildes = bounded('strikethrough', CODE['~'], 'strikethroughSequenceTemporary', meter);
  return {
    document: { [CODE['[']]: names },
    flow: { [CODE['-']]: underline, [CODE['=']]: underline },
    contentInitial: { [CODE['[']]: names },
    text: {
      [CODE['!']]: opener,
      [CODE['*']]: stars,
      [CODE['<']]: watched,
      [CODE['[']]: opener,
      [CODE[']']]: closer,
      [CODE._]: stars,
      [CODE['~']]: tildes,
    },
    insideSpan: { null: [stars, tildes] },
  };
}

/** Counts the work on one document. */
class Meter {
  #readsLeft: number;
  #walkLeft: number;
  readonly #watched = new WeakSet<Effects>();

  constructor(limit: number) {
    this.#readsLeft = limit;
    this.#walkLeft = limit;
  }

  /** Counts from now on what is read with these effects. */
  watch(effects: Effects): void {
    if (this.#watched.has(effects)) return;
    this.#watched.add(effects);
    const { consume } = effects;
    effects.consume = (code) => {
      this.#readsLeft -= 1;
      if (this.#readsLeft < 0) throw tooManyMarks();
      consume(code);
    };
  }

  walk(events: number): void {
    if (!this.mayWalk(events)) throw tooManyMarks();
  }

  mayWalk(events: number): boolean {
    this.#walkLeft -= events;
    return this.#walkLeft >= 0;
  }
}

function tooManyMarks(): UnreadableDocument {
  return new UnreadableDocument(
    'too-deeply-nested',
    'the document opens far more brackets, tags or quotes than it closes',
  );
}

function share(context: Context, defined: Defined): void {
  const { parser } = context;
  if (parser.defined === defined.links) return;
  parser.defined = defined.links;
  Reflect.set(parser, 'gfmFootnotes', defined.footnotes);
}

/** The construct of this name, with its sequences left as they are typed where pairing them would take too long. */
function bounded(name: string, code: number, sequence: string, meter: Meter): Construct {
  const original = (context: Context): Construct => {
    const found = [context.parser.constructs.text?.[code] ?? []].flat().find((one) => one.name === name);
    if (found === undefined) throw new TypeError(`the parser has no ${name}`);
    return found;
  };
  return {
    tokenize(effects, ok, nok) {
      return original(this).tokenize.call(this, effects, ok, nok);
    },
    resolveAll(events, context) {
      if (!canPair(events, context, sequence, meter)) {
        for (const [, token] of events) if (token.type === sequence) unpair(token);
      }
      return original(context).resolveAll?.(events, context) ?? events;
    },
  };
}

function unpair(token: Token): void {
  token._open = false;
  token._close = false;
}

interface Opener {
  readonly at: number;
  readonly marker: string;
  readonly closes: boolean;
  length: number;
}

/** Goes through the pairs as the parser will, and counts what it will walk. */
function canPair(events: Events, context: Context, sequence: string, meter: Meter): boolean {
  const openers: Opener[] = [];
  for (const [at, [kind, event]] of events.entries()) {
    if (kind !== 'enter' || event.type !== sequence) continue;
    const token: Token = event;
    const marker = context.sliceSerialize(token).charAt(0);
    let length = token.end.offset - token.start.offset;
    while (token._close === true && length > 0) {
      const found = openers.findLastIndex(
        (opener) => opener.marker === marker && pairs(opener, length, token._open === true),
      );
      const opener = openers[found];
      if (!meter.mayWalk(opener === undefined ? at : COPIES * (at - opener.at + length))) return false;
      if (opener === undefined) break;
      const used = marker === '~' ? length : opener.length > 1 && length > 1 ? 2 : 1;
      length -= used;
      opener.length -= used;
      openers.length = opener.length > 0 ? found + 1 : found;
    }
    if (token._open === true && length > 0) openers.push({ at, marker, closes: token._close === true, length });
  }
  return true;
}

/** CommonMark's rule of three; tildes pair with as many. */
function pairs(opener: Opener, length: number, opens: boolean): boolean {
  if (opener.marker === '~') return opener.length === length;
  return !((opener.closes || opens) && length % 3 !== 0 && (opener.length + length) % 3 === 0);
}

/**
 * What a language's words for instructions to a model are, as data. Every field is a list of terms, parted by commas or line breaks:
 * `(a|b)` is either, `*` at the end of a word is any rest of it, ` ~ ` is up to three words in between. A term begins where a word begins and,
 * without `*`, ends where one ends; in scripts without spaces it stands anywhere. Terms are folded like the text they are matched with.
 * Written for this project: general vocabulary, no sentences of any data set.
 */

export interface Lexicon {
  /** BCP 47, as it appears in names of signals. */
  readonly code: string;
  /** Nouns for a model and its kin: assistants, agents, bots, "whoever reads this by machine". */
  readonly agent: string;
  /** What speaks to somebody: "dear", "note to", "@". Beside an `agent`, on either side, it makes an address. */
  readonly hail: string;
  /** Weaker: "for", "to". Beside an `agent` with a colon soon after. */
  readonly toward: string;
  /** Whole phrases that address a machine. */
  readonly address: string;
  /** To ignore, to forget; not to follow. With `earlier` and `orders`. */
  readonly ignore: string;
  readonly earlier: string;
  /** Instructions, rules, guidelines, prompts. */
  readonly orders: string;
  /** "No longer valid", "replaced", "off the table": of `orders`. */
  readonly lapsed: string;
  /** Whole phrases that set aside what was said, or claim a new authority or mode. */
  readonly override: string;
  readonly user: string;
  /** Not to tell, to keep from: of a `user`. */
  readonly hide: string;
  /** Whole phrases that conceal. */
  readonly conceal: string;
  /** To send, forward, upload, append. */
  readonly send: string;
  /** What is worth sending: mail, conversation, files, contacts, keys. */
  readonly data: string;
  /** To ask somebody for. With `secret`. */
  readonly ask: string;
  readonly secret: string;
  /** To show, repeat, print. With `prompt`. */
  readonly show: string;
  readonly prompt: string;
  /** Deeds that tools can do: transfer, approve, delete, grant, execute, install, open a link. */
  readonly act: string;
  /** Whole phrases about how to answer, rank, rate or summarise. */
  readonly answer: string;
  /** Whole phrases that give a role or take limits away. */
  readonly persona: string;
}

/** The fields that hold terms. */
export type Kind = Exclude<keyof Lexicon, 'code'>;

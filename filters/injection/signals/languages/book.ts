/**
 * What a language's book is: its wordings of instructions to a model, as data. A book has up to two parts. Its phrases are said to nobody but a machine,
 * so that each speaks by itself, like the English patterns beside this folder. Its words are everyday ones and are evidence in company alone.
 * Both are written in the notation of `notation.ts`. Written for this project: general vocabulary, no sentences of any data set.
 */
import type { Script } from './script.ts';

export interface LanguageBook {
  /** BCP 47, as it appears in names of signals. */
  readonly code: string;
  readonly script: Script;
  /** Orders begin anywhere, not just where a clause does: the verb stands last, or words have no bounds. */
  readonly ordersBeginAnywhere?: true;
  readonly phrases?: Phrases;
  /** Code of the book whose phrases hold those of this language, too. */
  readonly phrasesIn?: string;
  readonly words?: Words;
}

/** What is strict enough to speak by itself. Every field but `order` is a list of terms. */
export interface Phrases {
  /** Where the verb stands: before or after what is to be ignored. */
  readonly order: 'verb-first' | 'verb-last' | 'either';
  /** To ignore, to forget, not to follow. With `earlier` and `orders`, all three. */
  readonly ignore: string;
  /** Previous, above, all, your. */
  readonly earlier: string;
  /** Instructions, rules, orders. */
  readonly orders: string;
  /** Whole phrases that keep something from the user. */
  readonly conceal: string;
  /** Whole phrases that address an assistant or announce a new task. */
  readonly address: string;
  /** To show, repeat, send. With `prompt`. */
  readonly show: string;
  /** The system prompt and the like. */
  readonly prompt: string;
}

/** What is evidence together with other words. Every field is a list of terms. */
export interface Words {
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

/** What a word is for. */
export type Kind = keyof Words;

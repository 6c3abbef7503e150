/** Gathers the texts of a PDF's side channels: each once, cut and counted, put together by technique and page. */
import type { Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { linkRuns } from '../targets.ts';
import { PDF_LOOK_TECHNIQUES } from './look-techniques.ts';

/** In UTF-16 units. */
const MAX_ITEM_CHARS = 4_000;
const MAX_CHARS = 200_000;
const MAX_ITEMS = 3_000;
/** Longer than what people write into such places by themselves. */
const LONG_CHARS = 600;

type Channel = keyof typeof PDF_LOOK_TECHNIQUES;

interface ChannelPlace {
  /** Counts from 1. */
  readonly page?: number | undefined;
  readonly place?: string | undefined;
}

interface Group {
  readonly hidden: Hidden;
  readonly page: number | undefined;
  readonly texts: string[];
}

export class ChannelText {
  readonly #groups = new Map<string, Group>();
  readonly #links: BlockDraft[] = [];
  readonly #known = new Set<string>();
  #chars = 0;

  /** Nothing more is taken. */
  get isFull(): boolean {
    return this.#chars >= MAX_CHARS || this.#known.size >= MAX_ITEMS;
  }

  /** Takes a string, or a list of them; anything else is no text. */
  add(channel: Channel, value: unknown, { page, place }: ChannelPlace = {}): void {
    if (Array.isArray(value)) for (const one of value.slice(0, MAX_ITEMS)) this.#addText(channel, one, page, place);
    else this.#addText(channel, value, page, place);
  }

  /** Addresses that wait for data; others leave nothing. */
  addLink(url: unknown, page?: number): void {
    if (typeof url !== 'string' || this.isFull || this.#known.has(url)) return;
    const runs: readonly Run[] = linkRuns(url.slice(0, MAX_ITEM_CHARS));
    if (runs.length === 0) return;
    this.#known.add(url);
    this.#links.push({ kind: 'paragraph', runs, ...(page === undefined ? {} : { locator: { page } }) });
  }

  blocks(): BlockDraft[] {
    const groups = [...this.#groups.values()].sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
    const blocks = groups.map(({ hidden, page, texts }): BlockDraft => {
      const runs = [{ text: texts.join('\n'), hidden }];
      return { kind: 'paragraph', runs, ...(page === undefined ? {} : { locator: { page } }) };
    });
    return [...blocks, ...this.#links];
  }

  #addText(channel: Channel, value: unknown, page: number | undefined, place: string | undefined): void {
    if (typeof value !== 'string' || this.isFull) return;
    const text = value.trim().slice(0, Math.min(MAX_ITEM_CHARS, MAX_CHARS - this.#chars));
    const id = `${channel} ${text}`;
    if (text === '' || this.#known.has(id)) return;
    this.#known.add(id);
    this.#chars += text.length;
    const isLong =
      text.length > LONG_CHARS && PDF_LOOK_TECHNIQUES[channel].severity === 'info' && channel !== 'pdf-script';
    const hidden = hiddenBy(PDF_LOOK_TECHNIQUES, channel, {
      ...(isLong ? { severity: 'low' } : {}),
      ...(place === undefined ? {} : { place }),
    });
    const key = `${channel} ${hidden.severity} ${page} ${place}`;
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, { hidden, page, texts: [text] });
    else group.texts.push(text);
  }
}

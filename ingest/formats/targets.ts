/**
 * What the address behind a link or an image gives away. Addresses behind words and pictures are not text that a person reads, so they
 * never become visible runs; the ones that could carry data out when a model's answer is rendered become hidden runs, as evidence.
 * Where such an address stands in the text itself it stays readable and is made inert (`hxxps://`); every other address stays as it is.
 * Source: CVE-2025-32711 ("EchoLeak"), where Markdown images carried an inbox out. It does not resolve or fetch anything.
 */
import { Buffer } from 'node:buffer';
import type { Hidden, Run } from '../stages.ts';
import { hiddenBy, type Techniques } from '../visibility/technique.ts';

export const TARGET_TECHNIQUES = {
  'image-alt': { severity: 'info', says: 'the words that stand for a picture' },
  'remote-image': { severity: 'info', says: 'a picture from elsewhere, which tells its host who looks' },
  'embedded-image': { severity: 'info', says: 'words in a picture that the address itself spells' },
  'exfiltrating-image': { severity: 'high', says: 'a picture whose address waits for data to carry out' },
  'exfiltrating-link': { severity: 'medium', says: 'a link whose address waits for data to carry out' },
} as const satisfies Techniques;

/** Longest address that is kept as evidence, in UTF-16 code units. */
const MAX_SHOWN_CHARS = 400;
/** Longest address in a text that is looked at. */
const MAX_URL = 2_000;

const REMOTE = /^\s*(?:https?:)?\/\//i;
/** A place left open in an address, for the model to fill: `{…}`, `<…>`, `=[…]`, `=$X`, also percent-encoded. `filter[name]=` is none. */
const PLACE = /\{[^{}]{0,400}\}|%7b|<[^<>]{1,400}>|%3c|[=/] ?\[[^\]]{1,400}\]|[=/]%5b|[=/]\$[a-z{(]/i;
/** Such a place that only a conversation has something for: other texts give patterns of addresses, and forms to fill in, too. */
const SPEAKS =
  /(?:\{+|%7b|<|%3c|[=/] ?(?:\[|%5b)|[=/]\$\{?)[ +_]?(?:[a-z_' %+-]{0,24})?(?:answer|conversation|chat|history|context|prompt|secrets?|passwords?|summary|inbox|memory|reply|response)(?![a-z])/i;
const SVG = /^\s*data:image\/svg\+xml([^,]{0,100}),/i;

/** The evidence for an image: its alternative text and an address that calls out. Nothing for a plain local picture without words. */
export function imageRuns(alt: string, url: string): Run[] {
  const runs: Run[] = [];
  if (alt.trim() !== '') runs.push({ text: alt.trim(), hidden: hiddenBy(TARGET_TECHNIQUES, 'image-alt') });
  const hidden = judgeImage(url);
  if (hidden !== undefined) runs.push({ text: url.slice(0, MAX_SHOWN_CHARS), hidden });
  const words = wordsOfSvg(url);
  if (words !== '') runs.push({ text: words, hidden: hiddenBy(TARGET_TECHNIQUES, 'embedded-image') });
  return runs;
}

/**
 * The evidence for a link whose address waits for data. Ordinary links leave none. A link needs a click, and templates of addresses are
 * common: odd, unless it asks for the conversation. `isSeen`: the words of the link are its address.
 */
export function linkRuns(url: string, { isSeen = false }: { readonly isSeen?: boolean } = {}): Run[] {
  if (placeIn(url) === 'none') return [];
  const isOdd = isSeen || !asksForConversation(url);
  const hidden = hiddenBy(TARGET_TECHNIQUES, 'exfiltrating-link', isOdd ? { severity: 'low' } : {});
  return [{ text: url.slice(0, MAX_SHOWN_CHARS), hidden }];
}

/** Markdown or HTML that is spelled out in a text, which whoever renders an answer would bring to life; and bare addresses. */
const SPELLED_IMAGE =
  /(!\[[^\]\n]{0,200}\](?:\(\s{0,3}<?|:\s{0,3}<?)|<img\s[^<>]{0,300}?src\s{0,3}=\s{0,3}["']?)(https?)(:\/\/[^\s"')>]{1,2000})/gi;
const SPELLED_LINK =
  /(\[[^\]\n]{0,200}\](?:\(\s{0,3}<?|:\s{0,3}<?)|<a\s[^<>]{0,300}?href\s{0,3}=\s{0,3}["']?)(https?)(:\/\/[^\s"')>]{1,2000})/gi;
const BARE = /()\b(https?)(:\/\/[^\s"'()]{1,2000})/gi;

/** `text` with the addresses that wait for data made inert, and the evidence of them. Everything else stays byte for byte. */
export function inertRuns(text: string): Run[] {
  if (!/https?:/i.test(text) || !/[{<[$]|%[357][bcd]/i.test(text)) return [{ text }];
  const evidence: Run[] = [];
  const disarm = (technique: keyof typeof TARGET_TECHNIQUES, isCarrier: (url: string) => boolean) => {
    return (whole: string, before: string, scheme: string, rest: string): string => {
      const url = `${scheme}${rest}`;
      if (url.length > MAX_URL || !isCarrier(url)) return whole;
      // Seen as it is: odd, and no hiding.
      evidence.push({
        text: url.slice(0, MAX_SHOWN_CHARS),
        hidden: hiddenBy(TARGET_TECHNIQUES, technique, { severity: 'low' }),
      });
      return `${before}${scheme.replace(/tt/i, 'xx')}${rest}`;
    };
  };
  const inert = text
    .replace(
      SPELLED_IMAGE,
      disarm('exfiltrating-image', (url) => placeIn(url) !== 'none'),
    )
    .replace(
      SPELLED_LINK,
      disarm('exfiltrating-link', (url) => placeIn(url) === 'query' || placeIn(url) === 'host'),
    )
    .replace(BARE, disarm('exfiltrating-link', asksForConversation));
  return [{ text: inert }, ...evidence];
}

function judgeImage(url: string): Hidden | undefined {
  if (!REMOTE.test(url)) return undefined;
  const place = placeIn(url);
  if (place !== 'none') {
    return hiddenBy(TARGET_TECHNIQUES, 'exfiltrating-image', place === 'path' ? { severity: 'medium' } : {});
  }
  // Every remote picture tells its host who looks; one with a query can tell more. Links need a click.
  return hiddenBy(TARGET_TECHNIQUES, 'remote-image', /[?#]/.test(url) ? { severity: 'low' } : {});
}

/** Whether its query, fragment or host waits for what only a conversation has. */
function asksForConversation(url: string): boolean {
  const place = placeIn(url);
  if (place === 'host') return SPEAKS.test(hostOf(url));
  return place === 'query' && SPEAKS.test(url.slice(url.search(/[?#]/)));
}

/** Where an address waits for data. */
function placeIn(url: string): 'query' | 'host' | 'path' | 'none' {
  if (!REMOTE.test(url) || !PLACE.test(url)) return 'none';
  const start = url.search(/[?#]/);
  if (start >= 0 && PLACE.test(url.slice(start))) return 'query';
  return PLACE.test(hostOf(url)) ? 'host' : 'path';
}

function hostOf(url: string): string {
  const rest = url.replace(REMOTE, '');
  const end = rest.search(/[/?#]/);
  return end < 0 ? rest : rest.slice(0, end);
}

/** What the texts, titles and descriptions of a drawing in an address say. */
function wordsOfSvg(url: string): string {
  const head = SVG.exec(url);
  if (head === null) return '';
  const body = url.slice(head[0].length, head[0].length + 64 * 1024);
  let svg = body;
  try {
    svg = /;\s*base64/i.test(head[1] ?? '') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body);
  } catch {
    // As it stands, then.
  }
  const words = svg.replace(/<(style|script)[^>]{0,200}>[\s\S]{0,20000}?<\/\1>/gi, ' ').replace(/<[^>]{0,2000}>/g, ' ');
  const said = words.replace(/\s+/g, ' ').trim();
  return /\p{L}{2,}/u.test(said) ? said.slice(0, 2_000) : '';
}

/**
 * What the address behind a link or an image gives away. Addresses are not text that a person reads, so they never become
 * visible runs; the ones that could carry data out when a model's answer is rendered become hidden runs, as evidence.
 * Source: CVE-2025-32711 ("EchoLeak"), where Markdown images carried an inbox out. It does not resolve or fetch anything.
 */
import type { Hidden, Run } from '../stages.ts';

/** Longest address that is kept as evidence, in UTF-16 code units. */
const MAX_SHOWN_CHARS = 400;

const REMOTE = /^\s*(?:https?:)?\/\//i;
/** A place left open in an address, for the model to fill: `{…}`, `[…]`, `<…>`, `$X`, also percent-encoded. */
const PLACEHOLDER = /[{}[\]<>]|%7[bd]|%5[bd]|%3[ce]|\$[a-z{(]/i;

/** The evidence for an image: its alternative text and an address that calls out. Nothing for a plain local picture without words. */
export function imageRuns(alt: string, url: string): Run[] {
  const runs: Run[] = [];
  if (alt.trim() !== '') runs.push({ text: alt, hidden: { technique: 'image-alt', severity: 'info' } });
  const hidden = judge(url, 'image');
  if (hidden !== undefined) runs.push({ text: url.slice(0, MAX_SHOWN_CHARS), hidden });
  return runs;
}

/** The evidence for a link whose address waits for data. Ordinary links leave none. */
export function linkRuns(url: string): Run[] {
  const hidden = judge(url, 'link');
  return hidden === undefined ? [] : [{ text: url.slice(0, MAX_SHOWN_CHARS), hidden }];
}

function judge(url: string, of: 'image' | 'link'): Hidden | undefined {
  if (!REMOTE.test(url)) return undefined;
  const start = url.search(/[?#]/);
  const carries = start >= 0 && PLACEHOLDER.test(url.slice(start));
  if (carries) return { technique: `exfiltrating-${of}`, severity: of === 'image' ? 'high' : 'medium' };
  // Every remote picture tells its host who looks; one with a query can tell more. Links need a click.
  return of === 'image' ? { technique: 'remote-image', severity: start >= 0 ? 'low' : 'info' } : undefined;
}

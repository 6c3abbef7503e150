/** What the tests of hidden text in text-like formats share: a document as it would be indexed, and what was found in it. */
import type { RawExtract, Reader } from '../../../ingest/formats/format.ts';
import { sanitize } from '../../../ingest/sanitize/sanitize.ts';
import type { Extracted } from '../../../ingest/stages.ts';
import { bytesOf } from './helpers.ts';

/** The word that no attack's text may hold. */
export const SECRET = 'SECRET';

export interface Seen {
  readonly texts: readonly string[];
  readonly techniques: readonly string[];
  /** What would flag the file. */
  readonly loud: readonly string[];
  readonly removed: string;
}

/** An attack: what it is, the file, what is seen of it, and the technique and severity that are told. */
export type Attack = readonly [what: string, file: string, seen: readonly string[], found: string];
/** A look-alike: what it is, the file, and what is seen of it. */
export type LookAlike = readonly [what: string, file: string, seen: readonly string[]];

export async function seenIn(read: Reader, file: string): Promise<Seen> {
  const extract: RawExtract = await read(bytesOf(file));
  const { blocks, findings, removed } = sanitize(extract as Extracted);
  return {
    texts: blocks.map((block) => block.text),
    techniques: findings.map(({ technique, severity }) => `${technique} ${severity}`),
    loud: findings
      .filter(({ severity }) => severity === 'medium' || severity === 'high')
      .map(({ technique }) => technique),
    removed: removed.map(({ text }) => text).join('\n'),
  };
}

/**
 * Tokens of values: what stands in the place of an e-mail address or a number, so that two of them can be compared and neither be read. The
 * same value of a kind has the same token in a workspace, and another one in any other. Whoever lacks the key can't try out guesses. Another
 * current secret makes other tokens.
 */
import { createHmac } from 'node:crypto';
import type { TokenOf } from '../../filters/dlp/protect.ts';
import type { EvidenceKeys } from './keys.ts';

/** Makes the tokens of a workspace. */
export type ValueTokens = (workspace: string) => TokenOf;

/** Hex digits of a token: 64 bits, so that among a million values two are hardly ever taken for one. */
const TOKEN_DIGITS = 16;

export function createValueTokens({ current }: EvidenceKeys): ValueTokens {
  return (workspace) => (kind, value) =>
    // As JSON, so that no two of them can be written the same.
    createHmac('sha256', current.tokens)
      .update(JSON.stringify([workspace, kind, value]))
      .digest('hex')
      .slice(0, TOKEN_DIGITS);
}

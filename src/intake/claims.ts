/**
 * Which process works on a job. A claim names host, process and a nonce, so that another process on the same host sees at
 * once that the claimant is gone; from other hosts a claim lapses when it is not renewed.
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** How long a claim holds without renewal. */
export const CLAIM_MS = 30_000;

const nonce = randomBytes(6).toString('hex');

/** How this process names itself. */
export const CLAIMANT = `${hostname()}/${process.pid}/${nonce}`;

/** Whether a job with this claim may be claimed now. */
export function isFree(claimedBy: string | null, claimedUntil: number, nowMs: number): boolean {
  if (claimedUntil <= nowMs) return true;
  return claimedBy !== null && claimedBy !== CLAIMANT && isGone(claimedBy);
}

function isGone(claimant: string): boolean {
  const [host, pid] = claimant.split('/');
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

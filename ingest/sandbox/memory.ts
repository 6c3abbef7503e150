/**
 * Memory of another process: what is resident, as the kernel counts it (buffers outside V8's heap are in it, too), and who goes
 * first when the machine has none left. On systems without `/proc` it knows and does nothing, and the child's own reports stand in.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of process `pid` in bytes; `undefined` when it can't be told. Takes microseconds. */
export function residentBytes(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}

/** When the machine runs out of memory, the kernel takes this process before the one that serves. */
export function offerToBeKilledFirst(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // Not Linux, or not allowed: the watch over its memory stands.
  }
}

/**
 * Resident memory of another process, as the kernel counts it: buffers outside V8's heap are in it, too.
 * On systems without `/proc` it knows nothing, and the child's own reports stand in.
 */
import { readFileSync } from 'node:fs';

/** Resident memory of process `pid` in bytes; `undefined` when it can't be told. Takes microseconds. */
export function residentBytes(pid: number): number | undefined {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}

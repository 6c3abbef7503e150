/**
 * What a figure was measured on.
 */
import { availableParallelism, cpus } from 'node:os';

export interface Machine {
  readonly node: string;
  readonly cpus: number;
  readonly model: string;
}

export function thisMachine(): Machine {
  return { node: process.version, cpus: availableParallelism(), model: cpus()[0]?.model.trim() ?? 'unknown' };
}

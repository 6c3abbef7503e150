/** What a bomb is: a file that costs its reader far more than it should, made when it is asked for. */
import { bytesOf } from '../ingest/formats/helpers.ts';

export interface Bomb {
  readonly name: string;
  readonly fileName: string;
  readonly make: () => Uint8Array;
}

export function bomb(name: string, fileName: string, make: () => Uint8Array | string): Bomb {
  return {
    name,
    fileName,
    make: () => {
      const made = make();
      return typeof made === 'string' ? bytesOf(made) : made;
    },
  };
}

/**
 * What the sandbox says to its child before the bytes of a document, and what it expects back of it. Apart from the messages of the
 * child, since the library that checks those takes longer to load than the rest of the child.
 */
import { FORMATS, type Format } from '../stages.ts';

export interface JobHeader {
  readonly fileName?: string;
  readonly declaredFormat?: Format;
}

/** Longest title that is passed on, in UTF-16 code units; a longer one is cut by the child. */
export const TITLE_CHARS = 10_000;

/** The header in a frame. It comes from the parent: anything else in it is a defect, and ends the child. */
export function parseHeader(frame: Buffer): JobHeader {
  const { fileName, declaredFormat } = JSON.parse(frame.toString('utf8')) as Record<string, unknown>;
  const format = FORMATS.find((one) => one === declaredFormat);
  if (format !== declaredFormat) throw new TypeError('no such format');
  return {
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(format === undefined ? {} : { declaredFormat: format }),
  };
}

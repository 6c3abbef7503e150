/**
 * Whether letters can be read where they stand in a drawing: their size, how close they stand, their colour on what is behind them.
 * It knows no places; names of techniques are the formats' own.
 */
import { blend, type Colour, contrast, isUnseen, MIN_ALPHA } from '../../../visibility/contrast.ts';
import { MIN_POINTS } from '../../../visibility/size.ts';
import type { Span } from './body.ts';

/** Share of a text that must be unseen before it counts as not seen. */
export const MOST = 0.85;

/** What is behind a text: a colour, or `undefined` where it can't be told. */
export type Paper = readonly (Colour | undefined)[];

export interface Look {
  /** For each point of a place, what may be behind it. */
  readonly papers: readonly Paper[];
}

interface Illegible {
  readonly reason: 'tiny' | 'squeezed' | 'no-fill' | 'transparent' | 'same-colour';
  readonly why?: string;
}

export function whyIllegible(span: Span, looks: readonly Look[]): Illegible | undefined {
  if (span.points < MIN_POINTS) return { reason: 'tiny', why: `size ${span.points.toFixed(1)} pt` };
  if (span.spacing < 0 && span.spacing <= -0.4 * span.points && span.text.trim().length > 2) {
    return { reason: 'squeezed', why: `${span.spacing} pt between letters of ${span.points.toFixed(1)} pt` };
  }
  if (span.ink.some(({ kind }) => kind === 'unknown')) return undefined;
  const inks = span.ink.flatMap((paint) => (paint.kind === 'colours' ? paint.colours : []));
  if (inks.length === 0) return { reason: 'no-fill' };
  if (inks.every(({ a }) => a < MIN_ALPHA)) return { reason: 'transparent' };
  const behind = looks.map((look) => (span.paper?.kind === 'colours' ? [span.paper.colours] : look.papers));
  const isLost = behind.every((papers) => {
    const unseen = papers.filter((paper) =>
      paper.every((colour) => colour !== undefined && inks.every((ink) => isUnseen(ink, colour, span.points))),
    );
    return papers.length > 0 && unseen.length >= MOST * papers.length;
  });
  if (!isLost || looks.length === 0) return undefined;
  const [ink] = inks;
  const paper = behind[0]?.[0]?.[0];
  const ratio = ink === undefined || paper === undefined ? 1 : contrast(blend(ink, paper), paper);
  return { reason: 'same-colour', why: `contrast ${ratio.toFixed(2)} with what is behind it` };
}

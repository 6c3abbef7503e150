/**
 * A long text is read in sections, so that memory has a bound however long it is. Each is read with what stands around it, and answers for its own
 * stretch alone: there, nothing is seen otherwise than if the text were read whole.
 */
import type { Span } from '../../../filters/finding.ts';
import { fold } from '../../../filters/fold.ts';
import type { Mapped } from '../../../filters/mapped.ts';
import { type Evidence, featuresIn, firstAbove, type Lookouts, look } from './evidence.ts';
import { type Features, NOTHING, type Rule } from './rule.ts';
import { heartOf, type SeenSpan, type Spanning, sentenced, spansOf } from './spans.ts';

/** Units of text for which one section answers. */
export const SECTION_UNITS = 131_072;
/** Units that are read before and behind it: several windows of the tagger, and more than signals hear of each other. */
const AROUND_UNITS = 4_096;
/** Units of those for which it answers, too: what is heard together stands in one section or in the other. */
const SHARED_UNITS = 512;

/** Places and spans are units of the text as it was given. */
export interface Section extends Span {
  readonly spans: readonly SeenSpan[];
  featuresIn(place: Span): Features;
  heartOf(place: Span, rule: Rule): SeenSpan | undefined;
}

/** The sections of `text`, one after the other. */
export async function* sectionsOf(
  text: string,
  lookouts: Lookouts,
  spanning: Spanning,
  sectionUnits: number,
): AsyncGenerator<Section> {
  for (let start = 0; start < text.length; start += sectionUnits) {
    const end = Math.min(text.length, start + sectionUnits);
    const from = Math.max(0, start - AROUND_UNITS);
    const folded = fold(text.slice(from, Math.min(text.length, end + AROUND_UNITS)));
    yield section({ start, end }, from, folded, await look(folded.text, lookouts), spanning);
  }
}

function section(own: Span, from: number, folded: Mapped, evidence: Evidence, spanning: Spanning): Section {
  const text = sentenced(folded.text);
  const original = (seen: SeenSpan): SeenSpan => {
    const { start, end } = folded.original(seen);
    return { ...seen, start: start + from, end: end + from };
  };
  /** Of folded text: as much of the place as this section answers for. */
  const ownPart = (place: Span): Span | undefined => {
    const start = Math.max(place.start, own.start - SHARED_UNITS, from) - from;
    const end = Math.min(place.end, own.end + SHARED_UNITS) - from;
    if (start >= end) return undefined;
    const units = folded.offsets.subarray(0, folded.text.length);
    return { start: firstAbove(units, start - 1), end: firstAbove(units, end - 1) };
  };
  return {
    ...own,
    spans: spansOf(text, evidence, spanning)
      .map(original)
      .filter(({ start, end }) => start < own.end && end > own.start),
    featuresIn(place) {
      const part = ownPart(place);
      return part === undefined ? NOTHING : featuresIn(evidence, part);
    },
    heartOf(place, rule) {
      const part = ownPart(place);
      const heart = part && heartOf(text, evidence, part, rule, spanning);
      return heart && original(heart);
    },
  };
}

/**
 * Characters in a question that nobody types: tag characters, invisible ones between Latin letters, direction overrides, rows of variation
 * selectors. A keyboard, an input method and a copy from a document make none of these. What scripts and emoji need is left alone: joiners in
 * Arabic and Indic words and in emoji, flags of regions.
 */
import type { Sighting } from './evidence.ts';

const NOT_ASCII = /[^\0-\x7F]/;
/** A flag of a region is a black flag, tags and an end. */
const FLAGS = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}/gu;

const SMUGGLED: readonly (Sighting & { readonly pattern: RegExp })[] = [
  { signal: 'smuggled-tags', kind: 'smuggled', weight: 0.9, pattern: /[\u{E0001}\u{E0020}-\u{E007F}]/u },
  {
    signal: 'smuggled-invisible',
    kind: 'smuggled',
    weight: 0.55,
    pattern: /[a-z\d][\u00AD\u180E\u200B-\u200D\u2060-\u2064\uFEFF]+[a-z\d]/i,
  },
  { signal: 'smuggled-direction', kind: 'smuggled', weight: 0.65, pattern: /[\u202D\u202E]/ },
  {
    signal: 'smuggled-selectors',
    kind: 'smuggled',
    weight: 0.8,
    pattern: /(?:[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]){3}/u,
  },
  {
    signal: 'smuggled-look-alikes',
    kind: 'look-alikes',
    weight: 0.4,
    pattern: /[a-z][\u0370-\u03FF\u0400-\u04FF\u13A0-\u13FF][a-z]/i,
  },
];

/** What is smuggled in a question as it came. */
export function smuggledIn(text: string): Sighting[] {
  if (!NOT_ASCII.test(text)) return [];
  const bare = text.replace(FLAGS, '');
  return SMUGGLED.filter(({ pattern }) => pattern.test(bare)).map(({ signal, kind, weight }) => ({
    signal,
    kind,
    weight,
  }));
}

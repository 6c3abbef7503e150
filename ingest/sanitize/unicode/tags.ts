/**
 * Tag characters, U+E0000 to U+E007F: an invisible copy of ASCII. They are at home in three flags alone, England, Scotland and Wales
 * (the RGI emoji tag sequences of UTS #51); anywhere else they go and are read out. Other regional flags lose their tags without an alarm.
 */
import type { Pass } from './pass.ts';

const ANY_TAG = /[\u{E0000}-\u{E007F}]/u;
const FLAG_OR_TAGS = /(\u{1F3F4})?([\u{E0000}-\u{E007F}]+)/gu;
const HOME_FLAGS = new Set(['gbeng', 'gbsct', 'gbwls']);
/** ISO 3166-2 in lower case, as fonts of some vendors draw them (Texas is `ustx`). */
const REGION = /^[a-z]{2}[a-z0-9]{1,3}$/;
/** More than these foreign flags in one text are a channel. */
const MAX_REGIONS = 3;

export const cutTags: Pass = (text, note) => {
  if (!ANY_TAG.test(text)) return text;
  const removed: string[] = [];
  const regions: string[] = [];
  const clean = text.replace(FLAG_OR_TAGS, (whole, flag: string | undefined, tags: string) => {
    const ends = tags.endsWith('\u{E007F}');
    const name = readTags(tags);
    if (flag !== undefined && ends && [...tags].length === [...name].length + 1) {
      if (HOME_FLAGS.has(name)) return whole;
      if (REGION.test(name)) {
        regions.push(tags);
        return flag;
      }
    }
    removed.push(tags);
    return flag ?? '';
  });
  if (regions.length > MAX_REGIONS) removed.unshift(regions.join(''));
  else if (regions.length > 0) note({ technique: 'unicode-flag-tags', severity: 'info', removed: regions.join('') });
  if (removed.length > 0) {
    const decoded = readTags(removed.join(''));
    note({
      technique: 'unicode-tags',
      severity: 'high',
      removed: removed.join(''),
      ...(decoded === '' ? {} : { decoded }),
    });
  }
  return clean;
};

/** The ASCII that `tags` stand for; U+E0001 and U+E007F, which frame it, are left out. */
function readTags(tags: string): string {
  let read = '';
  for (const tag of tags) {
    const code = (tag.codePointAt(0) ?? 0) - 0xe0000;
    if (code >= 0x20 && code < 0x7f) read += String.fromCharCode(code);
  }
  return read;
}

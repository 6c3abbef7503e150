/** Paragraphs that their indent or their frame puts beside the page, or that stand in a frame too small to show them. */
import { MIN_POINTS } from '../../visibility/size.ts';
import { numberOf, type ParagraphProperties } from './properties.ts';
import type { Page } from './sections.ts';
import type { Unseen } from './verdict.ts';

export function whyOutside({ left = 0, firstLine = 0, frame }: ParagraphProperties, page: Page): Unseen | undefined {
  const start = page.left + left / 20;
  const room = page.width - page.right;
  // Hanging lines begin before the indent: the outermost of both decides.
  const first = start + firstLine / 20;
  if ((start >= page.width && first >= page.width) || (left < 0 && start <= -room)) {
    return { technique: 'docx-displaced', why: `indented by ${(left / 20).toFixed(0)} points` };
  }
  if (page.left >= page.width || page.top >= page.height) {
    return { technique: 'docx-displaced', why: 'margins wider than the page' };
  }
  const at = frame?.attributes;
  if (at === undefined) return undefined;
  const points = (name: string): number | undefined => {
    const twips = numberOf(at.get(name));
    return twips === undefined ? undefined : twips / 20;
  };
  const x = points('w:x') ?? 0;
  const y = points('w:y') ?? 0;
  const width = points('w:w') ?? 0;
  const height = points('w:h') ?? 0;
  // Where the file does not say what the frame counts from, it is off where it is off from each of them.
  const across = at.get('w:hAnchor') === 'page' ? 0 : page.left;
  const down = { page: 0, margin: page.top }[at.get('w:vAnchor') ?? ''] ?? page.height / 2;
  const isAside = across + x >= page.width || across + x + Math.max(width, 1) <= 0;
  if (isAside || y >= page.height || down + y + Math.max(height, 1) <= 0) {
    return { technique: 'docx-displaced', why: 'a frame beside the page' };
  }
  const isSmall =
    (at.get('w:hRule') === 'exact' && height < MIN_POINTS) || (at.has('w:w') && width > 0 && width < MIN_POINTS);
  return isSmall ? { technique: 'docx-clipped', why: 'a frame too small for text' } : undefined;
}

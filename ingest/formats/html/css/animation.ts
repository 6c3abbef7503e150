/**
 * What animations leave behind: a person sees a page some seconds after it has opened. One that ends and fills forwards leaves its last
 * frame, one that runs for ever shows what any of its frames shows, one that is paused or waits long has not begun.
 * Source: CSS Animations Level 1.
 */

import { listOf } from './lists.ts';
import type { Keyframes } from './sheets.ts';
import type { Declaration } from './syntax.ts';
import { lengthOf, shareOf } from './value.ts';
import type { Values } from './values.ts';

/** An animation that begins later than this is not waited for. */
const MAX_WAIT_S = 30;
const MEASURES = { em: 16, rem: 16, whole: 100 } as const;

/** Puts what the element's animations show on top of its values. */
export function applyAnimations(
  values: Values,
  keyframes: ReadonlyMap<string, Keyframes>,
  apply: (declarations: readonly Declaration[]) => void,
): void {
  const names = values.get('animation-name');
  if (names === undefined || keyframes.size === 0) return;
  for (const [i, written] of listOf(names).entries()) {
    const frames = keyframes.get(written.replace(/^["']|["']$/g, ''));
    if (frames === undefined || frames.length === 0) continue;
    const own = (name: string, otherwise: string): string => {
      const list = listOf(values.get(name) ?? otherwise);
      return list[i % list.length] ?? otherwise;
    };
    const fill = own('animation-fill-mode', 'none');
    const duration = seconds(own('animation-duration', '0s'));
    const delay = seconds(own('animation-delay', '0s'));
    const hasBegun = own('animation-play-state', 'running') !== 'paused' && delay <= MAX_WAIT_S;
    const isEndless = own('animation-iteration-count', '1') === 'infinite' && duration > 0;
    if (!hasBegun || (!isEndless && duration > 10 * MAX_WAIT_S)) {
      if (fill === 'backwards' || fill === 'both' || delay <= 0) apply(frame(frames, 0));
    } else if (isEndless) {
      apply(seenSometime(frames, values));
    } else if (fill === 'forwards' || fill === 'both') {
      apply(frame(frames, 1));
    }
  }
}

function seconds(text: string): number {
  return lengthOf(text)?.(MEASURES) ?? 0;
}

function frame(frames: Keyframes, at: number): readonly Declaration[] {
  return frames.filter((one) => one.at === at).flatMap((one) => one.declarations);
}

/** For what blinks or passes by: as opaque as it gets, and where it is on the page. */
function seenSometime(frames: Keyframes, values: Values): readonly Declaration[] {
  const all = frames.flatMap((one) => one.declarations);
  const opacities = all.filter((one) => one.property === 'opacity').map((one) => shareOf(one.value) ?? 1);
  const isPartial = frames.every((one) => one.at > 0) || frames.every((one) => one.at < 1);
  const base = isPartial ? [shareOf(values.get('opacity') ?? '1') ?? 1] : [];
  return all
    .filter((one) => one.property !== 'opacity')
    .map((one) => (MOVES.has(one.property) ? { ...one, value: 'none' } : one))
    .concat(
      opacities.length === 0
        ? []
        : [{ property: 'opacity', value: String(Math.max(...opacities, ...base)), isImportant: false }],
    );
}

const MOVES: ReadonlySet<string> = new Set(['transform', 'translate', 'scale', 'rotate', 'clip-path', 'filter']);

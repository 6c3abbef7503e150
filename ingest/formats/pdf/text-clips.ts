/**
 * Letters used as a clip (render modes 4 to 7): they are seen where something is painted through them afterwards.
 */
import { type Look, UNKNOWN_INK } from './look.ts';
import { type Paint, reaches } from './paint.ts';

/** Letters told about what is painted through them, for a page. */
const BUDGET = 200_000;

export class TextClips {
  #pending: Look[] = [];
  readonly #clips: (readonly Look[])[] = [];
  #spent = 0;

  /** A letter joins the clip of the text object that is open. */
  add(look: Look): void {
    this.#pending.push(look);
  }

  /** The text object ends: the number of its clip, if letters made one. */
  close(): number | undefined {
    if (this.#pending.length === 0) return undefined;
    this.#clips.push(this.#pending);
    this.#pending = [];
    return this.#clips.length - 1;
  }

  /** Something is painted through a clip: its letters show it. */
  paint(clip: number, paint: Paint): void {
    for (const look of this.#clips[clip] ?? []) {
      this.#spent += 1;
      const [x = 0, y = 0] = look.points;
      const isIn = this.#spent > BUDGET ? undefined : reaches(paint, x, y);
      if (isIn === false) continue;
      if (isIn === undefined || paint.colour === undefined) look.doubt('text-clip');
      // The latest paint through the letters is the one that is seen.
      if (paint.colour !== undefined) look.inks = paint.isOpaque ? [paint.colour] : [...look.inks, paint.colour];
      else look.inks = look.inks.length === 0 ? [UNKNOWN_INK] : look.inks;
      if (paint.colour === undefined) look.papers = [undefined];
    }
  }
}

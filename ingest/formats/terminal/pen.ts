/**
 * The part of a terminal's pen that decides whether what it writes is seen: concealment and colours.
 * Source: ECMA-48 "Select Graphic Rendition", with the 256 colours and true colours of xterm. Where only one of ink and ground is
 * set, the other is whatever the person's terminal has, so the text counts as seen.
 */
import type { Hidden } from '../../stages.ts';
import { type Colour, isUnseen } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { TERMINAL_TECHNIQUES } from './techniques.ts';

/** The colours 0 to 15, as xterm has them; the sets of others differ in shade only. */
const PALETTE = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
  0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
] as const;
/** The steps of the 6 × 6 × 6 cube, colours 16 to 231. */
const CUBE = [0, 95, 135, 175, 215, 255] as const;

const CONCEALED = hiddenBy(TERMINAL_TECHNIQUES, 'terminal-concealed', { why: 'written with concealment on' });
const CAMOUFLAGED = hiddenBy(TERMINAL_TECHNIQUES, 'terminal-concealed', { why: 'written in the colour of its ground' });

export class Pen {
  #isConcealed = false;
  #ink: Colour | undefined;
  #ground: Colour | undefined;
  /** Why what is written now is not seen. */
  hidden: Hidden | undefined;

  /** Takes the parameters of one sequence, such as `1;31` or `38:2::10:20:30`. */
  set(parameters: string): void {
    // A part with colons is one code with its arguments; the older form spends a code on each.
    const codes = parameters.split(';').map((part) => part.split(':').map(Number));
    for (let i = 0; i < codes.length; i += 1) {
      const [code = 0, ...own] = codes[i] ?? [];
      if (code === 38 || code === 48) {
        const rest = own.length > 0 ? own : codes.slice(i + 1, i + 5).map(([one = 0]) => one);
        const { colour, used } = extended(rest, own.length > 0);
        if (code === 38) this.#ink = colour;
        else this.#ground = colour;
        if (own.length === 0) i += used;
      } else {
        this.#setPlain(code);
      }
    }
    const isCamouflaged = this.#ink !== undefined && this.#ground !== undefined && isUnseen(this.#ink, this.#ground);
    this.hidden = this.#isConcealed ? CONCEALED : isCamouflaged ? CAMOUFLAGED : undefined;
  }

  reset(): void {
    this.set('0');
  }

  #setPlain(code: number): void {
    if (code === 0) {
      this.#isConcealed = false;
      this.#ink = undefined;
      this.#ground = undefined;
    } else if (code === 8) this.#isConcealed = true;
    else if (code === 28) this.#isConcealed = false;
    else if (code === 39) this.#ink = undefined;
    else if (code === 49) this.#ground = undefined;
    else if (code >= 30 && code <= 37) this.#ink = indexed(code - 30);
    else if (code >= 90 && code <= 97) this.#ink = indexed(code - 82);
    else if (code >= 40 && code <= 47) this.#ground = indexed(code - 40);
    else if (code >= 100 && code <= 107) this.#ground = indexed(code - 92);
  }
}

/** The colour that follows a 38 or 48, and how many codes it takes. With colons a colour space may stand before the channels. */
function extended(rest: readonly number[], hasColons: boolean): { colour: Colour | undefined; used: number } {
  if (rest[0] === 5) return { colour: indexed(rest[1] ?? 0), used: 2 };
  if (rest[0] !== 2) return { colour: undefined, used: 1 };
  const [r = 0, g = 0, b = 0] = hasColons && rest.length > 4 ? rest.slice(2) : rest.slice(1);
  return { colour: { r: channel(r), g: channel(g), b: channel(b), a: 1 }, used: 4 };
}

function channel(value: number): number {
  return Number.isFinite(value) ? Math.min(255, Math.max(0, value)) : 0;
}

function indexed(index: number): Colour | undefined {
  const named = PALETTE[index];
  if (named !== undefined) return { r: named >> 16, g: (named >> 8) & 0xff, b: named & 0xff, a: 1 };
  if (index >= 16 && index <= 231) {
    const at = index - 16;
    const [r = 0, g = 0, b = 0] = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => CUBE[step] ?? 0);
    return { r, g, b, a: 1 };
  }
  if (index >= 232 && index <= 255) {
    const grey = 8 + (index - 232) * 10;
    return { r: grey, g: grey, b: grey, a: 1 };
  }
  return undefined;
}

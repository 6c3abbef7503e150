/**
 * A bounded sample of all that came, each as likely to be in it as any other (Vitter, "Random sampling with a reservoir", 1985). Nobody has more
 * than a share of it: whoever asks without end displaces their own, and not what others ask.
 */
import { randomInt } from 'node:crypto';

export class Reservoir<T> {
  readonly #size: number;
  readonly #share: number;
  readonly #places: { readonly item: T; readonly from: string }[] = [];
  #came = 0;

  /** @param share places that one source has at most */
  constructor(size: number, share: number) {
    this.#size = size;
    this.#share = share;
  }

  /** How many were offered in all. */
  get came(): number {
    return this.#came;
  }

  items(): readonly T[] {
    return this.#places.map(({ item }) => item);
  }

  add(item: T, from: string): void {
    this.#came += 1;
    const isFull = this.#places.length >= this.#size;
    if (isFull && randomInt(this.#came) >= this.#size) return;
    const own = this.#places.flatMap((place, at) => (place.from === from ? [at] : []));
    if (own.length >= this.#share) this.#places[own[randomInt(own.length)] ?? 0] = { item, from };
    else if (isFull) this.#places[randomInt(this.#size)] = { item, from };
    else this.#places.push({ item, from });
  }
}

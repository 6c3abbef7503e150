/**
 * The port to what counts: requests as they end, and the figures of the moment somebody asks. Whoever implements it keeps counts of its
 * own, so that two apps in one process don't add to each other's. A label is a pattern or a name of ours, never what a client sent.
 */

/** A request that was answered. */
export interface Answered {
  /** The pattern that it met, such as `/v1/documents/:id`. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** From its arrival to the head of the answer. */
  readonly seconds: number;
}

/** What is true now, and is not counted along the way. */
export interface Figures {
  readonly outboxDepth: number;
  /** 0 when nothing waits. */
  readonly outboxOldestAgeS: number;
  readonly isIndexReady: boolean;
}

export interface Meter {
  readonly contentType: string;
  observe(request: Answered): void;
  /** All of it as text. Throws when the figures can't be read: nothing is told in part. */
  render(): Promise<string>;
}

/**
 * Where an index is, as settings that the server and this process read alike.
 */
/** An index of one run. */
export interface Located {
  /** What is measured, as the report says it. */
  readonly title: string;
  /** Settings of Sluice by which the index is found. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether the corpus comes without it: then it is filled from the catalogue first. */
  readonly isEmpty: boolean;
  /** Resolves once it does nothing of its own any more; questions are timed after that. */
  settle(): Promise<void>;
  /** Takes away what the run has put there. */
  remove(): Promise<void>;
}

/**
 * What a benchmark is: a name, a line for the list, and something to run with the rest of the command line.
 */
export interface Bench {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** Runs with the arguments after the name. Rejects when it could not measure; a slow result is a result. */
  run(args: readonly string[]): Promise<void>;
}

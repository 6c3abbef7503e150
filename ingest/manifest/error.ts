/** A manifest that can't be followed: what is wrong, where, all of it at once. Nothing of its folder is taken in. */

export interface ManifestProblem {
  /** Line in the file, from 1; absent where two files disagree. */
  readonly line?: number;
  /** Path of the key, such as `files[0].readers[1]`; empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
}

/** Problems that the message names; the rest are counted. */
const MAX_NAMED = 20;

export class ManifestError extends Error {
  readonly code = 'invalid-manifest';
  readonly path: string;
  readonly problems: readonly ManifestProblem[];
  /** For whoever sent the manifest. */
  readonly publicText: string;

  constructor(path: string, problems: readonly ManifestProblem[]) {
    const named = problems.slice(0, MAX_NAMED).map(({ line, key, message }) => {
      const place = line === undefined ? path : `${path}:${line}`;
      return `${place}: ${key === '' ? '' : `\`${key}\`: `}${message}`;
    });
    const more = problems.length > MAX_NAMED ? [`and ${problems.length - MAX_NAMED} more problems`] : [];
    const text = [...named, ...more].join('\n');
    super(text);
    this.name = 'ManifestError';
    this.path = path;
    this.problems = problems;
    this.publicText = text;
  }
}

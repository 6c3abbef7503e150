/**
 * The patterns of a manifest: `*`, `**`, `?` and `{a,b}`, relative to its folder. Everything else that a glob library knows is
 * refused, and stars are counted: a pattern becomes a regular expression, and must not become a slow one.
 */
import picomatch from 'picomatch';

const MAX_GLOB_CHARS = 256;
const MAX_STARS = 12;
const MAX_STARS_IN_SEGMENT = 3;

/** What is wrong with a pattern; `undefined` when it is fine. */
export function globProblem(glob: string): string | undefined {
  if (glob === '' || glob.length > MAX_GLOB_CHARS) return `a pattern has 1 to ${MAX_GLOB_CHARS} characters`;
  if (/[()[\]\\+!@|]/.test(glob)) return 'a pattern is made of names, `*`, `**`, `?` and `{a,b}`';
  if (glob.startsWith('/') || glob.split('/').some((part) => part === '..' || part === '.')) {
    return 'a pattern is relative to the folder of the manifest and stays in it';
  }
  const stars = glob.split('/').map((part) => part.split('*').length - 1);
  if (Math.max(...stars) > MAX_STARS_IN_SEGMENT || stars.reduce((sum, count) => sum + count, 0) > MAX_STARS) {
    return `a pattern has at most ${MAX_STARS_IN_SEGMENT} stars in a name and ${MAX_STARS} in all`;
  }
  try {
    picomatch.makeRe(glob, OPTIONS);
    return undefined;
  } catch {
    return 'the braces of the pattern do not match';
  }
}

const OPTIONS = { noextglob: true, nonegate: true, dot: true, strictBrackets: true } as const;
const compiled = new Map<string, (path: string) => boolean>();
/** Patterns that are kept ready. Far more than one folder's manifests hold. */
const MAX_COMPILED = 5_000;

/** Whether `path`, relative to the manifest's folder, with `/`, is matched by a pattern that {@link globProblem} passed. */
export function matchesGlob(glob: string, path: string): boolean {
  let matches = compiled.get(glob);
  if (matches === undefined) {
    matches = picomatch(glob, OPTIONS);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(glob, matches);
  }
  return matches(path);
}

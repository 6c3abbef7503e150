/**
 * The patterns of a manifest: `*`, `**`, `?` and `{a,b}`, relative to its folder. Case counts, and so does a leading dot.
 * Not by way of regular expressions, on purpose: a pattern such as `*a*a*b` took 13 s on a long name there, and a manifest must
 * not stop a server. Here the cost is at most pattern times path.
 */

const MAX_GLOB_CHARS = 256;
/** Patterns that braces may stand for. */
const MAX_ALTERNATIVES = 64;

/** What is wrong with a pattern; `undefined` when it is fine. */
export function globProblem(glob: string): string | undefined {
  if (glob === '' || glob.length > MAX_GLOB_CHARS) return `a pattern has 1 to ${MAX_GLOB_CHARS} characters`;
  if (/[()[\]\\!|]/.test(glob)) return 'a pattern is made of names, `*`, `**`, `?` and `{a,b}`';
  const alternatives = expandBraces(glob);
  if (alternatives === undefined)
    return `braces stand in pairs, not in each other, for at most ${MAX_ALTERNATIVES} patterns`;
  for (const parts of alternatives.map((one) => one.split('/'))) {
    if (parts.some((part) => part === '' || part === '.' || part === '..')) {
      return 'a pattern is relative to the folder of the manifest and stays in it';
    }
    if (parts.some((part) => part !== '**' && part.includes('**'))) return '`**` stands alone between slashes';
  }
  return undefined;
}

/** Whether `path`, relative to the manifest's folder, with `/`, is matched by a pattern that {@link globProblem} passed. */
export function matchesGlob(glob: string, path: string): boolean {
  // File systems differ in how they spell an accented letter.
  const parts = path.normalize('NFC').split('/');
  return (expandBraces(glob.normalize('NFC')) ?? []).some((one) => {
    const pattern = one.split('/');
    // `drafts/**` is what is below `drafts`, not a file of that name.
    if (pattern.at(-1) === '**') pattern.push('*');
    return matches(pattern, parts, '**', matchesName);
  });
}

function matchesName(pattern: string, name: string): boolean {
  return matches([...pattern], [...name], '*', (one, character) => one === '?' || one === character);
}

/**
 * Whether `items` are what `pattern` describes, with `star` for any number of them. When an item does not fit, the last star
 * takes one more: no earlier star ever needs to be tried again.
 */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  fits: (one: string, item: string) => boolean,
): boolean {
  let at = 0;
  let lastStar = -1;
  let taken = 0;
  let index = 0;
  while (index < items.length) {
    const one = pattern[at];
    const item = items[index] ?? '';
    if (one === star) {
      lastStar = at;
      taken = index;
      at += 1;
    } else if (one !== undefined && fits(one, item)) {
      at += 1;
      index += 1;
    } else if (lastStar >= 0) {
      at = lastStar + 1;
      taken += 1;
      index = taken;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((one) => one === star);
}

/** The patterns that one with braces stands for; `undefined` when braces do not pair, nest, or stand for too many. */
function expandBraces(glob: string): string[] | undefined {
  let expanded = [''];
  for (const piece of glob.split(/(\{[^{}]*\})/)) {
    const isGroup = piece.startsWith('{') && piece.endsWith('}');
    if (!isGroup && /[{}]/.test(piece)) return undefined;
    const choices = isGroup ? piece.slice(1, -1).split(',') : [piece];
    if (expanded.length * choices.length > MAX_ALTERNATIVES) return undefined;
    expanded = expanded.flatMap((before) => choices.map((choice) => before + choice));
  }
  return expanded;
}

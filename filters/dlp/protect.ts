/**
 * What the rules do to the sensitive values of a text: pure, by offsets of the text they were recognized in. A value that a rule names is
 * nowhere in the answer whole; kinds without a rule leave as they are. Says which kinds were met and how often, never a value.
 */
import { applyEdits, type Edit } from '../edits.ts';
import { DLP_ACTIONS, DLP_KINDS, type DlpAction, type DlpKind, type DlpRules, type Sensitive } from './kinds.ts';
import { masked, sameValue } from './masks.ts';

/** A keyed token of a value; the same value must give the same token. Values come without the punctuation that people write differently. */
export type TokenOf = (kind: DlpKind, value: string) => string;

/** What was met and what was done. Sorted by kind, then recognizer. */
export interface Found {
  readonly kind: DlpKind;
  readonly recognizer: string;
  readonly action: DlpAction;
  readonly count: number;
}

export interface Protection {
  /** To be applied to the text by `applyEdits`, together with others' edits of it. */
  readonly edits: readonly Edit[];
  readonly found: readonly Found[];
  /** A rule says that a text with such a value does not leave. */
  readonly isWithheld: boolean;
}

/** What `rules` do to the `sensitive` values of `text`. */
export function protectionOf(
  text: string,
  sensitive: readonly Sensitive[],
  rules: DlpRules,
  tokenOf: TokenOf,
): Protection {
  const edits: Edit[] = [];
  const found = new Map<string, Found>();
  for (const { kind, recognizer, start, end } of sensitive) {
    const action = rules[kind];
    if (action === undefined) continue;
    const value = text.slice(start, end);
    edits.push({
      start,
      end,
      with: replacement(action, kind, value, tokenOf),
      strictness: DLP_ACTIONS.indexOf(action),
    });
    const key = `${kind} ${recognizer}`;
    found.set(key, { kind, recognizer, action, count: (found.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...found.values()].sort(
    (a, b) => DLP_KINDS.indexOf(a.kind) - DLP_KINDS.indexOf(b.kind) || (a.recognizer < b.recognizer ? -1 : 1),
  );
  return { edits, found: sorted, isWithheld: sorted.some(({ action }) => action === 'withhold') };
}

/** The text as it may leave: empty when it is withheld. */
export function protect(
  text: string,
  sensitive: readonly Sensitive[],
  rules: DlpRules,
  tokenOf: TokenOf,
): { readonly text: string; readonly found: readonly Found[]; readonly isWithheld: boolean } {
  const { edits, found, isWithheld } = protectionOf(text, sensitive, rules, tokenOf);
  return { text: isWithheld ? '' : applyEdits(text, edits), found, isWithheld };
}

function replacement(action: DlpAction, kind: DlpKind, value: string, tokenOf: TokenOf): string {
  switch (action) {
    case 'hash':
      return `[${kind}:${tokenOf(kind, sameValue(kind, value))}]`;
    case 'mask':
      return masked(kind, value);
    // A text that is withheld doesn't leave. If it did, its values still would not.
    case 'redact':
    case 'withhold':
      return `[${kind}]`;
    default: {
      const never: never = action;
      throw new Error(`unknown action \`${String(never)}\``);
    }
  }
}

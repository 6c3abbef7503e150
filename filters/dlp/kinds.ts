/**
 * What is recognized in text that leaves, and what can be done with it. Pure names: recognizers say where, `protect.ts` does it.
 */

/** Kinds of sensitive values. `secret` are credentials, the others personal data. */
export const DLP_KINDS = ['secret', 'email', 'phone', 'iban', 'card', 'national-id', 'address', 'ip-address'] as const;
export type DlpKind = (typeof DLP_KINDS)[number];

/**
 * From the mildest to the strictest. `hash`: a keyed token, the same for the same value in a workspace, so that values can be compared and
 * not read. `mask`: all but what tells people which one it is. `redact`: the name of the kind. `withhold`: the passage does not leave.
 */
export const DLP_ACTIONS = ['hash', 'mask', 'redact', 'withhold'] as const;
export type DlpAction = (typeof DLP_ACTIONS)[number];

/** What is done with which kind; what is absent leaves as it is. */
export type DlpRules = Readonly<Partial<Record<DlpKind, DlpAction>>>;

/** A sensitive value in a text: half-open, in UTF-16 units. */
export interface Sensitive {
  readonly kind: DlpKind;
  /** Which recognizer saw it, in kebab-case: `us-ssn`, `aws-access-key`. */
  readonly recognizer: string;
  readonly start: number;
  readonly end: number;
}

/** The rules together: of two actions on one kind the stricter counts. */
export function strictest(...all: readonly DlpRules[]): DlpRules {
  const strict: Partial<Record<DlpKind, DlpAction>> = {};
  for (const kind of DLP_KINDS) {
    const rank = Math.max(...all.map((rules) => (rules[kind] === undefined ? -1 : DLP_ACTIONS.indexOf(rules[kind]))));
    const action = DLP_ACTIONS[rank];
    if (action !== undefined) strict[kind] = action;
  }
  return strict;
}

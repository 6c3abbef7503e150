/**
 * Which labels of somebody else's model speak of an attack. An operator names them, or they have one of the names that such models are known to
 * use. A model whose labels say nothing is refused: taking the wrong one would turn every judgement around.
 */

/** As {@link plain} writes them. */
const ATTACKS: ReadonlySet<string> = new Set([
  ...['injection', 'prompt_injection', 'indirect_injection', 'jailbreak', 'malicious', 'attack', 'unsafe'],
  ...['label_1', '1'],
]);
const INNOCENT: ReadonlySet<string> = new Set([
  ...['safe', 'benign', 'legit', 'legitimate', 'clean', 'normal', 'no_injection'],
  ...['label_0', '0'],
]);

/** How the labels of a model are to be read. */
export interface LabelReading {
  /** Labels that speak of an attack, as the operator wrote them; absent: those with a known name. */
  readonly attackLabels: readonly string[] | undefined;
}

/** What `label` says; `undefined` when nobody knows. */
export function meaningOf(label: string, { attackLabels }: LabelReading): 'attack' | 'innocent' | undefined {
  const name = plain(label);
  if (attackLabels !== undefined) return attackLabels.some((own) => plain(own) === name) ? 'attack' : 'innocent';
  if (ATTACKS.has(name)) return 'attack';
  return INNOCENT.has(name) ? 'innocent' : undefined;
}

/** Places of the labels that speak of an attack: some of them, and never all. Throws when that can't be told. */
export function attacksAmong(labels: readonly string[], reading: LabelReading): readonly number[] {
  const meanings = labels.map((label) => meaningOf(label, reading));
  const attacks = meanings.flatMap((meaning, at) => (meaning === 'attack' ? [at] : []));
  if (attacks.length > 0 && (attacks.length < labels.length || labels.length === 1)) return attacks;
  const known = labels.map((label) => `\`${label}\``).join(', ');
  throw new Error(`which labels of the model speak of an attack has to be said; it has ${known || 'none'}`);
}

function plain(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

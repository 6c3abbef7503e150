/**
 * Settings of the classifier that looks for hidden instructions. What is chosen is what is used: one that can't be opened is an error, and
 * never another in its place. Plain data, which crosses over to the threads that read.
 */
import { z } from 'zod';

export type ClassifierSettings =
  /** The model in the package, with n-grams and signals. Needs the optional package that runs it. */
  | { readonly kind: 'detector' }
  /** N-grams and signals alone: plain code, quicker, and it finds less. */
  | { readonly kind: 'portable' };

const ofDetector = z.strictObject({ SLUICE_CLASSIFIER: z.literal('detector') });

const ofPortable = z.strictObject({ SLUICE_CLASSIFIER: z.literal('portable') });

const ofAny = z.discriminatedUnion('SLUICE_CLASSIFIER', [ofDetector, ofPortable], {
  error: 'is `detector` or `portable`',
});

/** Every key that some kind knows. */
export const CLASSIFIER_KEYS: ReadonlySet<string> = new Set(ofAny.options.flatMap(({ shape }) => Object.keys(shape)));

/** The classifier that the environment names. What is wrong goes to `faults`; then there is none. */
export function readClassifier(from: NodeJS.ProcessEnv, faults: string[]): ClassifierSettings | undefined {
  const own = Object.fromEntries(Object.entries(from).filter(([name]) => CLASSIFIER_KEYS.has(name)));
  const { data, error } = ofAny.safeParse({ SLUICE_CLASSIFIER: 'detector', ...own });
  faults.push(...(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []));
  if (data === undefined) return undefined;
  switch (data.SLUICE_CLASSIFIER) {
    case 'detector':
      return { kind: 'detector' };
    case 'portable':
      return { kind: 'portable' };
    default:
      return data satisfies never;
  }
}

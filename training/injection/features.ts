/**
 * What the rule sees of texts: JSON lines `{id, text}` on standard input, `{id, t, w, n, s}` on standard output, in order. The letters are the features of
 * src/classifiers/detector/rule.ts: tokens, window, ngrams, signals. The models are those in `models/`, or in the folder that is given; what their
 * cards say of the rule doesn't matter.
 *
 *     tsx training/injection/features.ts [MODELS] < rows.jsonl > features.jsonl
 */
import { createInterface } from 'node:readline';
import { openClassifier } from '../../src/hosts/classifier.ts';
import { MODELS_FOLDER } from '../../src/hosts/project-root.ts';

const classifier = await openClassifier({ kind: 'detector' }, process.argv[2] ?? MODELS_FOLDER);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line) as { readonly id: string; readonly text: string };
  const { tokens: t, window: w, ngrams: n, signals: s } = await classifier.features(text);
  if (!process.stdout.write(`${JSON.stringify({ id, t, w, n, s })}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve));
}

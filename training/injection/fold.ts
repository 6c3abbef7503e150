/**
 * Folds what the detector is trained on as the product folds what it reads: JSON lines `{text, payloads}` on standard input, the same with
 * `text` and `payloads` folded on standard output. Other fields pass as they are.
 */
import { createInterface } from 'node:readline';
import { fold } from '../../filters/fold.ts';

interface Row {
  readonly text: string;
  readonly payloads: readonly string[] | null;
}

for await (const line of createInterface({ input: process.stdin })) {
  const row = JSON.parse(line) as Row;
  const payloads = row.payloads?.map((payload) => fold(payload).text.trim()) ?? null;
  const folded = JSON.stringify({ ...row, text: fold(row.text).text, payloads });
  if (!process.stdout.write(`${folded}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

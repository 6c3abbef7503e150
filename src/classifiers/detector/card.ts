/**
 * What is written beside the weights: `model.json` of the n-grams and of the detector, checked, and files that are those that it names by hash. Doesn't
 * know where files come from.
 */
import { z } from 'zod';
import { ClassifierUnavailable } from '../unavailable.ts';

const probability = z.number().min(0).max(1);
/** What is seen speaks for an instruction, or not at all: a score never falls because more was seen. */
const weight = z.number().min(0).max(100);
const bias = z.number().min(-1_000).max(1_000);
const voice = z.strictObject({ bias, weight, ceiling: bias });

const common = {
  id: z.string().min(1).max(64),
  version: z.string().min(1).max(64),
  thresholds: z
    .strictObject({ suspicious: probability, malicious: probability })
    .refine(({ suspicious, malicious }) => suspicious <= malicious, 'suspicious is at most malicious'),
};

export const ngramsCard = z.strictObject({
  ...common,
  bits: z.literal(18),
  scale: z.number().positive(),
  bias,
  sha256: z.strictObject({ 'weights.bin': z.hash('sha256') }),
  /** Of the portable classifier. */
  rule: z.strictObject({ ngrams: voice.optional(), signals: voice }),
});

export const detectorCard = z
  .strictObject({
    ...common,
    sha256: z.strictObject({
      'config.json': z.hash('sha256'),
      'vocab.txt': z.hash('sha256'),
      'onnx/model_quantized.onnx': z.hash('sha256'),
    }),
    /** Tokens of a window, [CLS] and [SEP] not counted, and from one window to the next. */
    windowTokens: z.int().min(8).max(510),
    strideTokens: z.int().min(1).max(510),
    rule: z.strictObject({ tokens: voice, window: voice.optional(), ngrams: voice.optional(), signals: voice }),
    spans: z.strictObject({ spanFloor: z.number().gt(0).lt(1), gapTokens: z.int().min(0).max(100) }),
  })
  .refine(({ windowTokens, strideTokens }) => strideTokens <= windowTokens, 'strideTokens is at most windowTokens');

export type NgramsCard = z.infer<typeof ngramsCard>;
export type DetectorCard = z.infer<typeof detectorCard>;

/** A file of a model by its name, such as `onnx/model_quantized.onnx`. Throws when it can't be read. */
export type ReadModelFile = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

export async function readCard<Card>(read: ReadModelFile, card: z.ZodType<Card>): Promise<Card> {
  let json: unknown;
  const bytes = await read('model.json');
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw damaged('model.json', 'is not JSON');
  }
  const parsed = card.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'is not a model card' };
  throw damaged('model.json', `is not a model card: ${[...path.map(String), message].join(': ')}`);
}

/** The file `name`, if its bytes are those that the card was written for. */
export async function readChecked(read: ReadModelFile, name: string, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(name);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw damaged(name, 'is damaged: its SHA-256 is not the one in model.json');
  return bytes;
}

function damaged(file: string, problem: string): ClassifierUnavailable {
  return new ClassifierUnavailable(`the classifier’s file \`${file}\` ${problem}`);
}

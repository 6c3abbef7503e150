/** Somebody else's model behind the port, run by the real library on a tiny one that says an injection is `refund` and `harbor` in one window. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { attacksAmong } from '../../src/classifiers/attack-labels.ts';
import { TransformersClassifier } from '../../src/classifiers/transformers/transformers-classifier.ts';
import { ClassifierUnavailable } from '../../src/classifiers/unavailable.ts';
import { WITHOUT_TRANSFORMERS } from '../embedding/fixtures/tiny-models.ts';

const MODEL = join(import.meta.dirname, 'fixtures', 'tiny-classifier');
const THRESHOLDS = { suspicious: 0.5, malicious: 0.9 };
const CALM = 'a b c d. ';
const ATTACK = 'refund the harbor.';

function open(more: { readonly attackLabels?: readonly string[]; readonly path?: string } = {}) {
  return TransformersClassifier.open({
    files: { from: 'folder', path: more.path ?? MODEL },
    weights: 'fp32',
    thresholds: THRESHOLDS,
    attackLabels: more.attackLabels,
  });
}

describe('labels', () => {
  test.each([
    [['SAFE', 'INJECTION'], [1]],
    [['LABEL_0', 'LABEL_1'], [1]],
    [['benign', 'injection'], [1]],
    [['MALICIOUS', 'BENIGN'], [0]],
    [
      ['BENIGN', 'INJECTION', 'JAILBREAK'],
      [1, 2],
    ],
    [['0', '1'], [1]],
    [['Prompt Injection', 'legit'], [0]],
  ])('%j speak of an attack at %j', (labels, attacks) => {
    expect(attacksAmong(labels, { attackLabels: undefined })).toEqual(attacks);
  });

  test.each([[['POSITIVE', 'NEGATIVE']], [['INJECTION', 'JAILBREAK']], [[]]])(
    '%j say nothing, and are refused',
    (labels) => {
      expect(() => attacksAmong(labels, { attackLabels: undefined })).toThrow('has to be said');
    },
  );

  test('an operator names them, and then no other counts', () => {
    expect(attacksAmong(['A', 'INJECTION', 'b'], { attackLabels: ['a', 'B'] })).toEqual([0, 2]);
    expect(() => attacksAmong(['SAFE', 'INJECTION'], { attackLabels: ['EVIL'] })).toThrow('`SAFE`, `INJECTION`');
  });
});

describe.skipIf(WITHOUT_TRANSFORMERS)('with the optional package', () => {
  let classifier: TransformersClassifier;
  beforeAll(async () => {
    classifier = await open();
  });

  const scoreOne = async (text: string) => {
    const [risk] = await classifier.score([text]);
    if (risk === undefined) throw new Error('there is no score');
    return risk;
  };

  test('an attack has the verdict of its score, and innocent text has none', async () => {
    const calm = await scoreOne(CALM.repeat(20));
    expect(calm).toMatchObject({ verdict: 'clean', spans: [] });
    const attacked = await scoreOne(`${CALM}${ATTACK} ${CALM}`);
    expect(attacked.verdict).not.toBe('clean');
    expect(attacked.score).toBeGreaterThan(calm.score);
    expect((await scoreOne('')).score).toBe(0);
  });

  test('labels that speak of an attack add up', async () => {
    const alone = (await open({ attackLabels: ['jailbreak'] })).score(['invoice']);
    const [jailbreak] = await alone;
    const [injection] = await (await open({ attackLabels: ['INJECTION'] })).score(['invoice']);
    const { score } = await scoreOne('invoice');
    expect(score).toBeCloseTo((jailbreak?.score ?? 0) + (injection?.score ?? 0), 6);
    expect(score).toBeGreaterThan(0.9);
  });

  test('an attack is found at any depth, and its span is its sentence', async () => {
    const calm = CALM.repeat(60);
    const { score } = await scoreOne(ATTACK);
    for (const at of [0, 9, 27, 90, 180, 270, 432, calm.length]) {
      const text = `${calm.slice(0, at)}${ATTACK} ${calm.slice(at)}`;
      const risk = await scoreOne(text);
      expect(risk.score).toBeCloseTo(score, 6);
      expect(risk.spans.map(({ start, end }) => text.slice(start, end).trim())).toEqual([ATTACK]);
      expect(risk.spans[0]?.signals).toEqual(['transformers']);
    }
  });

  test('two sentences that are an attack together stand together in a window', async () => {
    for (const before of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const text = `${CALM.repeat(before)}a refund. the harbor. ${CALM.repeat(12)}`;
      expect((await scoreOne(text)).verdict).not.toBe('clean');
    }
  });

  test('what is encoded is decoded, and points at its code', async () => {
    const code = Buffer.from('please send the invoice to all of us now').toString('base64');
    const text = `a b c ${code} d e`;
    const { spans, score } = await scoreOne(text);
    expect(score).toBeGreaterThan(THRESHOLDS.suspicious);
    expect(spans).toContainEqual(
      expect.objectContaining({
        start: text.indexOf(code),
        end: text.indexOf(code) + code.length,
        signals: ['encoded-base64', 'transformers'],
      }),
    );
  });

  test('a text without sentences, or of characters that are many tokens each, is read to its end', async () => {
    for (const filler of ['a'.repeat(90), 'ab cd ', '数据', '😀', '\n', ' '])
      expect((await scoreOne(`${filler.repeat(300)} invoice`)).verdict).not.toBe('clean');
  });

  test('a score does not depend on what else is scored', async () => {
    const texts = [ATTACK, CALM, '', `invoice ${CALM}`, CALM.repeat(30)];
    const together = await classifier.score(texts);
    for (const [i, text] of texts.entries()) expect(await scoreOne(text)).toEqual(together[i]);
  });

  test('its version is that of its files, weights and labels', async () => {
    expect(classifier.id).toBe('tiny-classifier');
    expect(classifier.version).toMatch(/^[0-9a-f]{12}-fp32-1\+2-1$/);
    expect((await open({ attackLabels: ['INJECTION'] })).version).toMatch(/-fp32-1-1$/);
  });

  test.each([
    ['whose labels say nothing', { attackLabels: ['EVIL'] }, 'has to be said'],
    ['that is not there', { path: '/nowhere/model' }, 'can not be read'],
  ])('a model %s is refused when it is opened', async (_, more, message) => {
    await expect(open(more)).rejects.toThrow(ClassifierUnavailable);
    await expect(open(more)).rejects.toThrow(message);
  });
});

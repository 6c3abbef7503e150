/** Settings of classifiers: what means nothing to the chosen one is a fault, and texts travel encrypted or not at all. */
import { expect, test } from 'vitest';
import { InvalidSettings, readSettings, readSettingsWith } from '../../src/hosts/settings.ts';

const COMMIT = 'a'.repeat(40);
const MODEL = { SLUICE_CLASSIFIER: 'transformers', SLUICE_CLASSIFIER_MODEL: './guard' };
const ENDPOINT = { SLUICE_CLASSIFIER: 'endpoint', SLUICE_CLASSIFIER_URL: 'https://guard.example/score' };

function faultsOf(from: Record<string, string>): readonly string[] {
  try {
    readSettings(from);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults;
  }
  return [];
}

test('without settings it is the detector, and nobody beside it', () => {
  expect(readSettings({})).toMatchObject({ classifier: { kind: 'detector' }, shadow: undefined });
});

test('a model has its files, labels and thresholds; half and nine tenths unless it is said', () => {
  expect(readSettings(MODEL).classifier).toMatchObject({
    ...{ kind: 'transformers', weights: 'q8', attackLabels: undefined },
    thresholds: { suspicious: 0.5, malicious: 0.9 },
  });
  const said = { SLUICE_CLASSIFIER_LABEL: 'EVIL, worse', SLUICE_CLASSIFIER_SUSPICIOUS: '0.2' };
  const hub = { SLUICE_CLASSIFIER_MODEL: 'owner/name', SLUICE_CLASSIFIER_REVISION: COMMIT };
  expect(readSettings({ ...MODEL, ...hub, ...said }).classifier).toMatchObject({
    files: { from: 'hub', name: 'owner/name', revision: COMMIT },
    ...{ attackLabels: ['EVIL', 'worse'], thresholds: { suspicious: 0.2, malicious: 0.9 } },
  });
});

test('an endpoint that answers with labels is sent less at a time', () => {
  expect(readSettings(ENDPOINT).classifier).toMatchObject({ shape: 'scores', windowBytes: 60_000, timeoutMs: 10_000 });
  expect(readSettings({ ...ENDPOINT, SLUICE_CLASSIFIER_SHAPE: 'predict' }).classifier).toMatchObject({
    windowBytes: 500,
  });
});

test('a shadow has the same settings under a name of its own', () => {
  const shadow = { SLUICE_SHADOW_CLASSIFIER: 'endpoint', SLUICE_SHADOW_CLASSIFIER_URL: 'http://127.0.0.1:9/score' };
  expect(readSettings({ ...shadow, SLUICE_SHADOW_SECONDS: '3', SLUICE_CLASSIFIER: 'portable' })).toMatchObject({
    classifier: { kind: 'portable' },
    shadow: { classifier: { kind: 'endpoint', url: 'http://127.0.0.1:9/score' }, timeoutMs: 3_000 },
  });
});

test.each([
  [{ SLUICE_CLASSIFIER: 'magic' }, 'SLUICE_CLASSIFIER: is `detector`'],
  [{ SLUICE_CLASSIFIER_MODEL: './guard' }, 'SLUICE_CLASSIFIER_MODEL: means nothing to this SLUICE_CLASSIFIER'],
  [{ SLUICE_CLASSIFIER: 'transformers' }, 'SLUICE_CLASSIFIER_MODEL: is required'],
  [{ ...MODEL, SLUICE_CLASSIFIER_MODEL: 'owner/name' }, 'SLUICE_CLASSIFIER_REVISION: is required'],
  [{ ...MODEL, SLUICE_CLASSIFIER_SUSPICIOUS: '0.95' }, 'SLUICE_CLASSIFIER_SUSPICIOUS: is at most'],
  [{ ...MODEL, SLUICE_CLASSIFIER_MALICIOUS: '2' }, 'SLUICE_CLASSIFIER_MALICIOUS: '],
  [{ ...MODEL, SLUICE_CLASSIFIER_LABEL: 'a,,b' }, 'SLUICE_CLASSIFIER_LABEL: is names'],
  [{ SLUICE_CLASSIFIER: 'endpoint' }, 'SLUICE_CLASSIFIER_URL: is required'],
  [{ ...ENDPOINT, SLUICE_CLASSIFIER_URL: 'http://guard.example/' }, 'SLUICE_CLASSIFIER_URL: is an `https` URL'],
  [{ ...ENDPOINT, SLUICE_CLASSIFIER_URL: 'https://a:b@guard.example/' }, 'SLUICE_CLASSIFIER_URL: is an `https` URL'],
  [{ ...ENDPOINT, SLUICE_CLASSIFIER_KEY: 'two words' }, 'SLUICE_CLASSIFIER_KEY: is printable ASCII'],
  [{ ...ENDPOINT, SLUICE_CLASSIFIER_KEY_FILE: '/nowhere' }, 'SLUICE_CLASSIFIER_KEY_FILE: the file can not be read'],
  [{ SLUICE_SHADOW_CLASSIFIER_URL: 'https://x.example/' }, 'SLUICE_SHADOW_CLASSIFIER_URL: means nothing without'],
  [{ SLUICE_SHADOW_SECONDS: '3' }, 'SLUICE_SHADOW_SECONDS: means nothing without'],
])('%j is refused', (from, fault) => {
  expect(faultsOf(from).some((said) => said.startsWith(fault))).toBe(true);
  expect(faultsOf(from).join()).not.toContain('two words');
});

test('another classifier can be chosen for once; what means nothing to it is left out, and the rest stays', () => {
  expect(readSettingsWith('portable', MODEL).classifier).toEqual({ kind: 'portable' });
  expect(readSettingsWith('transformers', { SLUICE_CLASSIFIER_MODEL: './guard' }).classifier.kind).toBe('transformers');
  expect(readSettingsWith(undefined, MODEL).classifier.kind).toBe('transformers');
});

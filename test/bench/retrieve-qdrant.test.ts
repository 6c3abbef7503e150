/** What a benchmark does with a server of Qdrant that holds other things, too. */
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { locateQdrant } from '../../bench/retrieve/qdrant.ts';
import { startEngine, WITHOUT_ENGINE } from '../qdrant/engine.ts';

const engine = await startEngine();
afterAll(() => engine?.close());
afterEach(() => vi.unstubAllEnvs());

async function ask(method: 'GET' | 'PUT', path: string, body?: unknown): Promise<unknown> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${engine?.url}${path}`, { method, ...sent });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { result: unknown }).result;
}

const make = (name: string) =>
  ask('PUT', `/collections/${name}`, { vectors: { dense: { size: 4, distance: 'Cosine' } } });

describe.skipIf(engine === undefined)(engine === undefined ? WITHOUT_ENGINE : 'a benchmark on a server', () => {
  test('takes away the collections that it made, and no other', async () => {
    vi.stubEnv('QDRANT_URL', engine?.url);
    const [one, other] = [await locateQdrant(), await locateQdrant()];
    const prefixes = [one, other].map(({ settings }) => settings.SLUICE_QDRANT_COLLECTION);
    await make('sluice');
    for (const prefix of prefixes) for (const suffix of ['', '-of-a-model']) await make(`${prefix}${suffix}`);
    await one.settle();
    await one.remove();
    const names = ['sluice', prefixes[1], `${prefixes[1]}-of-a-model`].sort();
    expect(await ask('GET', '/collections')).toEqual({ collections: names.map((name) => ({ name })) });
    expect(engine?.invalid).toEqual([]);
  });

  test('gives the key to the server that it was set for, and to no engine', async () => {
    vi.stubEnv('QDRANT_URL', undefined);
    vi.stubEnv('QDRANT_API_KEY', 'made-up-key');
    const onEngine = await locateQdrant();
    expect(onEngine.settings).not.toHaveProperty('QDRANT_API_KEY');
    await onEngine.remove();
    vi.stubEnv('QDRANT_URL', engine?.url);
    expect((await locateQdrant()).settings.QDRANT_API_KEY).toBe('made-up-key');
  });
});

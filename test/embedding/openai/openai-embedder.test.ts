/** An OpenAI-compatible endpoint behind the port: a real server, which fails in every way that it is told to. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OpenAiEmbedder } from '../../../src/embedding/openai/openai-embedder.ts';
import { EmbedderUnavailable } from '../../../src/embedding/port.ts';
import { quantize } from '../../../src/embedding/quantize.ts';
import {
  type Answer,
  answerWell,
  DIMENSION,
  endpointAt,
  itemsOf,
  sendJson,
  TestEndpoint,
  vectorOf,
} from './endpoint.ts';

const KEY = 'sk-S3CRET';
const TEXT = 'the harbor master S3CRET';

const endpoint = new TestEndpoint();
let url: string;
beforeAll(async () => {
  url = await endpoint.listen();
});
afterAll(() => endpoint.close());
afterEach(() => {
  for (const list of [endpoint.answers, endpoint.asked, endpoint.keys, waited]) list.splice(0);
});

/** What was waited for, in milliseconds, without waiting. */
const waited: number[] = [];
const waits = {
  wait: async (ms: number) => {
    waited.push(ms);
  },
  random: () => 0.5,
};

const open = (from: Record<string, string> = {}, timeoutMs = 20_000) =>
  new OpenAiEmbedder({ ...endpointAt(url, from), timeoutMs }, waits);

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end(`${TEXT} ${KEY}`);

const data =
  (change: (items: ReturnType<typeof itemsOf>) => unknown): Answer =>
  (asked, response) =>
    sendJson(response, { data: change(itemsOf(asked)) });

/** The error that `embed` throws. */
async function failureOf(embedder: OpenAiEmbedder, role: 'passage' | 'query' = 'passage', texts = [TEXT, 'quay']) {
  try {
    await embedder.embed(texts, role);
  } catch (error) {
    expect(error).toBeInstanceOf(EmbedderUnavailable);
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      expect(`${at.message}${at.stack}`).not.toContain('S3CRET');
    return error as EmbedderUnavailable;
  }
  throw new Error('it did not fail');
}

describe('what is asked', () => {
  test('vectors come back in the order of the texts, however they are cut into requests; empty ones keep their place', async () => {
    const long = fc.integer({ min: 0, max: 40_000 }).map((length) => 'quay '.repeat(length / 5));
    const texts = fc.array(fc.oneof(fc.string(), long, fc.constant(' ')), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const vectors = await open().embed(some, 'passage');
        expect(vectors).toEqual(some.map((text) => (text.trim() === '' ? undefined : quantize(vectorOf(text)))));
      }),
      { numRuns: 30 },
    );
  });

  test('a request holds 32 texts and 64,000 characters at most, unless one text is longer', async () => {
    const lengths = [...Array.from({ length: 40 }, () => 10), 60_000, 10_000, 70_000, 10];
    await open().embed(
      lengths.map((length) => 'x'.repeat(length)),
      'passage',
    );
    const sizes = endpoint.asked.map(({ input }) => input.map(({ length }) => length));
    expect(sizes.map(({ length }) => length).sort((a, b) => a - b)).toEqual([1, 1, 1, 9, 32]);
    for (const size of sizes) expect(size.length === 1 || size.reduce((a, b) => a + b) <= 64_000).toBe(true);
  });

  test('the key, the model, the prefix of the role, and the dimension only where vectors are to be shortened', async () => {
    const prefixes = { SLUICE_EMBEDDER_QUERY_PREFIX: 'query: ', SLUICE_EMBEDDER_PASSAGE_PREFIX: 'passage: ' };
    await open({ ...prefixes, SLUICE_EMBEDDER_KEY: KEY }).embed(['quay'], 'query');
    await open({ ...prefixes, SLUICE_EMBEDDER_SHORTEN: 'yes' }).embed(['quay'], 'passage');
    expect(endpoint.keys).toEqual([`Bearer ${KEY}`, undefined]);
    expect(endpoint.asked).toEqual([
      { model: 'harbor-embed', input: ['query: quay'], encoding_format: 'float' },
      { model: 'harbor-embed', input: ['passage: quay'], encoding_format: 'float', dimensions: DIMENSION },
    ]);
  });

  test('at most four requests with passages are under way, and a question waits for none of them', async () => {
    const held: (() => void)[] = [];
    const hold: Answer = (asked, response) => held.push(() => answerWell(asked, response));
    endpoint.answers.push(hold, hold, hold, hold);
    const embedder = open();
    const passages = embedder.embed(
      Array.from({ length: 200 }, (_, i) => `quay ${i}`),
      'passage',
    );
    while (held.length < 4) await new Promise(setImmediate);
    expect(await embedder.embed(['refund'], 'query')).toHaveLength(1);
    expect(endpoint.asked).toHaveLength(5);
    for (const release of held) release();
    expect(await passages).toHaveLength(200);
    expect(endpoint.asked).toHaveLength(8);
  });

  test('the version is what the operator calls it, and changes with the prefixes', () => {
    expect(open().model).toEqual({
      id: 'harbor-embed',
      version: 'unversioned',
      dimension: DIMENSION,
      minSimilarity: 0,
    });
    expect(open({ SLUICE_EMBEDDER_REVISION: '2026-11' }).model.version).toBe('2026-11');
    expect(open({ SLUICE_EMBEDDER_QUERY_PREFIX: 'query: ' }).model.version).toMatch(/^unversioned-[0-9a-f]{8}$/);
  });
});

describe('failures that may pass', () => {
  test('a request is made again after 429, 5xx and a broken connection, later each time', async () => {
    endpoint.answers.push(status(429), status(503), (_, response) => response.destroy());
    expect(await open().embed(['quay'], 'passage')).toEqual([quantize(vectorOf('quay'))]);
    expect(waited).toEqual([500, 1_000, 2_000]);
  });

  test('the endpoint says how long it wants to be left alone', async () => {
    endpoint.answers.push(
      status(429, { 'retry-after': '7' }),
      status(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' }),
    );
    await open().embed(['quay'], 'passage');
    expect(waited).toEqual([7_000, 0]);
    endpoint.answers.push(status(429, { 'retry-after': '31' }));
    expect((await failureOf(open())).message).toBe('the embedding endpoint answers 429');
  });

  test('a failure that stays is given up: documents are tried six times, questions twice', async () => {
    endpoint.answers.push(...Array.from({ length: 8 }, () => status(500)));
    expect((await failureOf(open())).message).toBe('the embedding endpoint answers 500');
    expect(endpoint.asked).toHaveLength(6);
    await failureOf(open(), 'query');
    expect(endpoint.asked).toHaveLength(8);
    endpoint.answers.push(status(429, { 'retry-after': '2' }));
    await failureOf(open(), 'query');
    expect(endpoint.asked).toHaveLength(9);
  });

  test('an endpoint that hangs, before its answer or amid it, has its time and no more', async () => {
    const hang: Answer = () => {};
    const hangAmid: Answer = (_, response) => response.writeHead(200).write('{"data":');
    endpoint.answers.push(hang, hangAmid);
    expect((await failureOf(open({}, 50), 'query')).message).toBe('the embedding endpoint takes too long');
    expect(endpoint.asked).toHaveLength(2);
  });

  test('an endpoint that is not there is unavailable', async () => {
    const nowhere = new OpenAiEmbedder(endpointAt('http://127.0.0.1:9/v1'), waits);
    expect((await failureOf(nowhere)).message).toBe('the embedding endpoint can not be reached');
  });

  test('closing ends what is under way and what is asked later', async () => {
    const embedder = open();
    endpoint.answers.push((_, _response) => void embedder.close());
    expect((await failureOf(embedder)).message).toBe('the embedder is closed');
    expect((await failureOf(embedder)).message).toBe('the embedder is closed');
    expect(endpoint.asked).toHaveLength(1);
  });
});

describe('answers that are refused at once', () => {
  const cases: Record<string, Answer> = {
    'an error of the request': status(400),
    'a key that is not accepted': status(401),
    'a redirect': status(307, { location: '/v1/embeddings' }),
    'what is not JSON': (_, response) => response.end(`${TEXT}`),
    'what is not a list': (_, response) => sendJson(response, { data: TEXT }),
    'too many bytes, though all of them vectors and space': (asked, response) =>
      response.end(JSON.stringify({ data: itemsOf(asked) }) + ' '.repeat(1_000_000)),
    'another dimension': data((items) => items.map((item) => ({ ...item, embedding: [...item.embedding, 1] }))),
    'a missing vector': data((items) => items.slice(1)),
    'a vector too many': data((items) => [...items, { index: items.length, embedding: vectorOf('') }]),
    'a vector twice': data((items) => items.map((item) => ({ ...item, index: 0 }))),
    'an index that is none': data((items) => items.map((item) => ({ ...item, index: item.index - 1 }))),
    'a number that is not finite': (asked, response) =>
      response.end(JSON.stringify({ data: itemsOf(asked) }).replace(/"embedding":\[[^,]*/, '"embedding":[1e999')),
    'a number as text': data((items) => items.map((item) => ({ ...item, embedding: item.embedding.map(String) }))),
    'no direction': data((items) => items.map((item) => ({ ...item, embedding: item.embedding.map(() => 0) }))),
  };

  test.each(Object.entries(cases))('%s', async (_, answer) => {
    endpoint.answers.push(answer);
    await failureOf(open({ SLUICE_EMBEDDER_KEY: KEY }));
    expect(endpoint.asked).toHaveLength(1);
    expect(waited).toEqual([]);
  });

  test('vectors in another order than the texts are no fault: their index tells', async () => {
    endpoint.answers.push(data((items) => items.toReversed()));
    expect(await open().embed(['quay', 'refund'], 'passage')).toEqual(
      ['quay', 'refund'].map((text) => quantize(vectorOf(text))),
    );
  });
});

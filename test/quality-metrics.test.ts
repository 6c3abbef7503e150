import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NoCollection, readCollection } from '../bench/quality/collection.ts';
import { mean, score } from '../bench/quality/metrics.ts';

describe('the metrics of a ranking', () => {
  test('are those of trec_eval, on an example done by hand', () => {
    const gains = new Map([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    // 2/log2(2) + 0 + 3/log2(4), over 3/log2(2) + 2/log2(3) + 1/log2(4)
    expect(score(['b', 'x', 'a'], gains).ndcg10).toBeCloseTo(3.5 / (3 + 2 / 1.5849625 + 0.5), 6);
    expect(score(['b', 'x', 'a'], gains)).toMatchObject({ recall10: 2 / 3, recall100: 2 / 3 });
    expect(score(['a', 'b', 'c'], gains)).toEqual({ ndcg10: 1, recall10: 1, recall100: 1 });
    expect(score([], gains)).toEqual({ ndcg10: 0, recall10: 0, recall100: 0 });
  });

  test('look no deeper than they say', () => {
    const ranking = Array.from({ length: 200 }, (_, i) => `d${i}`);
    const at = (rank: number) => score(ranking, new Map([[`d${rank - 1}`, 1]]));
    expect(at(10)).toEqual({ ndcg10: 1 / Math.log2(11), recall10: 1, recall100: 1 });
    expect(at(11)).toEqual({ ndcg10: 0, recall10: 0, recall100: 1 });
    expect(at(101)).toEqual({ ndcg10: 0, recall10: 0, recall100: 0 });
  });

  test('count at most ten relevant documents in the best ranking there could be', () => {
    const gains = new Map(Array.from({ length: 20 }, (_, i) => [`d${i}`, 1] as const));
    const ranking = [...gains.keys()].slice(0, 10);
    expect(score(ranking, gains)).toEqual({ ndcg10: 1, recall10: 0.5, recall100: 0.5 });
  });

  test('average over queries', () => {
    const one = { ndcg10: 1, recall10: 1, recall100: 1 };
    const none = { ndcg10: 0, recall10: 0, recall100: 0.5 };
    expect(mean([one, none])).toEqual({ ndcg10: 0.5, recall10: 0.5, recall100: 0.75 });
  });
});

describe('a folder of a collection', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-collection-'));
    await mkdir(join(folder, 'qrels'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const put = (name: string, text: string) => writeFile(join(folder, name), text);
  beforeEach(async () => {
    await put('corpus.jsonl', '{"_id":"1","title":"One","text":"first"}\n{"_id":"2","text":"second","metadata":{}}\n');
    await put('queries.jsonl', '{"_id":"q1","text":"which"}\n{"_id":"q2","text":"what"}\n');
    await put('qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\t1\t2\nq1\t2\t0\nq2\t2\t-1\n');
  });

  test('is read with the queries that something is relevant to', async () => {
    const { documents, queries } = await readCollection(folder);
    expect(documents).toEqual([
      { id: '1', title: 'One', text: 'first' },
      { id: '2', title: '', text: 'second' },
    ]);
    expect(queries).toEqual([{ id: 'q1', text: 'which', gains: new Map([['1', 2]]) }]);
  });

  test.each([
    ['corpus.jsonl', '{"_id":"1","text":"a"}\n{"_id":"1","text":"b"}\n', 'an id stands there twice'],
    ['corpus.jsonl', 'no json\n', 'line 1 is not a row of such a file'],
    ['queries.jsonl', '{"_id":"q1"}\n', 'line 1 is not a row of such a file'],
    ['queries.jsonl', '', 'no query is judged'],
    ['qrels/test.tsv', 'q1\t1\t2\n', 'the first line is not one of headings'],
    ['qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\t1\n', 'line 2 is not a row of such a file'],
    ['qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\t1\tmuch\n', 'a score is not a number'],
    ['qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\t7\t1\n', 'no document of the corpus is judged'],
  ])('with a wrong %s is refused: %s', async (name, text, message) => {
    await put(name, text);
    await expect(readCollection(folder)).rejects.toThrow(NoCollection);
    await expect(readCollection(folder)).rejects.toThrow(message);
  });

  test('that is not there is refused', async () => {
    await expect(readCollection(join(folder, 'missing'))).rejects.toThrow(NoCollection);
  });
});

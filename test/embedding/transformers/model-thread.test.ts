/** A thread that runs a model and dies: the next call has another, which runs the same model or answers nothing. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelThread } from '../../../src/embedding/transformers/model-thread.ts';
import type { EmbedReply, EmbedRequest } from '../../../src/embedding/transformers/transformers-thread.ts';
import { Thread } from '../../../src/threads.ts';
import { compiledEntries } from '../../support/compiled.ts';
import { TINY_ENCODER, WITHOUT_TRANSFORMERS } from '../fixtures/tiny-models.ts';

const REQUEST: EmbedRequest = { texts: ['harbor'], prefix: '' };
const ENTRIES = compiledEntries('src/embedding/transformers');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sluice-thread-'));
});
afterAll(() => rm(scratch, { recursive: true }));

describe.skipIf(WITHOUT_TRANSFORMERS)('with the optional package', () => {
  test('after a thread died the next call is answered the same, unless the files of the model changed meanwhile', async () => {
    const folder = join(scratch, 'model');
    await cp(TINY_ENCODER, folder, { recursive: true });
    const started: Thread<EmbedRequest, EmbedReply>[] = [];
    const thread = new ModelThread(async () => {
      const data = { folder, weights: 'q8', pooling: 'mean' };
      const one = await Thread.start<EmbedRequest, EmbedReply>('transformers-thread', ENTRIES, data);
      started.push(one);
      return one;
    });
    const before = await thread.call(REQUEST);
    await started[0]?.close();
    expect(await thread.call(REQUEST)).toEqual(before);
    expect(started).toHaveLength(2);

    await writeFile(join(folder, 'config.json'), '{"model_type":"bert","max_position_embeddings":16}');
    await started[1]?.close();
    await expect(thread.call(REQUEST)).rejects.toThrow('have changed');

    await thread.close();
    await expect(thread.call(REQUEST)).rejects.toThrow('closed');
    expect(started).toHaveLength(3);
  });
});

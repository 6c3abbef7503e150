/**
 * A child whose documents say how to break it; a file with a name is read as the product would. For the tests of the sandbox alone: no
 * format of the product leads here.
 */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { RawExtract } from '../../../ingest/formats/format.ts';
import { serve } from '../../../ingest/sandbox/serve.ts';

const MIB = 1024 * 1024;
const kept: unknown[] = [];

function frame(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
}

const BEHAVIOURS: Record<string, () => unknown> = {
  'allocate 2 GB of buffers': () => {
    for (let i = 0; i < 64; i += 1) kept.push(Buffer.alloc(32 * MIB, 1));
  },
  'allocate objects': () => {
    for (;;) kept.push(new Array(1_000_000).fill(kept.length));
  },
  'hold 280 MB and wait': () => {
    kept.push(Buffer.alloc(280 * MIB, 1));
    return new Promise(() => {});
  },
  'keep 160 MB': () => {
    kept.push(Buffer.alloc(160 * MIB, 1));
    return { text: process.pid };
  },
  'loop for ever': () => {
    for (;;);
  },
  'never answer': () => new Promise(() => {}),
  'abort natively': () => process.abort(),
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('SECRET words of the document');
  },
  'exhaust the stack': function deeper(): unknown {
    return [deeper()];
  },
  'reject behind the back': async () => {
    void Promise.reject(new Error('late'));
    await delay(50);
  },
  'write to all objects': () => {
    (Object.prototype as Record<string, unknown>).isAdmin = true;
  },
  'write too much': () => ({ text: 'x'.repeat(40 * MIB) }),
  'write without end': () => {
    const blocks = frame(JSON.stringify({ kind: 'blocks', blocks: [] }).padEnd(64 * 1024));
    for (;;) {
      try {
        writeSync(3, blocks);
      } catch {
        // The pipe is full.
      }
    }
  },
  'announce too much': () => writeSync(3, Buffer.from([0xff, 0xff, 0xff, 0xff])),
  'answer garbage': () => writeSync(3, Buffer.from('PK\u0003\u0004 garbage '.repeat(1_000))),
  'answer nonsense': () => writeSync(3, frame('{"kind":"done","format":"exe","findings":[]}')),
  'answer an unknown key': () => writeSync(3, frame('{"kind":"done","format":"text","findings":[],"admin":true}')),
  'answer no JSON': () => writeSync(3, frame('hello')),
  'run a string as code': () => ({ text: String(new Function('return 1')()) }),
  'say its id': () => ({ text: process.pid }),
  'print on standard output': () => {
    console.log('{"kind":"done"}');
    return { text: 'printed' };
  },
};

void serve(async () => {
  const { extractDocument } = await import('../../../ingest/formats/extract.ts');
  return async (bytes, fileName): Promise<RawExtract> => {
    if (fileName !== undefined) return extractDocument(bytes, fileName);
    const name = new TextDecoder().decode(bytes);
    const result = await BEHAVIOURS[name]?.();
    const text = typeof result === 'object' && result !== null && 'text' in result ? String(result.text) : name;
    return { format: 'text', blocks: [{ kind: 'paragraph', runs: [{ text }], locator: {} }], findings: [] };
  };
});

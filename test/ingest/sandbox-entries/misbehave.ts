/** A child whose documents say how to break it. For the tests of the sandbox alone: no format of the product leads here. */
import { writeSync } from 'node:fs';
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
  'allocate buffers': () => {
    for (let i = 0; i < 64; i += 1) kept.push(Buffer.alloc(32 * MIB, 1));
  },
  'allocate objects': () => {
    for (;;) kept.push(new Array(1_000_000).fill(kept.length));
  },
  'loop for ever': () => {
    for (;;);
  },
  'never answer': () => new Promise(() => {}),
  'abort natively': () => process.abort(),
  'say its id': () => ({ text: process.pid }),
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('SECRET words of the document');
  },
  'exhaust the stack': function deeper(): unknown {
    return [deeper()];
  },
  'reject behind the back': async () => {
    void Promise.reject(new Error('late'));
    await new Promise((resolve) => setTimeout(resolve, 50));
  },
  'write too much': () => ({ text: 'x'.repeat(40 * MIB) }),
  'announce too much': () => writeSync(3, Buffer.from([0xff, 0xff, 0xff, 0xff])),
  'answer nonsense': () => writeSync(3, frame('{"kind":"done","format":"exe","findings":[]}')),
  'answer an unknown key': () => writeSync(3, frame('{"kind":"done","format":"text","findings":[],"admin":true}')),
  'answer no JSON': () => writeSync(3, frame('hello')),
  'run a string as code': () => ({ text: String(new Function('return 1')()) }),
  'read the environment': () => ({ text: JSON.stringify(process.env) }),
  'print on standard output': () => {
    console.log('{"kind":"done"}');
    return { text: 'printed' };
  },
};

void serve(async () => async (bytes): Promise<RawExtract> => {
  const name = new TextDecoder().decode(bytes);
  const result = await BEHAVIOURS[name]?.();
  const text = typeof result === 'object' && result !== null && 'text' in result ? String(result.text) : name;
  return { format: 'text', blocks: [{ kind: 'paragraph', runs: [{ text }], locator: {} }], findings: [] };
});

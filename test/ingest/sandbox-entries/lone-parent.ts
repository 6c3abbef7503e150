/**
 * A parent that starts a child of the sandbox, gives it a document, prints the child's id and, by its argument, goes (`rest`), or waits to be
 * killed while the child is in a loop (`loop`; `loop-untied` when the kernel does not end the child with it). For the tests of the sandbox alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { childEntry } from '../../../ingest/sandbox/entry.ts';
import { framed } from '../../../ingest/sandbox/frames.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../../../ingest/sandbox.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const entry = childEntry('misbehave', import.meta.url);
const how = process.argv[2];
console.log(how === 'loop-untied' ? await startUntied() : await startTied(how === 'loop'));

async function startTied(isLooping: boolean): Promise<number> {
  const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, entry });
  const { blocks } = await sandbox.extract({ bytes: bytesOf('say its id') });
  const pid = Number(blocks[0]?.runs[0]?.text);
  if (!isLooping) return pid;
  sandbox.extract({ bytes: bytesOf('loop for ever') }).catch(() => {});
  await inItsLoop(pid, ticksOf(pid));
  return pid;
}

async function startUntied(): Promise<number> {
  const child = spawn(process.execPath, [entry.path], { env: {}, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  await once(child.stdio[3] as Readable, 'data');
  for (const text of ['{}', 'loop for ever']) for (const piece of framed(bytesOf(text))) child.stdin?.write(piece);
  const pid = Number(child.pid);
  await inItsLoop(pid, ticksOf(pid));
  return pid;
}

/** Only a child that is in its loop uses so much of the processor. */
async function inItsLoop(pid: number, before: number): Promise<void> {
  while (ticksOf(pid) < before + 30) await new Promise((resolve) => setTimeout(resolve, 20));
}

function ticksOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[11]);
}

/** A parent that starts a sandbox, reads one document, prints the child's id and does what its argument says. For the tests of the sandbox alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { childEntry } from '../../../ingest/sandbox/entry.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../../../ingest/sandbox.ts';

const sandbox = createSandbox({ ...SANDBOX_DEFAULTS, entry: childEntry('misbehave', import.meta.url) });
await sandbox.extract({ bytes: new TextEncoder().encode('hello') });
const children = readdirSync('/proc')
  .filter((name) => /^\d+$/.test(name))
  .filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[1] === String(process.pid);
    } catch {
      return false;
    }
  })
  .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('misbehave'));
const [pid] = children;
if (process.argv[2] === 'loop') {
  const before = ticksOf(pid);
  sandbox.extract({ bytes: new TextEncoder().encode('loop for ever') }).catch(() => {});
  // Only a child that is in its loop uses so much of the processor.
  while (ticksOf(pid) < before + 30) await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(pid);

function ticksOf(pid: string | undefined): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[11]);
}

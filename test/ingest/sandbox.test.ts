import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SandboxUnavailable } from '../../ingest/sandbox/child-process.ts';
import { childEntry } from '../../ingest/sandbox/entry.ts';
import { createSandbox, SANDBOX_DEFAULTS, type Sandbox } from '../../ingest/sandbox.ts';
import { bytesOf, makeDocx, makePdf, makeZip, refusalOf } from './formats/helpers.ts';

// Every broken child costs a new one, and its loader compiles the sources first.
vi.setConfig({ testTimeout: 120_000 });

const MIB = 1024 * 1024;
const LIMITS = { timeoutMs: 20_000, maxRssBytes: 400 * MIB, maxOutputBytes: 8 * MIB };
/** For children that would take for ever. */
const IMPATIENT = { ...LIMITS, timeoutMs: 1_500 };
const entriesAt = new URL('./sandbox-entries/entries.ts', import.meta.url).href;
const misbehaving = childEntry('misbehave', entriesAt);

function ask(sandbox: Sandbox, text: string, fileName?: string) {
  return sandbox.extract({ bytes: bytesOf(text), ...(fileName === undefined ? {} : { fileName }) });
}

describe('a child that breaks', () => {
  let sandbox: Sandbox;
  let impatient: Sandbox;
  beforeAll(() => {
    sandbox = createSandbox({ ...LIMITS, entry: misbehaving });
    impatient = createSandbox({ ...IMPATIENT, entry: misbehaving });
  });
  afterAll(() => Promise.all([sandbox.close(), impatient.close()]));

  it.each([
    ['allocate buffers', 'extraction-memory'],
    ['allocate objects', 'extraction-memory'],
    ['kill itself', 'extraction-memory'],
    ['loop for ever', 'extraction-timeout'],
    ['never answer', 'extraction-timeout'],
    ['abort natively', 'parser-crashed'],
    ['exit', 'parser-crashed'],
    ['throw', 'parser-crashed'],
    ['exhaust the stack', 'parser-crashed'],
    ['reject behind the back', 'parser-crashed'],
    ['run a string as code', 'parser-crashed'],
    ['answer nonsense', 'parser-crashed'],
    ['answer an unknown key', 'parser-crashed'],
    ['answer no JSON', 'parser-crashed'],
    ['write too much', 'output-too-large'],
    ['announce too much', 'output-too-large'],
  ])('costs its own document only: %s', async (behaviour, code) => {
    const used = code === 'extraction-timeout' ? impatient : sandbox;
    const broken = refusalOf(ask(used, behaviour));
    const behind = ask(used, 'hello');
    const refusal = await broken;
    expect(refusal.code).toBe(code);
    expect(refusal.text).not.toContain('SECRET');
    expect((await behind).blocks[0]?.runs[0]?.text).toBe('hello');
  });

  it('sees nothing of the environment', async () => {
    process.env.SLUICE_TEST_SECRET = 'SECRET';
    try {
      const seen = (await ask(sandbox, 'read the environment')).blocks[0]?.runs[0]?.text ?? '';
      expect(seen).not.toContain('SECRET');
      expect(seen).not.toContain('PATH');
    } finally {
      delete process.env.SLUICE_TEST_SECRET;
    }
  });

  it('answers on a pipe of its own, so that what a parser prints is no answer', async () => {
    expect((await ask(sandbox, 'print on standard output')).blocks[0]?.runs[0]?.text).toBe('printed');
  });
});

describe('the pool', () => {
  it('says that the sandbox is at fault when no child starts', async () => {
    const sandbox = createSandbox({ ...LIMITS, entry: childEntry('dead-on-arrival', entriesAt) });
    await expect(ask(sandbox, 'hello')).rejects.toBeInstanceOf(SandboxUnavailable);
    await sandbox.close();
  });

  it('fails what is being read and what waits when it is closed, and takes nothing more', async () => {
    const sandbox = createSandbox({ ...LIMITS, entry: misbehaving });
    const running = ask(sandbox, 'never answer');
    const waiting = ask(sandbox, 'hello');
    const both = Promise.allSettled([running, waiting]);
    await sandbox.close();
    for (const outcome of await both)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'SandboxUnavailable' } });
    await expect(ask(sandbox, 'hello')).rejects.toBeInstanceOf(SandboxUnavailable);
  });

  it('reads on while another child is busy, and replaces children after some documents', async () => {
    const sandbox = createSandbox({ ...IMPATIENT, entry: misbehaving, workers: 2, maxDocumentsPerChild: 2 });
    const stuck = refusalOf(ask(sandbox, 'never answer'));
    const texts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => ask(sandbox, text)));
    expect(texts.map(({ blocks }) => blocks[0]?.runs[0]?.text)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await stuck).code).toBe('extraction-timeout');
    await sandbox.close();
  });
});

describe.runIf(existsSync('/proc/self/status'))('an idle or orphaned child', () => {
  const run = async (argument: string, end?: 'SIGKILL') => {
    const entry = childEntry('lone-parent', entriesAt);
    const parent = spawn(process.execPath, [...entry.execArgv, entry.path, argument], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(parent, 'exit');
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = line.toString().trim();
    expect(pid).toMatch(/^\d+$/);
    if (end !== undefined) parent.kill(end);
    await exited;
    return pid;
  };
  const isGone = async (pid: string) => {
    try {
      await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 30_000 }).toBe(false);
    } catch (error) {
      process.kill(Number(pid), 'SIGKILL');
      throw error;
    }
  };

  it('does not keep its parent alive, and goes with it', async () => {
    await isGone(await run('rest'));
  });

  it('goes with a parent that was killed, even from an endless loop', async () => {
    await isGone(await run('loop', 'SIGKILL'));
  });
});

describe("the product's child", () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = createSandbox(SANDBOX_DEFAULTS);
  });
  afterAll(() => sandbox.close());

  it('reads all seven formats', async () => {
    const files: [string, Uint8Array][] = [
      ['a.md', bytesOf('# A')],
      ['a.txt', bytesOf('A')],
      ['a.html', bytesOf('<p>A')],
      ['a.pdf', await makePdf([['A']])],
      ['a.docx', await makeDocx()],
      ['a.csv', bytesOf('a,b\n1,2')],
      ['a.eml', bytesOf('From: a@x.example\nTo: b@x.example\n\nA')],
    ];
    const formats = [];
    for (const [fileName, bytes] of files) {
      const { format, blocks } = await sandbox.extract({ bytes, fileName });
      expect(blocks.length).toBeGreaterThan(0);
      formats.push(format);
    }
    expect(formats).toEqual(['markdown', 'text', 'html', 'pdf', 'docx', 'csv', 'email']);
  });

  it('refuses a Word file that unpacks from one megabyte to a gigabyte', async () => {
    const bomb = makeZip([
      { name: '[Content_Types].xml', data: bytesOf('<Types/>') },
      { name: 'word/document.xml', packed: { bytes: deflatedGigabyte(), statedSize: 1024 * MIB } },
    ]);
    expect(bomb.length).toBeLessThan(2 * MIB);
    expect((await refusalOf(sandbox.extract({ bytes: bomb, fileName: 'bomb.docx' }))).code).toBe('archive-too-large');
  });

  it('passes the number of the page, the format and the findings on', async () => {
    const extracted = await sandbox.extract({ bytes: await makePdf([['One'], ['Two']]), fileName: 'a.txt' });
    expect(extracted.blocks.map(({ locator }) => locator)).toEqual([{ page: 1 }, { page: 2 }]);
    expect(extracted.findings.map(({ technique }) => technique)).toEqual(['format-mismatch']);
  });

  it('keeps controls and any other character of a text as it is', async () => {
    // Some words, lest a single control character make it no text at all.
    const words = 'words '.repeat(100);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const { blocks } = await sandbox.extract({
          bytes: bytesOf(words + text),
          fileName: 'a.md',
          declaredFormat: 'text',
        });
        const kept = blocks.flatMap(({ runs }) => runs.map((run) => run.text)).join('\n');
        expect(kept.replace(/\s/g, '')).toBe((words + text).replace(/\s/g, ''));
      }),
      { numRuns: 50 },
    );
  });

  it('ends any bytes under any name in a document or a refusal', async () => {
    const pdf = await makePdf([['Some words on a page.']]);
    const docx = await makeDocx();
    const start = fc.constantFrom(
      '',
      '%PDF-1.7\n',
      'PK\u0003\u0004',
      '<!doctype html>',
      'From: a@x.example\nReceived: b\n\n',
      '---\n',
      'a,b\n',
      '{\\rtf',
      '\ufeff',
    );
    const random = fc
      .tuple(start, fc.uint8Array({ maxLength: 400 }))
      .map(([text, bytes]) => Buffer.concat([bytesOf(text), bytes]));
    // Real files with some bytes changed reach further into the parsers than noise does.
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 });
    const changed = fc.tuple(fc.constantFrom(pdf, docx), changes).map(([file, places]) => {
      const copy = Buffer.from(file);
      for (const [at, value] of places) copy[at % copy.length] = value;
      return copy;
    });
    const name = fc.constantFrom('a.md', 'a.txt', 'a.html', 'a.pdf', 'a.docx', 'a.csv', 'a.eml', 'a');
    await fc.assert(
      fc.asyncProperty(fc.oneof(random, changed), name, async (bytes, fileName) => {
        const outcome = await sandbox.extract({ bytes, fileName }).then(
          ({ format }) => format,
          (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
        );
        expect(['markdown', 'text', 'html', 'pdf', 'docx', 'csv', 'email', 'UnreadableDocument']).toContain(outcome);
      }),
      { numRuns: 200 },
    );
  });
});

/** Sixteen megabytes of zeros, packed so that the packed bytes can stand one behind the other, 64 times. */
function deflatedGigabyte(): Uint8Array {
  const part = deflateRawSync(Buffer.alloc(16 * MIB), { finishFlush: constants.Z_FULL_FLUSH });
  const end = Buffer.from([0x03, 0x00]);
  return Buffer.concat([...Array.from({ length: 64 }, () => part), end]);
}

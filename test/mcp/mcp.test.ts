/**
 * The official client against the tools, over HTTP by both generations of the protocol and over stdio.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, describe, expect, it } from 'vitest';
import { createMcpServer } from '../../src/mcp/server.ts';
import { Problem } from '../../src/problem.ts';
import { startServer } from '../http/server.ts';
import { ANSWERS, issuer, request, testApp, tokenWith } from '../http/support.ts';

const { app, calls } = testApp({
  broker: {
    fetch: async (_caller, id) => {
      if (id === 'boom') throw new Error('S3CRET');
      if (id !== 'r1') throw new Problem('not-found', `there is no ${id}, S3CRET`);
      return {
        decisionId: 'decision-2',
        id,
        documentId: 'd1',
        title: 'Refunds',
        text: 'A refund is paid within ten working days.',
        collection: 'support',
        classification: 'internal',
        truncated: false,
      };
    },
  },
});
const server = await startServer(app);
afterAll(() => server.close());

const MODES = ['auto', 'legacy'] as const;

async function overHttp(mode: (typeof MODES)[number], token?: string): Promise<Client> {
  const bearer = token ?? (await tokenWith('retrieve'));
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${server.origin}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${bearer}` } },
    }),
  );
  return client;
}

const STDIO = ['--import', 'tsx', fileURLToPath(new URL('stdio-child.ts', import.meta.url))];

async function overStdio(): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: STDIO, stderr: 'inherit' }));
  return client;
}

const call = (client: Client, name: string, args: Record<string, unknown>) =>
  client.callTool({ name, arguments: args });
const textOf = (result: Awaited<ReturnType<typeof call>>) => {
  const [first] = result.content;
  return first?.type === 'text' ? first.text : '';
};

describe.each([
  ['HTTP', () => overHttp('auto')],
  ['HTTP, the generation before', () => overHttp('legacy')],
  ['stdio', overStdio],
] as const)('over %s', (_name, connect) => {
  it('the tools are listed, and each says that what it returns is data', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['search', 'fetch', 'retrieve']);
    for (const tool of tools) {
      expect(tool.description).toMatch(/data/);
      expect(tool.description).toMatch(/nothing in (it|them) is an instruction/);
      expect(tool.annotations).toMatchObject({ readOnlyHint: true });
      expect(tool.outputSchema).toBeDefined();
    }
    expect(client.getInstructions()).toMatch(/Follow no instruction/);
    await client.close();
  });

  it('search gives id, title and url of each document once, best first, as structure and as text', async () => {
    const client = await connect();
    const result = await call(client, 'search', { query: 'refunds' });
    expect(result.structuredContent).toEqual({
      results: [
        { id: 'r1', title: 'Title of r1', url: 'https://wiki.harbor.example/r1' },
        { id: 'r2', title: 'Title of r2', url: 'sluice://documents/r2' },
      ],
    });
    expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
    await client.close();
  });

  it('fetch gives id, title, text, url and metadata', async () => {
    const client = await connect();
    const result = await call(client, 'fetch', { id: 'r1' });
    expect(result.structuredContent).toEqual({
      id: 'r1',
      title: 'Refunds',
      text: 'A refund is paid within ten working days.',
      url: 'sluice://documents/r1',
      metadata: {
        documentId: 'd1',
        collection: 'support',
        classification: 'internal',
        truncated: 'false',
        decisionId: 'decision-2',
      },
    });
    await client.close();
  });

  it('retrieve gives everything', async () => {
    const client = await connect();
    const { structuredContent } = await call(client, 'retrieve', {
      query: 'refunds',
      k: 3,
      collections: ['support'],
      purpose: 'a test',
    });
    expect(structuredContent).toMatchObject({
      decisionId: 'decision-1',
      envelope: 'the envelope',
      results: [{ chunkId: 'c0', score: 1 }, {}, {}],
    });
    await client.close();
  });
});

describe('what a tool refuses', () => {
  it('is an error of the tool with code and public detail; forbidden, absent and impossible ids read alike', async () => {
    const client = await overHttp('auto');
    const results = await Promise.all(['absent', 'no id', '\u0000', ''].map((id) => call(client, 'fetch', { id })));
    for (const result of results) {
      expect(result.isError).toBe(true);
      expect(textOf(result)).toBe('{"code":"not-found","detail":"Not found"}');
    }
    const failed = await call(client, 'fetch', { id: 'boom' });
    expect([failed.isError, textOf(failed)]).toEqual([
      true,
      '{"code":"internal-error","detail":"Something went wrong"}',
    ]);
    await client.close();
  });

  it.each([
    ['search', {}],
    ['search', { query: ' ' }],
    ['search', { query: 'a'.repeat(4_001) }],
    ['search', { query: 'a', k: 3 }],
    ['retrieve', { query: 'a', k: 0 }],
    ['retrieve', { query: 'a', k: 10_000 }],
    ['retrieve', { query: 'a', fooBar: 1 }],
    ['fetch', { id: 7 }],
  ])('%s with %j never reaches the broker', async (name, args) => {
    const client = await overHttp('auto');
    const before = calls.length;
    const refused = await call(client, name, args).then(
      (result) => result.isError === true,
      () => true,
    );
    expect(refused).toBe(true);
    expect(calls.length).toBe(before);
    await client.close();
  });
});

describe('standard output', () => {
  it('carries the protocol and nothing else', async () => {
    const child = spawn(process.execPath, STDIO, { stdio: ['pipe', 'pipe', 'inherit'] });
    const clientInfo = { name: 'test', version: '1' };
    const messages = [
      { id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: { name: 'search', arguments: { query: 'refunds' } } },
    ];
    for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes('"id":2')) child.stdin.end();
    }
    const ids = lines.map((line) => JSON.parse(line)).map(({ jsonrpc, id }) => [jsonrpc, id]);
    expect(ids).toEqual([
      ['2.0', 1],
      ['2.0', 2],
    ]);
  });
});

describe('a connection that outlives its token', () => {
  it('gets nothing more', async () => {
    const caller = { ...(await issuer.verify(await issuer.token())), expiresAt: 1 };
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const [near, far] = InMemoryTransport.createLinkedPair();
    await createMcpServer({ broker: ANSWERS, caller, logger: silent }).connect(far);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(near);
    const result = await call(client, 'search', { query: 'refunds' });
    expect([result.isError, textOf(result)]).toEqual([
      true,
      '{"code":"unauthenticated","detail":"A valid access token is required"}',
    ]);
    expect(result.structuredContent).toBeUndefined();
  });
});

describe('the door', () => {
  it('opens to a token with scope retrieve alone', async () => {
    await expect(overHttp('auto', 'no token')).rejects.toThrow();
    await expect(overHttp('legacy', await tokenWith('ingest', 'own', 'admin', 'soc'))).rejects.toThrow();
    const refused = await app.request(await request('POST', '/mcp', { body: '{}' }));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('resource_metadata=');
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['https://sluice.harbor.example.evil.example', 403],
    ['https://sluice.harbor.example', 200],
    [undefined, 200],
  ])('a page of origin %s gets %i', async (origin, status) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
    const asked = await request('POST', '/mcp', { scopes: ['retrieve'], body });
    asked.headers.set('accept', 'application/json, text/event-stream');
    if (origin !== undefined) asked.headers.set('origin', origin);
    expect((await app.request(asked)).status).toBe(status);
  });

  it('a body over 64 KiB is refused', async () => {
    const asked = await request('POST', '/mcp', {
      scopes: ['retrieve'],
      body: JSON.stringify({ pad: 'a'.repeat(70_000) }),
    });
    expect((await app.request(asked)).status).toBe(413);
  });
});

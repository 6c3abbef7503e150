/** `sluice mcp` as a client starts it: the protocol alone on standard output, and the person's own rights behind it. */
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, onTestFinished, test } from 'vitest';
import { environment, MAIN, sluice, temporaryFolder } from './sluice.ts';

test('the official client lists the tools and asks in the name of the person', async () => {
  const data = join(await temporaryFolder(), 'data');
  const file = join(import.meta.dirname, '../../examples/harbor/documents/handbook/welcome.md');
  expect((await sluice(data, ['ingest', file])).code).toBe(0);

  const args = [MAIN, 'mcp', '--as', 'user:wren', '--groups', 'all-staff', '--agent', 'agent:helpdesk'];
  const transport = new StdioClientTransport({ command: process.execPath, args, env: environment(data) });
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  expect((await client.listTools()).tools.map(({ name }) => name).sort()).toEqual(['fetch', 'retrieve', 'search']);
  const found = await client.callTool({ name: 'search', arguments: { query: 'welcome' } });
  expect(found.structuredContent).toMatchObject({ results: [{ id: expect.any(String), title: expect.any(String) }] });
  expect(errors).toEqual([]);
});

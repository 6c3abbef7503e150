/**
 * Bad input over HTTP, from the door to the disk: each gets a problem document with its code, and leaves nothing behind; what comes
 * next is served as if it had never been there. And tokens that open nothing, end to end.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/sources.ts';
import { BAD_CLAIMS, BAD_SIGNATURES } from '../identity/bad-tokens.ts';
import { makePdf, makeZip } from '../ingest/formats/helpers.ts';
import { amountsIn, faultsIn } from '../support/data-folder.ts';
import { type Ask, alike, type Door, openDoor, type Wire } from '../support/door.ts';

const MIB = 1024 * 1024;
const harbor = (path: string) => readFile(join(ROOT, 'examples/harbor/documents', path));

let door: Door;
let token: string;
let before: Readonly<Record<string, number>>;
beforeAll(async () => {
  door = await openDoor();
  token = await door.tokenOf('olga');
  await bringText('The first anchor.');
  before = amountsIn(door.sluice.folder);
});
afterAll(() => door?.close());

const ask = (path: string, options: Ask) => door.ask(path, { token, method: 'POST', ...options });
const bringText = (content: string, more: object = {}) =>
  ask('/v1/documents', { body: { content, collection: 'deck', ...more } });

function bringFile(bytes: Uint8Array, name: string, metadata: object = {}): Promise<Wire> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], name));
  form.set('metadata', JSON.stringify({ collection: 'deck', ...metadata }));
  return ask('/v1/documents', { body: form });
}

/** Checks the form of a problem document, and that the code is this one. */
function expectProblem({ status, headers, text }: Wire, expectedStatus: number, code: string): void {
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({
    status,
    code,
    type: `urn:sluice:problem:${code}`,
    requestId: headers['x-request-id'],
  });
  expect(status).toBe(expectedStatus);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(problem.detail).toBeTypeOf('string');
  expect(text).not.toMatch(/node_modules|\.ts:|SQLITE|ENOENT|\/tmp/);
}

/** Nothing is there that was not there before, and the next document is served. */
async function expectNothingLeft(): Promise<void> {
  expect(faultsIn(door.sluice.folder, { settled: true })).toEqual([]);
  expect(amountsIn(door.sluice.folder)).toEqual(before);
  const next = await bringText('The next anchor.');
  expect(next.status).toBe(201);
  const { documentId } = JSON.parse(next.text) as { documentId: string };
  expect((await door.ask(`/v1/documents/${documentId}`, { method: 'DELETE', token })).status).toBe(204);
}

const csv = (lines: readonly string[]) => lines.join('\n');
const zeros = (mib: number) => deflateRawSync(Buffer.alloc(mib * MIB));

/** What is brought, and what is said of it. */
const DOCUMENTS: readonly (readonly [name: string, status: number, code: string, bring: () => Promise<Wire>])[] = [
  ['an empty file', 422, 'empty-file', () => bringFile(new Uint8Array(), 'empty.txt')],
  ['a file of white space', 422, 'empty-file', () => bringText(' \n\t ')],
  ['a file of 200 MB', 413, 'request-too-large', () => bringFile(new Uint8Array(200 * 1_000_000), 'large.txt')],
  [
    'a program that is called a PDF',
    415,
    'unsupported-format',
    () => bringFile(Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), Buffer.alloc(100)]), 'report.pdf'),
  ],
  [
    'a PDF that is said to be a Word document',
    422,
    'format-mismatch',
    async () => bringFile(await makePdf([['Anchors']]), 'report.docx', { format: 'docx' }),
  ],
  [
    'a truncated PDF',
    422,
    'damaged-document',
    async () => bringFile((await harbor('handbook/travel-and-expenses.pdf')).subarray(0, 3_000), 'travel.pdf'),
  ],
  [
    'an encrypted PDF',
    422,
    'encrypted-document',
    async () => bringFile(await makePdf([['Secret']], { userPassword: 'open', ownerPassword: 'change' }), 'secret.pdf'),
  ],
  [
    'a Word document that is a bomb',
    422,
    'archive-too-large',
    () =>
      bringFile(
        makeZip([
          { name: '[Content_Types].xml', data: Buffer.from('<Types/>') },
          { name: 'word/document.xml', packed: { bytes: zeros(100), statedSize: 100 * MIB } },
        ]),
        'bomb.docx',
      ),
  ],
  [
    'a table with ragged rows',
    422,
    'ragged-row',
    () => bringText(csv(['crate,weight', '1,10', '2', '3,30']), { format: 'csv' }),
  ],
  [
    'a table in which a row has no owner',
    422,
    'invalid-row-entitlement',
    () => bringText(csv(['keeper,crate', 'ada,1', ',2']), { format: 'csv', rows: { owner: 'keeper' } }),
  ],
  [
    'a table whose reader is no principal',
    422,
    'invalid-row-entitlement',
    () =>
      bringText(csv(['viewers,crate', 'group:crew,1', 'everybody,2']), { format: 'csv', rows: { readers: 'viewers' } }),
  ],
  [
    'a table without the column that is named',
    422,
    'unknown-column',
    () => bringText(csv(['keeper,crate', 'ada,1']), { format: 'csv', rows: { owner: 'owner' } }),
  ],
  [
    'text that is not UTF-8',
    422,
    'invalid-encoding',
    () =>
      bringFile(Buffer.concat([Buffer.from('The anchor is hea'), Buffer.from([0xc3, 0x28, 0xff, 0x81])]), 'anchor.md'),
  ],
  ['JSON that is not UTF-8', 400, 'invalid-request', () => rawJson(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))],
  ['half of a JSON', 400, 'invalid-request', () => rawJson(Buffer.from('{"content": "x"'))],
  ['an unknown field', 400, 'invalid-request', () => bringText('x', { readers: ['user:ada'] })],
  ['an unknown field inside', 400, 'invalid-request', () => bringText('x', { entitlements: { reader: ['user:ada'] } })],
  ['a malformed principal', 400, 'invalid-request', () => bringText('x', { entitlements: { readers: ['ada'] } })],
  ['an owner that is a group', 400, 'invalid-request', () => bringText('x', { entitlements: { owner: 'group:crew' } })],
  [
    'a text with a lone surrogate',
    400,
    'invalid-request',
    () => rawJson(Buffer.from('{"content":"\\ud800","collection":"deck"}')),
  ],
  ['a uri that runs', 400, 'invalid-request', () => bringText('x', { uri: 'javascript:alert(1)' })],
];

const rawJson = (bytes: Buffer) =>
  ask('/v1/documents', { body: bytes as unknown as string, headers: { 'content-type': 'application/json' } });

describe('a document that is', () => {
  test.each(DOCUMENTS)(
    'P7: %s is refused with %i `%s` and leaves nothing',
    async (_, status, code, bring) => {
      expectProblem(await bring(), status, code);
      await expectNothingLeft();
    },
    60_000,
  );

  test('P7: a bad version leaves the one before it as it was', async () => {
    const { text } = await bringText('The steady anchor.');
    const { documentId } = JSON.parse(text) as { documentId: string };
    const amounts = amountsIn(door.sluice.folder);
    const put = (body: object) => door.ask(`/v1/documents/${documentId}`, { method: 'PUT', token, body });
    expectProblem(await put({ content: csv(['a,b', '1']), format: 'csv' }), 422, 'ragged-row');
    expect(amountsIn(door.sluice.folder)).toEqual(amounts);
    const read = await door.ask(`/v1/documents/${documentId}/text`, { token });
    expect(JSON.parse(read.text)).toMatchObject({ text: 'The steady anchor.' });
    await door.ask(`/v1/documents/${documentId}`, { method: 'DELETE', token });
  });

  test('P7: a crowd of bad and good ones at once: the good are served, the bad leave nothing', async () => {
    const ragged = () => bringText(csv(['a,b', '1']), { format: 'csv' });
    const good = (i: number) => bringText(`Anchor number ${i}.`);
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? good(i) : ragged())));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 201 : 422)));
    expect(faultsIn(door.sluice.folder, { settled: true })).toEqual([]);
    for (const { status, text } of all) {
      if (status !== 201) continue;
      const { documentId } = JSON.parse(text) as { documentId: string };
      await door.ask(`/v1/documents/${documentId}`, { method: 'DELETE', token });
    }
    await expectNothingLeft();
  });
});

const QUESTIONS: readonly (readonly [name: string, status: number, code: string, body: object])[] = [
  ['`k` of 0', 400, 'invalid-request', { query: 'anchor', k: 0 }],
  ['`k` of 10,000', 400, 'invalid-request', { query: 'anchor', k: 10_000 }],
  ['a query of 1 MB', 413, 'request-too-large', { query: 'a'.repeat(1_000_000) }],
  ['a query over its bound', 400, 'invalid-request', { query: 'a'.repeat(4_001) }],
  ['a blank query', 400, 'invalid-request', { query: '  ' }],
  ['an unknown field', 400, 'invalid-request', { query: 'anchor', user: 'user:root' }],
  ['no query', 400, 'invalid-request', { k: 8 }],
];

describe('a question with', () => {
  test.each(QUESTIONS)('%s is refused with %i `%s`, and the next is answered', async (_, status, code, body) => {
    expectProblem(await ask('/v1/retrieve', { body }), status, code);
    expect((await ask('/v1/retrieve', { body: { query: 'anchor' } })).status).toBe(200);
  });
});

test('P6: every token that is not good is refused in the same words, whatever it is asked for', async () => {
  const open = { method: 'POST', body: { query: 'anchor' } } as const;
  const refused = alike(await door.ask('/v1/retrieve', { ...open, headers: { authorization: 'Bearer nonsense' } }));
  expect(refused.status).toBe(401);
  const tokens = [
    ...(await Promise.all(BAD_CLAIMS.map(async ([name, claims]) => [name, await door.issuer.token(claims)] as const))),
    ...(await Promise.all(BAD_SIGNATURES.map(async ([name, make]) => [name, await make(door.issuer)] as const))),
  ];
  expect(tokens.length).toBeGreaterThan(20);
  for (const [name, bad] of tokens) {
    expect(alike(await door.ask('/v1/retrieve', { ...open, token: bad })), name).toEqual(refused);
    expect(
      alike(await door.ask('/v1/documents', { method: 'POST', body: { content: 'x' }, token: bad })),
      name,
    ).toEqual(refused);
  }
  expect(alike(await door.ask('/v1/retrieve', open))).toEqual(refused);
  expect((await ask('/v1/retrieve', { body: { query: 'anchor' } })).status).toBe(200);
});

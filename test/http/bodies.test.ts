/**
 * What comes in: bounds, strictness, and that what arrives at the broker is what was sent.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request, testApp } from './support.ts';

const KIB = 1024;

async function postQuestion(body: BodyInit, type: string | null = 'application/json') {
  const { app, calls } = testApp();
  const response = await app.request(await request('POST', '/v1/retrieve', { scopes: ['retrieve'], body, type }));
  return { status: response.status, problem: await response.json(), calls };
}

const question = (fields: object) => JSON.stringify({ query: 'refunds', ...fields });

describe('a question', () => {
  it('arrives with its defaults', async () => {
    const { calls } = await postQuestion(question({}));
    expect(calls[0]?.args[1]).toEqual({ query: 'refunds', k: 8, expand: 0, fold: true });
  });

  it('arrives whole, whatever it is written in', async () => {
    const asked = {
      query: 'می‌خواهم 👩‍👩‍👧 ½ \u202E',
      k: 100,
      collections: ['People.and_Culture-2'],
      purpose: 'ticket 4711\nline 2',
      expand: 1,
      fold: false,
    };
    const { calls } = await postQuestion(JSON.stringify(asked), 'Application/JSON; charset=UTF-8');
    expect(calls[0]?.args[1]).toEqual(asked);
  });

  it.each([
    ['no body', '', 400, ''],
    ['malformed JSON', '{"query": "S3CRET', 400, ''],
    ['two values', `${question({})}{}`, 400, ''],
    ['a list', '[]', 400, ''],
    ['null', 'null', 400, ''],
    ['no query', '{}', 400, '/query'],
    ['a blank query', question({ query: ' \n' }), 400, '/query'],
    ['a query of 4,001 characters', question({ query: 'a'.repeat(4_001) }), 400, '/query'],
    ['a query of 1 MB', question({ query: 'a'.repeat(KIB * KIB) }), 413, undefined],
    ['a query with NUL', '{"query":"a\\u0000b"}', 400, '/query'],
    ['a query with a lone surrogate', '{"query":"a\\ud800b"}', 400, '/query'],
    ['a query that is a number', question({ query: 7 }), 400, '/query'],
    ['k of 0', question({ k: 0 }), 400, '/k'],
    ['k of 10,000', question({ k: 10_000 }), 400, '/k'],
    ['k of 1.5', question({ k: 1.5 }), 400, '/k'],
    ['k as text', question({ k: '8' }), 400, '/k'],
    ['neighbours without end', question({ expand: 2 }), 400, '/expand'],
    ['neighbours of half a place', question({ expand: 0.5 }), 400, '/expand'],
    ['fewer neighbours than none', question({ expand: -1 }), 400, '/expand'],
    ['folding as text', question({ fold: 'yes' }), 400, '/fold'],
    ['an unknown field', question({ fooBar: 1 }), 400, '/fooBar'],
    ['an unknown field of an odd name', question({ 'a/b~c': 1 }), 400, '/a~1b~0c'],
    ['no collections in a list of them', question({ collections: [] }), 400, '/collections'],
    ['101 collections', question({ collections: Array.from({ length: 101 }, (_, n) => `c${n}`) }), 400, '/collections'],
    ['a blank collection', question({ collections: ['support', ' '] }), 400, '/collections/1'],
    ['a collection with a newline', question({ collections: ['a\nb'] }), 400, '/collections/0'],
    ['a long purpose', question({ purpose: 'a'.repeat(501) }), 400, '/purpose'],
    ['deep nesting', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, ''],
    ['a prototype', '{"query":"a","__proto__":{"k":1}}', 400, '/__proto__'],
  ])('with %s is refused, and the place is named', async (_name, body, status, at) => {
    const answer = await postQuestion(body);
    expect(answer.status).toBe(status);
    if (at !== undefined) expect(answer.problem.errors.map((fault: { at: string }) => fault.at)).toContain(at);
    expect(JSON.stringify(answer.problem)).not.toContain('S3CRET');
    expect(answer.calls).toEqual([]);
  });

  it.each([
    ['none', null, 'x'],
    ['plain text', 'text/plain', question({})],
    ['a form', 'application/x-www-form-urlencoded', 'query=refunds'],
    ['JSON in another encoding', 'application/json; charset=utf-16', question({})],
    ['JSON of a kind', 'application/merge-patch+json', question({})],
  ])('of content type %s is refused', async (_name, type, body) => {
    const answer = await postQuestion(new TextEncoder().encode(body), type);
    expect([answer.status, answer.problem.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('that is not UTF-8, or has a byte order mark, is refused', async () => {
    const bytes = new TextEncoder().encode(question({}));
    for (const body of [
      new Uint8Array([...bytes.slice(0, 12), 0xff, ...bytes.slice(12)]),
      new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]),
    ]) {
      expect((await postQuestion(body)).status).toBe(400);
    }
  });

  it('all faults are told at once, twenty at most', async () => {
    const fields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`x${n}`, 1]));
    const { problem } = await postQuestion(JSON.stringify({ k: 0, ...fields }));
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toBe('`/query`: required, and 51 more');
  });

  it('any JSON is answered or refused, never failed at', async () => {
    const { app } = testApp();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => question({ purpose: json })),
        ),
        async (body) => {
          const response = await app.request(await request('POST', '/v1/retrieve', { scopes: ['retrieve'], body }));
          expect([200, 400]).toContain(response.status);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function form(parts: readonly (readonly [name: string, value: string | File])[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) data.append(name, value);
  return data;
}

const PDF = new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 0xff, 13, 10])], 'Größe – final.pdf');
const METADATA = JSON.stringify({ collection: 'hr', title: 'Bands', format: 'pdf', rows: { owner: 'employee' } });

async function postDocument(
  body: BodyInit,
  { type, documentBytes = KIB * KIB }: { type?: string | null; documentBytes?: number } = {},
) {
  const { app, calls } = testApp({ documentBytes });
  const response = await app.request(
    await request('POST', '/v1/documents', {
      scopes: ['ingest'],
      body,
      type: type ?? (body instanceof FormData ? null : 'application/json'),
    }),
  );
  return { status: response.status, problem: await response.json(), calls, delivery: calls[0]?.args[1] };
}

const document = (fields: object) => JSON.stringify({ content: 'text', collection: 'hr', ...fields });

describe('a document', () => {
  it('as JSON arrives with everything that was said of it', async () => {
    const said = {
      title: 'Parental leave',
      format: 'markdown',
      collection: 'hr',
      classification: 'confidential',
      externalId: 'wiki/17',
      uri: 'https://wiki.harbor.example/17',
      attributes: { region: ['north', 'south'], amount: 12, due: '2026-11-30', final: true },
      rows: { owner: 'who', attributes: { amount: 'Total' }, masked: ['iban'] },
      entitlements: { owner: 'user:olga', readers: ['group:hr'], deniers: [] },
    };
    const { status, delivery } = await postDocument(document({ ...said, content: 'Größe 👩‍👩‍👧' }));
    expect(status).toBe(201);
    expect(delivery).toEqual({ ...said, bytes: new TextEncoder().encode('Größe 👩‍👩‍👧') });
  });

  it('as a form arrives byte for byte, with its name and what was said of it', async () => {
    const { status, delivery } = await postDocument(
      form([
        ['metadata', METADATA],
        ['file', PDF],
      ]),
    );
    expect(status).toBe(201);
    expect(delivery).toEqual({
      collection: 'hr',
      title: 'Bands',
      format: 'pdf',
      rows: { owner: 'employee' },
      fileName: 'Größe – final.pdf',
      bytes: new Uint8Array(await PDF.arrayBuffer()),
    });
  });

  it('any bytes arrive as they were sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { delivery } = await postDocument(
          form([
            ['file', new File([new Uint8Array(bytes)], 'a.bin')],
            ['metadata', METADATA],
          ]),
        );
        expect((delivery as { bytes: Uint8Array }).bytes).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('metadata may be a part with a type of its own', async () => {
    const metadata = new File([METADATA], 'metadata.json', { type: 'application/json' });
    expect(
      (
        await postDocument(
          form([
            ['metadata', metadata],
            ['file', PDF],
          ]),
        )
      ).status,
    ).toBe(201);
  });

  it('the folders of its sender are not kept', async () => {
    for (const name of ['C:\\Users\\olga\\bands.pdf', '/home/olga/bands.pdf', '../../bands.pdf']) {
      const { delivery } = await postDocument(
        form([
          ['metadata', METADATA],
          ['file', new File(['x'], name)],
        ]),
      );
      expect(delivery).toMatchObject({ fileName: 'bands.pdf' });
    }
  });

  it('without anything in it goes on to the broker, which says what is wrong', async () => {
    expect(
      (
        await postDocument(
          form([
            ['metadata', METADATA],
            ['file', new File([], 'a.pdf')],
          ]),
        )
      ).calls,
    ).toHaveLength(1);
    expect((await postDocument(document({ content: '' }))).calls).toHaveLength(1);
  });

  it.each([
    ['an unknown field', { fooBar: 1 }, '/fooBar'],
    ['a file name in JSON', { fileName: 'a.txt' }, '/fileName'],
    ['no collection', { collection: undefined }, '/collection'],
    ['a format that is not text', { format: 'pdf' }, '/format'],
    ['content that is no text', { content: ['a'] }, '/content'],
    ['content with a lone surrogate', { content: 'a\ud800' }, '/content'],
    ['a title of two lines', { title: 'a\nb' }, '/title'],
    ['a title of 501 characters', { title: 'a'.repeat(501) }, '/title'],
    ['an unknown classification', { classification: 'secret' }, '/classification'],
    ['a relative uri', { uri: '../a' }, '/uri'],
    ['a uri that runs', { uri: 'javascript:alert(1)' }, '/uri'],
    ['a malformed reader', { entitlements: { readers: ['group:hr', 'hr'] } }, '/entitlements/readers/1'],
    ['a reader in another spelling', { entitlements: { readers: ['Group:hr'] } }, '/entitlements/readers/0'],
    ['a group as owner', { entitlements: { owner: 'group:hr' } }, '/entitlements/owner'],
    ['a typo in its entitlements', { entitlements: { reader: [] } }, '/entitlements/reader'],
    [
      '1,001 readers',
      { entitlements: { readers: Array.from({ length: 1_001 }, (_, n) => `user:u${n}`) } },
      '/entitlements/readers',
    ],
    ['rows without a column', { rows: {} }, '/rows'],
    ['rows with an unknown key', { rows: { mask: ['iban'] } }, '/rows/mask'],
    ['a masked column without a name', { rows: { masked: [''] } }, '/rows/masked/0'],
    ['a column for an attribute of an odd name', { rows: { attributes: { 'a b': 'x' } } }, '/rows/attributes/a b'],
    ['an attribute that is a list of numbers', { attributes: { region: [1] } }, '/attributes/region'],
    ['an attribute that is an object', { attributes: { region: { a: 1 } } }, '/attributes/region'],
    ['an attribute with half of a character', { attributes: { region: '\ud800' } }, '/attributes/region'],
    ['101 values of an attribute', { attributes: { region: Array(101).fill('a') } }, '/attributes/region'],
    ['an attribute of an odd name', { attributes: { 'a b': 1 } }, '/attributes/a b'],
    [
      '101 attributes',
      { attributes: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`a${n}`, n])) },
      '/attributes',
    ],
  ])('with %s is refused, and the place is named', async (_name, change, at) => {
    const answer = await postDocument(document(change));
    expect([answer.status, answer.problem.code]).toEqual([400, 'invalid-request']);
    expect(answer.problem.errors.map((fault: { at: string }) => fault.at)).toContain(at);
    expect(answer.calls).toEqual([]);
  });

  it.each([
    ['without a file', [['metadata', METADATA]]],
    [
      'with a file that has no name',
      [
        ['metadata', METADATA],
        ['file', 'text'],
      ],
    ],
    ['without metadata', [['file', PDF]]],
    [
      'with malformed metadata',
      [
        ['metadata', '{'],
        ['file', PDF],
      ],
    ],
    [
      'with an unknown field',
      [
        ['metadata', '{"collection":"hr","content":"x"}'],
        ['file', PDF],
      ],
    ],
    [
      'with two files',
      [
        ['metadata', METADATA],
        ['file', PDF],
        ['file', PDF],
      ],
    ],
    [
      'with two files and no metadata',
      [
        ['file', PDF],
        ['file', PDF],
      ],
    ],
    [
      'with an unknown part',
      [
        ['file', PDF],
        ['extra', 'x'],
      ],
    ],
    [
      'with a control character in the file name',
      [
        ['metadata', METADATA],
        ['file', new File(['x'], 'a\u0007.pdf')],
      ],
    ],
    [
      'with a file name of 201 characters',
      [
        ['metadata', METADATA],
        ['file', new File(['x'], 'a'.repeat(201))],
      ],
    ],
  ] as const)('as a form %s is refused', async (_name, parts) => {
    const answer = await postDocument(form(parts));
    expect([answer.status, answer.problem.code]).toEqual([400, 'invalid-request']);
    expect(answer.calls).toEqual([]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 415],
    ['an odd boundary', 'multipart/form-data; boundary="a\\"b"', 415],
    ['a boundary that does not occur', 'multipart/form-data; boundary=nowhere', 400],
    ['a form of another kind', 'application/x-www-form-urlencoded', 415],
  ])('with %s is refused', async (_name, type, status) => {
    const body = new TextEncoder().encode(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n--x--\r\n',
    );
    expect((await postDocument(body, { type })).status).toBe(status);
  });

  it('of many parts, or with an endless part header, is refused before it is parsed', async () => {
    const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
    const header = `--b\r\nContent-Disposition: form-data; name="a"\r\n${'X-A: b\r\n'.repeat(100_000)}\r\n1\r\n--b--\r\n`;
    const attacks = [
      [
        `${part.repeat(10_000)}--b--\r\n`,
        'the form has more than a `file` and a `metadata` part, or its boundary is in the file',
      ],
      [header, 'the header of a part is too long'],
    ] as const;
    for (const [body, detail] of attacks) {
      const answer = await postDocument(new TextEncoder().encode(body), { type: 'multipart/form-data; boundary=b' });
      expect([answer.status, answer.problem.detail]).toEqual([400, detail]);
    }
  });

  it('of just the limit is taken, of one byte more it is not, as a form and as JSON', async () => {
    const of = (size: number) => 'a'.repeat(size);
    const asForm = (size: number) =>
      form([
        ['metadata', METADATA],
        ['file', new File([of(size)], 'a.txt')],
      ]);
    for (const [size, status] of [
      [KIB, 201],
      [KIB + 1, 413],
    ] as const) {
      expect((await postDocument(asForm(size), { documentBytes: KIB })).status).toBe(status);
      expect((await postDocument(document({ content: of(size) }), { documentBytes: KIB })).status).toBe(status);
    }
  });
});

describe('a body that is too large', () => {
  it('is refused by its declared length before any of it is read', async () => {
    const { app } = testApp();
    const body = new ReadableStream({ pull: () => expect.fail('the body was read') }, { highWaterMark: 0 });
    const asked = await request('POST', '/v1/documents', {
      scopes: ['ingest'],
      body,
      type: 'multipart/form-data; boundary=b',
    });
    asked.headers.set('content-length', String(200 * KIB * KIB));
    expect((await app.request(asked)).status).toBe(413);
  });

  it('is refused at the byte that is too much when no length is declared, and read no further', async () => {
    const { app } = testApp({ documentBytes: 4 * KIB * KIB });
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(KIB * KIB));
      },
    });
    const asked = await request('POST', '/v1/documents', {
      scopes: ['ingest'],
      body,
      type: 'multipart/form-data; boundary=b',
    });
    expect((await app.request(asked)).status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it('is not read at all for who may not send it', async () => {
    const { app } = testApp();
    for (const [scopes, status] of [
      [[], 401],
      [['retrieve'], 403],
    ] as const) {
      const body = new ReadableStream({ pull: () => expect.fail('the body was read') }, { highWaterMark: 0 });
      expect((await app.request(await request('POST', '/v1/documents', { scopes, body }))).status).toBe(status);
    }
  });
});

describe('path and query', () => {
  it.each([
    ['/v1/principals?limit=0', 'limit'],
    ['/v1/principals?limit=1001', 'limit'],
    ['/v1/principals?limit=1e2', 'limit'],
    ['/v1/principals?limit=10&limit=20', 'limit'],
    ['/v1/principals?after=alice', 'after'],
    ['/v1/principals?nobody=knows', 'nobody'],
    ['/v1/principals/alice', 'principal'],
    ['/v1/groups/user%3Aalice/members', 'group'],
  ])('%s is refused, and the name is told', async (path, at) => {
    const { app, calls } = testApp();
    const response = await app.request(await request('GET', path, { scopes: ['admin'] }));
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ at }] }]);
    expect(calls).toEqual([]);
  });

  it('names in paths are decoded once', async () => {
    const { app, calls } = testApp();
    const put = async (name: string) =>
      app.request(
        await request('PUT', `/v1/collections/${name}/entitlements`, {
          scopes: ['own'],
          body: '{"readers":[],"deniers":[]}',
        }),
      );
    expect((await put('%68r%2Eleads')).status).toBe(204);
    expect(calls[0]?.args[1]).toBe('hr.leads');
    expect((await put('%2568r')).status).toBe(400);
  });

  it('a full page of principals says where the next one begins', async () => {
    const { app } = testApp();
    const page = async (limit: number) =>
      (await app.request(await request('GET', `/v1/principals?limit=${limit}`, { scopes: ['admin'] }))).json();
    expect((await page(1)).next).toBe('user:alice');
    expect((await page(2)).next).toBeUndefined();
  });
});

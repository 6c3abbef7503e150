/**
 * What only a real server shows: that a body which is too large is answered while it is still being sent.
 */
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from './server.ts';
import { testApp, tokenWith } from './support.ts';

const { app, calls } = testApp({ documentBytes: 4 * 1024 * 1024 });
const server = await startServer(app);
afterAll(() => server.close());

const MIB = Buffer.alloc(1024 * 1024, 'a');

/** Sends a head and then MiBs until it is answered or all are sent; returns the status line and how many were taken. */
async function upload(
  head: readonly string[],
  mebibytes: number,
  chunked: boolean,
): Promise<{ status: string; sentMib: number }> {
  const token = await tokenWith('ingest');
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let sentMib = 0;
    let isAnswered = false;
    socket.on('error', (error) => (isAnswered ? undefined : reject(error)));
    socket.once('data', (data) => {
      isAnswered = true;
      resolve({ status: data.toString('latin1').split('\r\n', 1)[0] ?? '', sentMib });
      socket.destroy();
    });
    const pump = () => {
      if (isAnswered || sentMib === mebibytes) return;
      sentMib += 1;
      const piece = chunked
        ? Buffer.concat([Buffer.from(`${MIB.length.toString(16)}\r\n`), MIB, Buffer.from('\r\n')])
        : MIB;
      // One turn of the loop between pieces: the server runs in this process, too.
      socket.write(piece, () => setImmediate(pump));
    };
    socket.write(
      [
        'POST /v1/documents HTTP/1.1',
        'host: 127.0.0.1',
        `authorization: Bearer ${token}`,
        'content-type: multipart/form-data; boundary=b',
        ...head,
        '',
        '',
      ].join('\r\n'),
      pump,
    );
  });
}

describe('an upload of 200 MB', () => {
  it.each([
    ['of declared length', [`content-length: ${200 * MIB.length}`], false],
    ['in chunks', ['transfer-encoding: chunked'], true],
  ] as const)('%s is refused before most of it was sent', async (_name, head, chunked) => {
    const { status, sentMib } = await upload(head, 200, chunked);
    expect(status).toBe('HTTP/1.1 413 Payload Too Large');
    expect(sentMib).toBeLessThan(100);
    expect(calls).toEqual([]);
  });

  it('the server goes on as before', async () => {
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });
});

/** Archives that would be two documents to two programs are none; what ordinary writers do differently is read. */
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectArchive, unpackArchive } from '../../../ingest/formats/zip-guard.ts';
import { refusalOf } from './helpers.ts';

interface Entry {
  readonly name: string;
  readonly text?: string;
  /** What the local header says, where it is something else than the directory's. */
  readonly local?: { readonly name?: string; readonly method?: number };
  /** Extra fields of the directory, by id. */
  readonly extra?: Readonly<Record<number, Buffer>>;
  /** Sizes stand behind the data, and not before it. */
  readonly hasDescriptor?: boolean;
  /** Sizes and place stand in the extra field for large archives. */
  readonly isLarge?: boolean;
}

/** An archive of exactly these headers. `front` stands before it, and every place counts it. */
function archiveOf(entries: readonly Entry[], front = ''): Uint8Array {
  const parts = [Buffer.from(front, 'latin1')];
  const directory: Buffer[] = [];
  let offset = front.length;
  for (const { name, text = '', local = {}, extra = {}, hasDescriptor = false, isLarge = false } of entries) {
    const body = deflateRawSync(text);
    const sizes = [crc32(text), body.length, text.length] as const;
    const head = (method: number, given: readonly number[], called: Buffer, more: Buffer): Buffer => {
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(hasDescriptor ? 8 : 0, 2);
      fields.writeUInt16LE(method, 4);
      for (const [i, size] of given.entries()) fields.writeUInt32LE(size, 10 + 4 * i);
      fields.writeUInt16LE(called.length, 22);
      fields.writeUInt16LE(more.length, 24);
      return fields;
    };
    const localName = Buffer.from(local.name ?? name);
    const front = head(local.method ?? 8, hasDescriptor ? [0, 0, 0] : sizes, localName, Buffer.alloc(0));
    const descriptor = Buffer.alloc(hasDescriptor ? 16 : 0);
    if (hasDescriptor) {
      descriptor.write('504b0708', 'hex');
      for (const [i, size] of sizes.entries()) descriptor.writeUInt32LE(size, 4 + 4 * i);
    }
    const whole = Buffer.concat([Buffer.from('504b0304', 'hex'), front, localName, body, descriptor]);
    const large = Buffer.alloc(isLarge ? 24 : 0);
    if (isLarge)
      for (const [i, n] of [text.length, body.length, offset].entries()) large.writeBigUInt64LE(BigInt(n), 8 * i);
    const more = Buffer.concat(
      Object.entries({ ...extra, ...(isLarge ? { 1: large } : {}) }).flatMap(([id, data]) => {
        const field = Buffer.alloc(4);
        field.writeUInt16LE(Number(id), 0);
        field.writeUInt16LE(data.length, 2);
        return [field, data];
      }),
    );
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(isLarge ? 0xffffffff : offset, 10);
    const called = Buffer.from(name);
    const stated = isLarge ? [sizes[0], 0xffffffff, 0xffffffff] : sizes;
    directory.push(
      Buffer.concat([Buffer.from('504b01021400', 'hex'), head(8, stated, called, more), tail, called, more]),
    );
    parts.push(whole);
    offset += whole.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** The field that gives an entry a second name, for programs that know of it. */
const unicodePath = (raw: string, name: string) => {
  const checksum = Buffer.alloc(5);
  checksum.writeUInt8(1, 0);
  checksum.writeUInt32LE(crc32(raw), 1);
  return { 28789: Buffer.concat([checksum, Buffer.from(name)]) };
};

const MAIN = 'word/document.xml';

describe('an archive is refused', () => {
  it.each<[string, Entry[]]>([
    [
      'with a name twice',
      [
        { name: MAIN, text: 'a' },
        { name: MAIN, text: 'b' },
      ],
    ],
    [
      'with a name in two cases',
      [
        { name: MAIN, text: 'a' },
        { name: 'Word/Document.XML', text: 'b' },
      ],
    ],
    [
      'with a second name for an entry',
      [{ name: 'word/other.xml', text: 'a', extra: unicodePath('word/other.xml', MAIN) }],
    ],
    [
      'with two entries of one name, one of them under a second name',
      [
        { name: MAIN, text: 'a' },
        { name: MAIN, text: 'b', extra: unicodePath(MAIN, 'word/other.xml') },
      ],
    ],
    ['with another name before the data', [{ name: MAIN, text: 'a', local: { name: 'word/documenu.xml' } }]],
    ['with another method before the data', [{ name: MAIN, text: 'a', local: { method: 0 } }]],
    ['with `..` in a name', [{ name: 'word/../../document.xml', text: 'a' }]],
    ['with an absolute name', [{ name: `/${MAIN}`, text: 'a' }]],
    ['with a drive in a name', [{ name: `C:${MAIN}`, text: 'a' }]],
    ['with a backslash in a name', [{ name: 'word\\document.xml', text: 'a' }]],
    ['with a NUL in a name', [{ name: `${MAIN}\0`, text: 'a' }]],
  ])('%s', async (_, entries) => {
    expect((await refusalOf(unpackArchive(archiveOf(entries)))).code).toBe('damaged-document');
  });

  it('with something in front of it, and all the more with another archive', async () => {
    const decoy = Buffer.from(archiveOf([{ name: MAIN, text: 'decoy' }])).toString('latin1');
    for (const front of ['x', decoy]) {
      expect((await refusalOf(inspectArchive(archiveOf([{ name: MAIN, text: 'a' }], front)))).code).toBe(
        'damaged-document',
      );
    }
  });
});

describe('an archive is read', () => {
  it.each<[string, Entry]>([
    ['with sizes behind the data', { name: MAIN, text: 'Kiel', hasDescriptor: true }],
    ['with sizes as large archives state them', { name: MAIN, text: 'Kiel', isLarge: true }],
    ['with a second name that is the same', { name: MAIN, text: 'Kiel', extra: unicodePath(MAIN, MAIN) }],
  ])('%s', async (_, entry) => {
    const parts = await unpackArchive(archiveOf([{ name: 'first', text: 'Lubeck' }, entry]));
    expect([...parts].map(([name, data]) => [name, Buffer.from(data).toString()])).toEqual([
      ['first', 'Lubeck'],
      [MAIN, 'Kiel'],
    ]);
  });
});

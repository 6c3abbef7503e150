/** Attributes and masked columns on their way in: checked before anything is accepted, kept with their resource, and indexed without what can be masked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/broker.ts';
import { readIndexEntries } from '../../src/catalog/served.ts';
import type { IndexEntry } from '../../src/index/port.ts';
import { makeWorkbook } from '../ingest/formats/workbook.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const olga = callerFor('olga');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const TABLE = 'who,region,iban,note\nann,dach;emea,DE00 1111,first\nbo,nordics,DE00 2222,second\n';
const CLAIMS = { owner: 'who', attributes: { region: 'region' }, masked: ['iban'] };

let sluice: TestBroker;
let indexed: IndexEntry[] = [];
beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, {
          put: (...all) => {
            indexed.push(...all[3].map(({ vector: _vector, ...entry }) => entry));
            return real.put(...all);
          },
        }),
    },
  });
  for (const [name, type] of [
    ['region', 'strings'],
    ['grade', 'long'],
    ['due', 'datetime'],
  ] as const) {
    await sluice.broker.declareAttribute(olga, { subject: 'resource', name, type });
  }
});
beforeEach(() => {
  indexed = [];
});
afterAll(() => sluice.close());

const bring = (more: Partial<Delivery>) =>
  sluice.broker.ingest(olga, { bytes: bytesOf(TABLE), fileName: 'claims.csv', collection: 'quay', ...more });
const one = async <T>(sql: string, ...params: string[]) => (await sluice.store.read(sql, params)).flat() as T[];
const counted = () => one<number>('SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM resources)');

describe('attributes of documents', () => {
  test('that are not declared, or not of their type, refuse the delivery with all their names, and leave nothing', async () => {
    const before = await counted();
    const attributes = { grade: 'three', team: 'ops', due: '2026-02-30', region: ['\ud800'] };
    const refusal = await bring({ attributes, rows: { attributes: { cost: 'note' } } }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'invalid-attribute' });
    expect((refusal as { faults: { at: string }[] }).faults.map(({ at }) => at).sort()).toEqual([
      '/attributes/due',
      '/attributes/grade',
      '/attributes/region',
      '/attributes/team',
      '/rows/attributes/cost',
    ]);
    expect(await counted()).toEqual(before);
  });

  test('are kept as their types, from the first moment, and are in the index', async () => {
    const attributes = { grade: 3, due: '2026-11-30', region: ['emea', 'dach'] };
    const { documentId } = await bring({ bytes: bytesOf('a note'), fileName: 'a.txt', attributes });
    const kept = { grade: 3, due: Date.parse('2026-11-30'), region: ['dach', 'emea'] };
    expect(indexed.map((entry) => entry.attributes)).toEqual([kept]);
    const [stored] = await one<string>('SELECT attributes FROM resources WHERE id = ?', documentId);
    expect(JSON.parse(stored ?? '')).toEqual(kept);
  });

  test('stay when a new version says nothing of them, change when it does, and then the epoch moves with it', async () => {
    const note = (text: string, more = {}) => ({ bytes: bytesOf(text), fileName: 'a.txt', ...more });
    const { documentId } = await sluice.broker.ingest(olga, {
      ...note('one', { attributes: { grade: 3 } }),
      collection: 'quay',
    });
    await sluice.broker.replace(olga, documentId, note('two'));
    await sluice.broker.replace(olga, documentId, note('three', { attributes: { grade: 4 } }));
    await sluice.broker.replace(olga, documentId, note('four', { attributes: {} }));
    expect(indexed.map(({ text, attributes }) => [text, attributes])).toEqual([
      ['one', { grade: 3 }],
      ['two', { grade: 3 }],
      ['three', { grade: 4 }],
      ['four', {}],
    ]);
  });

  test('are the owner’s to say once somebody has set the entitlements by hand', async () => {
    const brought = { bytes: bytesOf('one'), fileName: 'a.txt', collection: 'quay', externalId: 'wiki/9' };
    const pia = callerFor('pia', { scopes: ['ingest', 'own', 'retrieve'] });
    const { documentId } = await sluice.broker.ingest(pia, { ...brought, attributes: { grade: 3 } });
    const olgas = { owner: aPrincipal('user:olga'), readers: [], deniers: [] };
    await sluice.broker.setEntitlements(pia, documentId, olgas);
    await sluice.broker.ingest(pia, { ...brought, bytes: bytesOf('two'), attributes: { grade: 9 } });
    expect(indexed.map(({ text, attributes }) => [text, attributes])).toEqual([
      ['one', { grade: 3 }],
      ['two', { grade: 3 }],
    ]);
  });
});

describe('rows', () => {
  test('have their document’s attributes and their own over them, and are labelled as rows', async () => {
    await bring({ attributes: { grade: 3, region: ['all'] }, rows: CLAIMS });
    expect(indexed.map(({ attributes, labels }) => [attributes, labels.kind])).toEqual([
      [{ grade: 3, region: ['dach', 'emea'] }, 1],
      [{ grade: 3, region: ['nordics'] }, 1],
    ]);
  });

  test('are indexed without what can be masked, now and when the index is built anew', async () => {
    const { documentId, generation } = await bring({ rows: CLAIMS });
    const texts = [
      'who: ann\nregion: dach;emea\niban: \nnote: first',
      'who: bo\nregion: nordics\niban: \nnote: second',
    ];
    expect(indexed.map(({ text }) => text)).toEqual(texts);
    expect(await readIndexEntries(sluice.catalog, { workspace: olga.workspace, documentId, generation })).toEqual(
      indexed,
    );
    const cells = await one<string>('SELECT cells FROM chunks WHERE document_id = ? ORDER BY ordinal', documentId);
    const [first] = cells.map(
      (json) => JSON.parse(json) as { column: string; start: number; end: number; masked: boolean }[],
    );
    const [text = ''] = await one<string>('SELECT text FROM chunks WHERE document_id = ? ORDER BY ordinal', documentId);
    expect(first?.map(({ column, start, end, masked }) => [column, text.slice(start, end), masked])).toEqual([
      ['who', 'ann', false],
      ['region', 'dach;emea', false],
      ['iban', 'DE00 1111', true],
      ['note', 'first', false],
    ]);
  });

  test('keep apart what two sheets number alike', async () => {
    const header = ['who', 'region', 'iban'];
    const bytes = makeWorkbook([
      { name: 'May', rows: [header, ['ann', 'dach', '1']] },
      { name: 'May\u200b', rows: [header, ['bo', 'emea', '2']] },
    ]);
    const { documentId } = await bring({ bytes, fileName: 'claims.xlsx', rows: CLAIMS });
    expect(indexed.map(({ text, attributes }) => [text, attributes])).toEqual([
      ['who: ann\nregion: dach\niban: ', { region: ['dach'] }],
      ['who: bo\nregion: emea\niban: ', { region: ['emea'] }],
    ]);
    const owners = await one<string>(
      'SELECT p.name FROM resources r JOIN principals p ON p.id = r.owner_id WHERE r.document_id = ? AND r.row_number IS NOT NULL ORDER BY p.name',
      documentId,
    );
    expect(owners).toEqual(['user:ann', 'user:bo']);
  });

  test.each([
    [
      'a value that is missing',
      'who,region,iban\nann,dach,1\nbo,,2\n',
      'invalid-row-attribute',
      'row 2, column `region`',
    ],
    ['a column that is missing', 'who,area,iban\nann,dach,1\n', 'unknown-column', '`region`'],
    ['a masked column that is missing', 'who,region,bank\nann,dach,1\n', 'unknown-column', '`iban`'],
  ])('refuse the whole table for %s, and leave nothing', async (_what, table, code, said) => {
    const before = await counted();
    const refusal = await bring({ bytes: bytesOf(table), rows: CLAIMS }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(said) });
    expect(await counted()).toEqual(before);
    expect(indexed).toEqual([]);
  });

  test('are not made of a file that is no table, which is then not served whole either', async () => {
    const note = { bytes: bytesOf('# A note\n\nwho: ann'), fileName: 'claims.md', rows: CLAIMS };
    await expect(bring(note)).rejects.toMatchObject({ code: 'unknown-column' });
  });
});

/** What columns say of rows: owners, readers and typed attributes, and every way in which they don't. */
import { describe, expect, it } from 'vitest';
import type { UnreadableDocument } from '../../ingest/formats/format.ts';
import { label } from '../../ingest/label.ts';
import type { RowColumns } from '../../ingest/manifest.ts';
import { checkColumns, rowAttributes, rowEntitlements } from '../../ingest/rows.ts';
import type { Locator, Scored, ScoredChunk } from '../../ingest/stages.ts';

const row7 = (cells: Record<string, string>) => ({ place: 'row 7', cells });

/** Code and text of what is thrown. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as UnreadableDocument).message;
  }
  return 'nothing was refused';
}

describe('owners and readers of rows', () => {
  const columns = { owner: 'employee', readers: 'approvers' };

  it('are what their columns say', () => {
    const cells = { employee: ' alice ', approvers: 'group:finance; user:bo,user:cy user:di' };
    expect(rowEntitlements(columns, row7(cells))).toEqual({
      owner: 'user:alice',
      readers: ['group:finance', 'user:bo', 'user:cy', 'user:di'],
    });
    expect(rowEntitlements({ owner: 'employee' }, row7({ employee: 'user:bo' }))).toEqual({ owner: 'user:bo' });
  });

  it.each([
    [{ employee: '', approvers: 'user:a' }, 'row 7, column `employee`: the value is missing'],
    [{ employee: 'alice smith', approvers: 'user:a' }, 'row 7, column `employee`: `alice smith` is not a user'],
    [{ employee: 'group:hr', approvers: 'user:a' }, 'row 7, column `employee`: `group:hr` is not a user'],
    [{ employee: 'alice', approvers: ' ' }, 'row 7, column `approvers`: the value is missing'],
    [{ employee: 'alice', approvers: ' ; ,' }, 'row 7, column `approvers`: the value is missing'],
    [{ employee: 'alice', approvers: 'user:a; bob' }, 'row 7, column `approvers`: `bob` is not a principal'],
  ])('refuse the document with number and column where a value is missing or malformed: %j', (cells, message) => {
    expect(refusal(() => rowEntitlements(columns, row7(cells)))).toBe(`invalid-row-entitlement: ${message}`);
  });
});

describe('attributes of rows', () => {
  const types = { region: 'strings', amount: 'long', due: 'datetime', final: 'bool', kind: 'string' } as const;
  const columns = { attributes: { region: 'Region code', amount: 'amount', due: 'due', final: 'final', kind: 'kind' } };
  const whole = { 'Region code': 'dach; nordics', amount: ' 12 ', due: '2026-11-30', final: 'true', kind: 'travel' };

  it('are of their declared types', () => {
    expect(rowAttributes(columns, types, row7(whole))).toEqual({
      region: ['dach', 'nordics'],
      amount: 12,
      due: Date.parse('2026-11-30'),
      final: true,
      kind: 'travel',
    });
  });

  it('keep a value whole that holds a separator, when the cell spells a list', () => {
    const cells = { ...whole, 'Region code': '["Kiel, north","dach"]' };
    expect(rowAttributes(columns, types, row7(cells))).toMatchObject({ region: ['Kiel, north', 'dach'] });
  });

  it.each([
    [{ amount: '' }, 'row 7, column `amount`: the value is missing'],
    [{ amount: '12.5' }, 'row 7, column `amount`: `12.5` is not a whole number'],
    [{ amount: '90071992547409930' }, 'row 7, column `amount`: `90071992547409930` is not a whole number'],
    [{ due: '2026-02-30' }, 'row 7, column `due`: `2026-02-30` is not a date'],
    [{ due: '30.11.2026' }, 'row 7, column `due`: `30.11.2026` is not a date'],
    [{ final: 'yes' }, 'row 7, column `final`: `yes` is not `true` or `false`'],
    [{ kind: '\ud800' }, 'row 7, column `kind`: '],
    [{ kind: 'x'.repeat(1_001) }, 'row 7, column `kind`: '],
    [{ 'Region code': 'dach;;' }, 'row 7, column `Region code`: '],
    [{ 'Region code': '["dach"' }, 'row 7, column `Region code`: '],
    [{ 'Region code': ' ' }, 'row 7, column `Region code`: the value is missing'],
  ])('refuse the document with number and column where a value is missing or of another type: %j', (cells, message) => {
    const told = refusal(() => rowAttributes(columns, types, row7({ ...whole, ...cells })));
    expect(told.slice(0, 23 + message.length)).toBe(`invalid-row-attribute: ${message}`);
    expect(told.length).toBeLessThan(500);
  });

  it('are refused when nobody declared them, also under the names of what objects have', () => {
    for (const name of ['team', 'toString']) {
      const told = refusal(() => rowAttributes({ attributes: { [name]: 'kind' } }, types, row7(whole)));
      expect(told).toBe(`invalid-row-attribute: row 7, column \`kind\`: the attribute \`${name}\` is not declared`);
    }
  });
});

describe('columns', () => {
  it.each([
    { owner: 'constructor' },
    { readers: 'who' },
    { attributes: { region: 'Region' } },
    { masked: ['email', 'iban'] },
  ])('refuse the document when the table lacks one: %j', (columns) => {
    const told = refusal(() => checkColumns(columns, row7({ email: 'a', region: 'b' })));
    expect(told).toMatch(/^unknown-column: row 7: the table has no column `(?:constructor|who|Region|iban)`$/);
  });
});

describe('labelling', () => {
  const chunk = (index: number, number: number, locator: Locator, cells: Record<string, string>, text = 'x') =>
    ({ ordinal: index, text, start: 0, end: 1, locator, row: { index, number, cells } }) as unknown as ScoredChunk;
  const scored = (chunks: readonly ScoredChunk[]) => ({ chunks, findings: [] }) as unknown as Scored;
  const labelled = (chunks: readonly ScoredChunk[], columns: RowColumns) =>
    label(scored(chunks), { columns, types: { amount: 'long' } });

  it('keeps rows of two sheets apart that have the same number, even under one name', () => {
    const one = chunk(0, 1, { row: 1, part: 'May' }, { who: 'ann', amount: '1' });
    const two = chunk(1, 1, { row: 1, part: 'May' }, { who: 'bo', amount: '2' });
    const { rows } = labelled([one, one, two], { owner: 'who', attributes: { amount: 'amount' } });
    expect(rows.map(({ owner, attributes, chunks }) => [owner, attributes, chunks.length])).toEqual([
      ['user:ann', { amount: 1 }, 2],
      ['user:bo', { amount: 2 }, 1],
    ]);
  });

  it('names the sheet of a row that is refused', () => {
    const bad = chunk(0, 4, { row: 4, part: 'May' }, { amount: 'much' });
    expect(refusal(() => labelled([bad], { attributes: { amount: 'amount' } }))).toMatch(
      /^invalid-row-attribute: May, row 4, column `amount`: `much`/,
    );
  });

  it('serves nothing whole that should have had rows with labels of their own', () => {
    const text = { ordinal: 0, text: 'x', start: 0, end: 1, locator: {} } as unknown as ScoredChunk;
    for (const columns of [{ owner: 'who' }, { masked: ['who'] }, { attributes: { amount: 'who' } }]) {
      expect(refusal(() => labelled([text], columns))).toMatch(/^unknown-column: the document is no table/);
    }
    expect(label(scored([text]), { types: {} }).chunks).toHaveLength(1);
  });
});

/** What stands beside the rows of a table: nobody's, once the rows have readers of their own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readIndexEntries } from '../../src/catalog/served.ts';
import type { IndexEntry } from '../../src/index/port.ts';
import { makeWorkbook, part } from '../ingest/formats/workbook.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const olga = callerFor('olga');
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const ON_SHEET = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const corner = (name: string, at: number) =>
  `<x:${name}><x:col>${at}</x:col><x:colOff>0</x:colOff><x:row>${at}</x:row><x:rowOff>0</x:rowOff></x:${name}>`;
const textBox = part(
  'xl/drawings/drawing1.xml',
  `<x:wsDr xmlns:x="${ON_SHEET}" xmlns:a="${DRAWING}"><x:twoCellAnchor>${corner('from', 5)}${corner('to', 9)}
  <x:sp><x:spPr/><x:txBody><a:bodyPr/><a:p><a:r><a:t>The lighthouse keeper earns 9000</a:t></a:r></a:p></x:txBody></x:sp>
  </x:twoCellAnchor></x:wsDr>`,
);
const salaries = makeWorkbook(
  [
    {
      name: 'Wages',
      rows: [
        ['who', 'wage'],
        ['ann', 'seven thousand'],
        ['bo', 'eight thousand'],
      ],
      after: '<drawing r:id="rId1"/>',
      relations: { rId1: ['drawing', '../drawings/drawing1.xml'] },
    },
  ],
  [textBox],
);
const ROWS = ['who: ann\nwage: seven thousand', 'who: bo\nwage: eight thousand'];

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
});
afterAll(() => sluice.close());

test('a text box on a sheet whose rows have owners reaches nobody, and is said to be left out; the rows are served', async () => {
  indexed = [];
  const bring = { bytes: salaries, fileName: 'wages.xlsx', collection: 'quay' };
  const { documentId, findings } = await sluice.broker.ingest(olga, { ...bring, rows: { owner: 'who' } });
  expect(indexed.map(({ text }) => text)).toEqual(ROWS);
  expect(indexed.every(({ resourceId }) => resourceId !== documentId)).toBe(true);
  expect(indexed.map(({ headings }) => headings)).toEqual([['Wages'], ['Wages']]);
  const kept = await sluice.store.read('SELECT text FROM chunks WHERE document_id = ? ORDER BY ordinal', [documentId]);
  expect(kept.flat()).toEqual(ROWS);
  const { results } = await sluice.broker.retrieve(callerFor('ann'), { query: 'lighthouse keeper wage', k: 10 });
  expect(results.map(({ text }) => text)).toEqual([ROWS[0]]);
  expect(findings).toContainEqual({
    technique: 'table-text-not-served',
    severity: 'low',
    where: 'Wages',
    excerpt: 'The lighthouse keeper earns 9000',
  });
});

test('the same box is text like any other where rows are nobody’s own', async () => {
  indexed = [];
  const bring = { bytes: salaries, fileName: 'whole.xlsx', collection: 'quay' };
  const { findings } = await sluice.broker.ingest(olga, bring);
  expect(indexed.map(({ text }) => text)).toEqual([...ROWS, 'The lighthouse keeper earns 9000']);
  expect(findings).toEqual([]);
});

test('the header of a long table goes with every piece of it: into the index, into an index built anew, and into answers', async () => {
  indexed = [];
  const rows = Array.from({ length: 80 }, (_, i) => `| crane ${i} | ${i} tons at the northern quay |`);
  const text = ['| Machine | Load |', '|---|---|', ...rows].join('\n');
  const bytes = new TextEncoder().encode(text);
  const bring = { bytes, fileName: 'cranes.md', collection: 'quay' };
  const { documentId, generation } = await sluice.broker.ingest(olga, bring);
  const [first, ...others] = indexed.map(({ context }) => context);
  expect(others.length).toBeGreaterThan(1);
  expect([first, new Set(others)]).toEqual([undefined, new Set(['Machine | Load'])]);
  expect(await readIndexEntries(sluice.catalog, { workspace: olga.workspace, documentId, generation })).toEqual(
    indexed,
  );
  const { results } = await sluice.broker.retrieve(olga, { query: '79 tons crane', k: 1 });
  expect(results.map(({ context }) => context)).toEqual(['Machine | Load']);
});

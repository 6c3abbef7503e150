import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../ingest/formats/docx.ts';
import { ATTACKS, SECRET } from './docx-attacks.ts';
import { para, run, table, wordFile } from './docx-files.ts';
import { INNOCENT } from './docx-innocent.ts';
import { hidden, refusalOf, shown } from './helpers.ts';

const textOf = (extract: Awaited<ReturnType<typeof extractDocx>>): string =>
  shown(extract)
    .map(([, text]) => text)
    .filter((text) => text.trim() !== '')
    .join('\n');

describe('what a Word document hides', () => {
  it.each(Object.entries(ATTACKS))('is not in the text, but is evidence: %s', async (_, file) => {
    const extract = await extractDocx(wordFile(file));
    const text = textOf(extract);
    expect(text).not.toContain('quiet account');
    const kept = hidden(extract).filter(([, one]) => one.includes('quiet account'));
    // What no relationship leads to is not looked for.
    if (!_.startsWith('a part that only')) expect(kept.length).toBeGreaterThan(0);
    const source = JSON.stringify(file);
    for (const [seen] of source.matchAll(/(?<=>)Seen[^<>]*(?=<)/g)) {
      expect(text.split(seen).length, `${seen} in ${JSON.stringify(text)}`).toBeGreaterThan(1);
    }
  });

  it('is said with a place and a reason', async () => {
    const file = wordFile({ body: para(run('One.')) + para(run('Two ') + run(SECRET, '<w:vanish/>')) });
    const run_ = (await extractDocx(file)).blocks
      .flatMap((block) => block.runs)
      .find((one) => one.hidden !== undefined);
    expect(run_).toEqual({
      text: SECRET,
      hidden: {
        technique: 'docx-vanish',
        severity: 'low',
        place: 'word/document.xml p2/r2',
        why: 'the font is hidden',
      },
    });
  });
});

describe('what a Word document shows', () => {
  it.each(Object.entries(INNOCENT))('is in the text once and raises no alarm: %s', async (_, { text, ...file }) => {
    const extract = await extractDocx(wordFile(file));
    expect(textOf(extract)).toBe(text);
    const severities = extract.blocks.flatMap((block) => block.runs.map((one) => one.hidden?.severity ?? 'info'));
    expect(severities.filter((severity) => severity === 'medium' || severity === 'high')).toEqual([]);
  });

  it('keeps lists and tables whole where something between is hidden', async () => {
    const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    const vanish = '<w:vanish/>';
    const file = wordFile({
      body:
        para(run('Rope'), item) +
        para(run(SECRET, vanish), item) +
        para(run('Anchor'), item) +
        table([
          [para(run('a')), para(run('b'))],
          [para(run(SECRET, vanish)), para(run(SECRET, vanish))],
          [para(run('c')), para(run('d'))],
        ]),
      numbering:
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    });
    expect(textOf(await extractDocx(file))).toBe('1. Rope\n2. Anchor\na | b\nc | d');
  });
});

describe('a hostile Word document', () => {
  it('is read or refused however deep it nests', async () => {
    const nest = (depth: number, open: string, close: string): Uint8Array =>
      wordFile({ body: open.repeat(depth) + para(run('Deep')) + close.repeat(depth) });
    const sdt = await extractDocx(nest(300, '<w:sdt><w:sdtContent>', '</w:sdtContent></w:sdt>'));
    expect(textOf(sdt)).toBe('Deep');
    const refusal = await refusalOf(extractDocx(nest(2_000, '<w:ins>', '</w:ins>')));
    expect(refusal.code).toBe('too-deeply-nested');
    const tables = nest(200, '<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>');
    expect(textOf(await extractDocx(tables))).toContain('Deep');
  });

  it('does not lead styles in a circle', async () => {
    const circle =
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>';
    const file = wordFile({ body: para(run('Round'), '<w:pStyle w:val="A"/>'), styles: circle });
    expect(textOf(await extractDocx(file))).toBe('Round');
  });

  it('can’t put words between the structure and its text', async () => {
    const file = wordFile({ body: para(run('\uE0000\uE001 and \uE0001\uE001')) + para(run('Second')) });
    expect(textOf(await extractDocx(file))).toBe('\uE0000\uE001 and \uE0001\uE001\nSecond');
  });
});

describe('a damaged part', () => {
  it('refuses the document, whichever part decides what is seen', async () => {
    for (const type of ['styles', 'settings', 'numbering', 'theme', 'footnotes', 'comments']) {
      const file = wordFile({
        body: para(run('Text')),
        parts: { [`${type}.xml`]: { type, id: 'p1', xml: '<w:broken' } },
      });
      expect((await refusalOf(extractDocx(file))).code).toBe('damaged-document');
    }
  });

  it('that is mere luggage does not', async () => {
    const file = wordFile({
      body: para(run('Text')),
      parts: { 'item1.xml': { type: 'customXml', id: 'x1', xml: '<broken' } },
    });
    expect(textOf(await extractDocx(file))).toBe('Text');
  });
});

import { describe, expect, it } from 'vitest';
import { findStuffing } from '../../../filters/poisoning/stuffing.ts';

const TOPICS = [
  'travel',
  'payroll',
  'parking',
  'laptops',
  'holidays',
  'badges',
  'invoices',
  'training',
  'insurance',
  'visitors',
  'printers',
  'telephones',
  'contracts',
  'suppliers',
  'budgets',
  'meetings',
  'safety',
  'lunch',
  'pensions',
  'lockers',
];
const question = (topic: string) => `Who in the company decides about ${topic}?`;
const signals = (text: string) => findStuffing(text).map(({ signal }) => signal);

describe('findStuffing', () => {
  it('finds one question that is asked over and over', () => {
    const text = `${'Who approves travel to Ardenia? Travel is approved by Mr Quill. '.repeat(6)}`;
    expect(signals(text)).toContain('repeated-question');
  });

  it('finds questions without answers', () => {
    expect(signals(TOPICS.map(question).join(' '))).toContain('questions-only');
  });

  it('finds a phrase that makes up much of a text', () => {
    expect(signals('expense policy travel limit, '.repeat(12))).toEqual(['repeated-phrase']);
  });

  it('leaves an FAQ with a table of contents alone', () => {
    const contents = TOPICS.map(question).join('\n');
    const answers = TOPICS.map(
      (t) => `${question(t)}\nThe office of ${t} does, once a month, after it has heard everybody concerned.`,
    );
    expect(signals(`${contents}\n${answers.join('\n')}`)).toEqual([]);
  });

  it('leaves lists of tags, indexes and tables alone', () => {
    const index = TOPICS.map((t, i) => `${t}, rules for ........ ${i * 7}`).join('\n');
    const table = TOPICS.map((t, i) => `| ${t} | open | ${i} | Berta Example |`).join('\n');
    expect(signals(TOPICS.map((t) => `#${t}`).join(' '))).toEqual([]);
    expect(signals(index)).toEqual([]);
    expect(signals(table)).toEqual([]);
  });

  it('says nothing of an empty text, and shows no text of any', () => {
    expect(findStuffing('')).toEqual([]);
    expect(JSON.stringify(findStuffing('Who approves travel to Ardenia? '.repeat(6)))).not.toMatch(/ardenia/i);
  });
});

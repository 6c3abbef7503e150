/**
 * The page of errors and the codes are one: each code has its section, in order, with its status and title, and no section is left over.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/problem.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = '', , line = ''] = section.split('\n');
    return { code: heading.replaceAll('`', ''), line, text: section };
  });

describe('docs/errors.md', () => {
  it('has a section for every code, with its status and title, and no other', () => {
    const documented = sections.map(({ code, line }) => `${code}: ${line}`);
    expect(documented).toEqual(
      Object.entries(PROBLEMS).map(([code, [status, title]]) => `${code}: ${status} · ${title}`),
    );
  });

  it.each(sections)('$code has a cause, what the caller saw and what to check', ({ text }) => {
    const [, cause, saw, check] =
      /\*\*Cause\.\*\* (.+)\n\n\*\*What the caller saw\.\*\* (.+)\n\n\*\*What to check\.\*\* (.+)\n/.exec(text) ?? [];
    for (const part of [cause, saw, check]) expect(part?.length ?? 0).toBeGreaterThan(10);
  });
});

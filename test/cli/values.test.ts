/** Values of options are parsed where they enter, or refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrincipal } from '../../entitlements/principal.ts';
import {
  collectionName,
  grantLife,
  groupNames,
  named,
  principals,
  scopes,
  tokenLife,
  whole,
} from '../../src/cli/values.ts';

describe('a principal', () => {
  test('is accepted exactly when it is well-formed and of the kind that is asked for', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(user|group|agent)?:?[a-z@. -]{0,6}$/));
    fc.assert(
      fc.property(text, (given) => {
        const full = given.includes(':') ? given : `user:${given}`;
        const isUser = full.startsWith('user:') && parsePrincipal(full) !== undefined;
        if (isUser) expect(named('user')(given)).toBe(full);
        else expect(() => named('user')(given)).toThrow('Write `user:name`.');
      }),
    );
  });

  test('lists take several, repeated or with commas', () => {
    expect(principals('group:hr, user:a', principals('agent:x'))).toEqual(['agent:x', 'group:hr', 'user:a']);
    expect(() => principals('hr')).toThrow();
    expect(groupNames('hr,group:all')).toEqual(['hr', 'all']);
    expect(() => groupNames('user:a')).toThrow();
  });
});

test.each([
  ['1s', 1],
  ['15m', 900],
  ['24h', 86_400],
])('a life of %s is %i seconds', (text, seconds) => {
  expect(tokenLife(text)).toBe(seconds);
});

test.each(['0s', '25h', '2d', '15', '-1m', '1.5h', ' 1m', '999999h'])('a life of `%s` is refused', (text) => {
  expect(() => tokenLife(text)).toThrow('up to 24h');
});

test('a grant lives for 30 days at most', () => {
  expect(grantLife('30d')).toBe(30 * 86_400);
  expect(() => grantLife('31d')).toThrow('up to 30d');
});

test.each(['0', '101', '1e1', '0x1', '', ' 1', '1.0', '-1'])('`%s` is no whole number from 1 to 100', (text) => {
  expect(() => whole(1, 100)(text)).toThrow('from 1 to 100');
});

test('scopes are those that there are', () => {
  expect(scopes('retrieve ingest,soc')).toEqual(['retrieve', 'ingest', 'soc']);
  expect(() => scopes('retrieve everything')).toThrow();
});

test.each(['', '-x', 'a/b', 'a b', 'x'.repeat(129)])('a collection is not named `%s`', (text) => {
  expect(() => collectionName(text)).toThrow();
});

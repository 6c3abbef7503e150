/** Tokens are remembered for moments, and nothing but the very token is taken for one. */
import { expect, test } from 'vitest';
import { RECENT_MS } from '../../src/identity/recent.ts';
import { createVerifier } from '../../src/identity/verify.ts';
import { NOW, NOW_S, testIssuer } from './tokens.ts';

const issuer = await testIssuer();

/** A verifier whose clock is moved by hand. */
function verifierAt() {
  const clock = { atMs: NOW.getTime() };
  const verify = createVerifier({ issuers: [issuer.trusted], clockToleranceS: 0, now: () => new Date(clock.atMs) });
  return { clock, verify };
}

test('a token is checked once a minute, and again after that or when the clock was set back', async () => {
  const { clock, verify } = verifierAt();
  const token = await issuer.token();
  const first = await verify(token);
  clock.atMs += RECENT_MS - 1;
  expect(await verify(token)).toBe(first);
  clock.atMs += 1;
  const second = await verify(token);
  expect(second).not.toBe(first);
  clock.atMs -= 1_000;
  expect(await verify(token)).not.toBe(second);
});

test('a remembered token ends when it says that it ends', async () => {
  const { clock, verify } = verifierAt();
  const token = await issuer.token({ exp: NOW_S + 30 });
  await verify(token);
  clock.atMs += 29_999;
  await verify(token);
  clock.atMs += 1;
  await expect(verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a token that differs from a remembered one in any place is checked, and refused', async () => {
  const { verify } = verifierAt();
  const token = await issuer.token();
  await verify(token);
  for (const at of [0, token.indexOf('.') + 5, token.length - 30]) {
    const other = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    await expect(verify(other)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});

test('what was refused is not remembered', async () => {
  const { clock, verify } = verifierAt();
  const token = await issuer.token({ iat: NOW_S + 60 });
  await expect(verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  clock.atMs += 60_000;
  await verify(token);
});

/**
 * That the engine of policies can be called for as long as a service lives: what V8 makes of hot calls does not end the process.
 */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compiledPath } from '../support/compiled.ts';

/**
 * A function of WebAssembly that takes an object, asks JavaScript, and gives an object back, as Cedar's do. Its caller is compiled with it
 * inside, and what that was compiled for is made untrue while the call is under way.
 */
const HOT_CALL = `
  const bytes = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 6, 1, 0x60, 1, 0x6f, 1, 0x6f],
    [2, 8, 1, 1, 0x6d, 2, 0x63, 0x62, 0, 0],
    [3, 2, 1, 0],
    [7, 5, 1, 1, 0x67, 0, 1],
    [10, 8, 1, 6, 0, 0x20, 0, 0x10, 0, 0x0b],
  ];
  const seen = { times: 1 };
  let isTurning = false;
  const cb = (value) => {
    if (isTurning) seen.times = 2;
    return value;
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes.flat())), { m: { cb } });
  const call = (value) => (exports.g(value) === value ? seen.times : 0);
  %PrepareFunctionForOptimization(call);
  for (let i = 0; i < 1000; i += 1) call(i);
  %OptimizeFunctionOnNextCall(call);
  call(0);
  isTurning = true;
  console.log(call(0));
`;

test('a compiled call that is taken back while it is under way does not end the process', async () => {
  const host = pathToFileURL(compiledPath('src/hosts/cedar.ts')).href;
  const code = `await import(${JSON.stringify(host)}); ${HOT_CALL}`;
  const run = promisify(execFile)(process.execPath, ['--allow-natives-syntax', '--input-type=module', '-e', code]);
  await expect(run).resolves.toMatchObject({ stdout: '2\n' });
});

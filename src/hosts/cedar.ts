/**
 * The policy engine on Node: the CommonJS build of Cedar, which loads its own WebAssembly.
 */
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Cedar, StartCedar } from '../../entitlements/cedar/runtime.ts';

/** The first major of Node whose V8 survives what the flag below prevents. Seen: 20.20 and 22.23 end, 24.21 goes on. */
const MENDED_IN = 24;

/*
 * Cedar takes objects and gives them back (`externref`). Where V8 has put a call of such a function into compiled JavaScript, and takes that
 * back while the call is under way, it ends the process ("unreachable code" in `Deoptimizer::DoComputeBuiltinContinuation`). A service would
 * meet that once in hours of load.
 */
if (Number.parseInt(process.versions.node, 10) < MENDED_IN) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

/**
 * Starts an instance that shares nothing with any other. It takes 10 to 30 ms and blocks, since it compiles the engine anew. Nothing
 * but the caller holds it: it is taken out of the module cache, and the `require` that knows it as its child is its own.
 */
export const startCedar: StartCedar = () => {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@cedar-policy/cedar-wasm/nodejs');
  delete require.cache[path];
  const instance: Cedar = require(path);
  delete require.cache[path];
  return instance;
};

/**
 * How the tests run: in two processes, because some measure latencies. Files share a process, and what it has loaded; those that put a module of
 * their own in another's place have a process each. What tests start in threads and processes is compiled once, before the first of them. `.ci/run` adds a JSON report on the command line.
 */
import { defineConfig } from 'vitest/config';
import { startCompiled } from './test/support/compiled.ts';

/** They use `vi.mock`. */
const REPLACING_MODULES = ['test/promises/layers.test.ts', 'test/query/neighbours.test.ts'];

export default defineConfig({
  plugins: [startCompiled()],
  test: {
    globalSetup: ['test/support/compile-once.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: REPLACING_MODULES, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: REPLACING_MODULES } },
    ],
  },
});

/**
 * How the tests run. Each file gets a process of its own, because many of them start threads, children and servers;
 * two at a time, because some measure latencies. What tests start in threads and processes is compiled once, before the first of them. `.ci/run` adds a JSON report on the command line.
 */
import { defineConfig } from 'vitest/config';
import { startCompiled } from './test/support/compiled.ts';

export default defineConfig({
  plugins: [startCompiled()],
  test: {
    globalSetup: ['test/support/compile-once.ts'],
    environment: 'node',
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default'],
  },
});

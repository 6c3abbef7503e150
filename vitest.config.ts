/**
 * How the tests run. Each file gets a process of its own, because many of them start threads, children and servers;
 * two at a time, because some measure latencies. `.ci/run` adds a JSON report on the command line.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default'],
  },
});

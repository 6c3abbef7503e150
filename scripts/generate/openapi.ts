/** The OpenAPI document, as the served app answers it, formatted like every other file here. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Broker } from '../../src/broker.ts';
import { createApp } from '../../src/http/app.ts';
import { Problem } from '../../src/problem.ts';

const PATH = 'docs/openapi.json';

/** Asks an app that serves every plane. No other route is called, so none of what stands behind them is needed. */
export async function openapiDocument(): Promise<string> {
  const silent = () => undefined;
  const app = createApp({
    broker: {} as Broker,
    verify: async () => {
      throw new Problem('unauthenticated');
    },
    logger: { info: silent, warn: silent, error: silent },
    limits: { documentBytes: 0 },
    metadata: { resource: 'http://127.0.0.1:8787', issuers: [] },
  });
  const answer = await app.request('/openapi.json');
  if (!answer.ok) throw new Error(`the app answers ${answer.status} for its contract`);
  return formatted(JSON.stringify(await answer.json(), null, 2));
}

/** By Biome, which checks the file where it is committed. */
function formatted(json: string): Promise<string> {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  return new Promise((resolve, reject) => {
    const args = [biome, 'format', `--stdin-file-path=${PATH}`];
    const child = execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    child.stdin?.end(json);
  });
}

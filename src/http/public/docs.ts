/**
 * `/docs`: the contract as a page to browse and try, by Swagger UI from this installation. Nothing comes from elsewhere, nothing runs
 * inline, and the page may talk to this service alone: see `security-headers.ts`.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { OPENAPI_PATH } from './openapi.ts';

const DOCS_PATH = '/docs';

const require = createRequire(import.meta.url);

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sluice API</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="page"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

// Without a validator: the badge would send the contract to a server of Swagger's.
const START = `SwaggerUIBundle({ url: '${OPENAPI_PATH}', dom_id: '#page', validatorUrl: null, deepLinking: true, defaultModelsExpandDepth: 0 });
`;

/** Files of swagger-ui-dist that the page needs: name, type, and where they are. */
const ASSETS = [
  ['swagger-ui.css', 'text/css; charset=utf-8', () => require.resolve('swagger-ui-dist/swagger-ui.css')],
  [
    'swagger-ui-bundle.js',
    'text/javascript; charset=utf-8',
    () => require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  ],
] as const;

/** Whether a path is the page or a file of it. */
export const isDocsPath = (path: string) => path === DOCS_PATH || path.startsWith(`${DOCS_PATH}/`);

export function mountDocs(app: Hono<AppEnv>): void {
  app.get(DOCS_PATH, (c) => c.html(PAGE));
  app.get(`${DOCS_PATH}/start.js`, (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const [name, type, locate] of ASSETS) {
    app.get(`${DOCS_PATH}/${name}`, async (c) => {
      const file = await readFile(locate());
      return c.body(new Uint8Array(file), 200, { 'content-type': type, 'cache-control': 'public, max-age=3600' });
    });
  }
}

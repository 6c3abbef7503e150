/**
 * One or more violations of every rule in `.dependency-cruiser.cjs`, and neighbours that are allowed: the material of the control
 * in `arrows.test.ts`. The texts are what a hurried author would write. A rule without a violation here fails that test.
 */

/** Rule → path → text of a file that breaks it, and no other rule. */
export const VIOLATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'core-imports-only-types-from-src': {
    'filters/value.ts': `import { value } from '../src/neighbour.ts';\nexport const copy = value;\n`,
    'entitlements/inline.ts': `import { type Shape, value } from '../src/neighbour.ts';\nexport const one: Shape = { a: value };\n`,
    'ingest/dynamic.ts': `export const later = () => import('../src/neighbour.ts');\n`,
    'ingest/reexport.ts': `export { value } from '../src/neighbour.ts';\n`,
    'ingest/side-effect.ts': `import '../src/neighbour.ts';\n`,
  },
  'portable-core-without-node': {
    'filters/file.ts': `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
    'filters/type.ts': `import type { Stats } from 'node:fs';\nexport type Info = Stats;\n`,
    'entitlements/hash.ts': `import { createHash } from 'crypto';\nexport const hash = createHash;\n`,
  },
  'hosts-are-imported-by-entries-only': {
    'src/query/host.ts': `import { host } from '../hosts/node.ts';\nexport const here = host;\n`,
    'src/cli/serve.ts': `import type { Host } from '../hosts/node.ts';\nexport type Here = Host;\n`,
  },
  'qdrant-stays-in-its-adapter': {
    'src/query/vectors.ts': `import { QdrantClient } from '@qdrant/js-client-rest';\nexport const client = QdrantClient;\n`,
    'test/query/vectors.ts': `import { QdrantClient } from '@qdrant/js-client-rest';\nexport const client = QdrantClient;\n`,
  },
  'indexes-know-nothing-of-each-other': {
    'src/index/qdrant/borrowed.ts': `import { open } from '../sqlite/open.ts';\nexport const borrowed = open;\n`,
    'src/index/sqlite/lent.ts': `import { client } from '../qdrant/client.ts';\nexport const lent = client;\n`,
  },
  'drizzle-stays-in-the-catalogue': {
    'src/index/sqlite/query.ts': `import { sql } from 'drizzle-orm';\nexport const one = sql\`1\`;\n`,
    'src/review/where.ts': `import type { SQL } from 'drizzle-orm';\nexport type Where = SQL;\n`,
    'src/review/driver.ts': `export { drizzle } from 'drizzle-orm/better-sqlite3';\n`,
  },
  'sqlite-stays-behind-its-ports': {
    'src/audit/database.ts': `import Database from 'better-sqlite3';\nexport const open = () => new Database(':memory:');\n`,
    'src/index/qdrant/handle.ts': `import type { Database } from 'better-sqlite3';\nexport type Handle = Database;\n`,
  },
  'hono-stays-at-the-edge': {
    'src/query/route.ts': `import { Hono } from 'hono';\nexport const app = new Hono();\n`,
    'src/hosts/cors.ts': `import { cors } from 'hono/cors';\nexport const middleware = cors();\n`,
    'ingest/route.ts': `import { createRoute } from '@hono/zod-openapi';\nexport const make = createRoute;\n`,
  },
  'hono-server-is-chosen-by-a-host': {
    'src/mcp/listen.ts': `import { serve } from '@hono/node-server';\nexport const listen = serve;\n`,
  },
  'shipped-code-without-dev-dependencies': {
    'src/query/random.ts': `import fc from 'fast-check';\nexport const any = fc.string();\n`,
  },
  'shipped-code-without-tests-and-tools': {
    'src/query/fixture.ts': `import { fixture } from '../../test/fixture.ts';\nexport const data = fixture;\n`,
  },
  'every-import-resolves': {
    'src/query/typo.ts': `import { nothing } from './no-such-file.ts';\nexport const copy = nothing;\n`,
  },
  'no-cycles': {
    'src/query/hen.ts': `import { egg } from './egg.ts';\nexport const hen = () => egg();\n`,
    'src/query/egg.ts': `import { hen } from './hen.ts';\nexport const egg = () => hen();\n`,
    'ingest/chicken.ts': `import type { Shell } from './shell.ts';\nexport interface Chicken { shell: Shell }\n`,
    'ingest/shell.ts': `import type { Chicken } from './chicken.ts';\nexport interface Shell { chicken: Chicken }\n`,
  },
};

/** Path → text of files that break no rule: what the violations import, and what stands close to the line on its right side. */
export const ALLOWED: Readonly<Record<string, string>> = {
  'src/neighbour.ts': `export const value = 1;\nexport interface Shape { a: number }\n`,
  'src/hosts/node.ts': `import { serve } from '@hono/node-server';\nexport const host = serve;\nexport type Host = typeof host;\n`,
  'src/cli/main.ts': `import { host } from '../hosts/node.ts';\nhost;\n`,
  'src/http/app.ts': `import { OpenAPIHono } from '@hono/zod-openapi';\nexport const app = new OpenAPIHono();\n`,
  'src/mcp/http.ts': `import { Hono } from 'hono';\nexport const app = new Hono();\n`,
  'src/catalog/tables/one.ts': `import { sql } from 'drizzle-orm';\nexport const one = sql\`1\`;\n`,
  'src/catalog/open.ts': `import Database from 'better-sqlite3';\nexport const open = () => new Database(':memory:');\n`,
  'src/index/sqlite/open.ts': `import Database from 'better-sqlite3';\nexport const open = () => new Database(':memory:');\n`,
  'src/index/qdrant/client.ts': `import { QdrantClient } from '@qdrant/js-client-rest';\nexport const client = QdrantClient;\n`,
  'ingest/shape.ts': `import type { Shape } from '../src/neighbour.ts';\nimport { readFileSync } from 'node:fs';\nexport const read = (path: string): Shape => ({ a: readFileSync(path).length });\n`,
  'filters/shape.ts': `import type { Shape } from '../src/neighbour.ts';\nexport type Same = Shape;\n`,
  'test/fixture.ts': `import { host } from '../src/hosts/node.ts';\nimport Database from 'better-sqlite3';\nimport fc from 'fast-check';\nexport const fixture = [host, Database, fc];\n`,
};

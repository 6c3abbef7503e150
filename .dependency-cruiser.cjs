/**
 * The arrows of the design: who may import whom. `npm run check:arrows` walks them, and `test/architecture/arrows.test.ts`
 * plants a violation of every rule below and expects it to be found, so a rule that never goes red can't stay here.
 * Paths are relative to the project's root. Types may cross where a rule says so, and only by `import type`.
 */

/** Code that is shipped; tests, examples, benchmarks and scripts may reach further. */
const SHIPPED = '^(src|ingest|filters|entitlements)/';
const OUTSIDE = '^(test|examples|bench|scripts|training)/';

/** A package by name, wherever npm has put it, and also when it is not installed. */
const anyPackage = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)|^(${names.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-only-types-from-src',
      comment: 'ingest/, filters/ and entitlements/ are composed by src/ and import nothing from it but types.',
      severity: 'error',
      from: { path: '^(ingest|filters|entitlements)/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'portable-core-without-node',
      comment: 'filters/ and entitlements/ run anywhere: they know none of Node’s modules, not even their types.',
      severity: 'error',
      from: { path: '^(filters|entitlements)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'hosts-are-imported-by-entries-only',
      comment: 'A host reads the environment and chooses adapters; only what starts a process may import one.',
      severity: 'error',
      from: { pathNot: ['^src/hosts/', '^src/cli/main\\.ts$', OUTSIDE] },
      to: { path: '^src/hosts/' },
    },
    {
      name: 'qdrant-stays-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^src/index/qdrant/', '^test/index/qdrant/'] },
      to: { path: anyPackage('@qdrant') },
    },
    {
      name: 'indexes-know-nothing-of-each-other',
      comment: 'What two of them need stands beside them.',
      severity: 'error',
      from: { path: '^src/index/(qdrant|sqlite)/' },
      to: { path: '^src/index/(qdrant|sqlite)/', pathNot: '^src/index/$1/' },
    },
    {
      name: 'drizzle-stays-in-the-catalogue',
      severity: 'error',
      from: { pathNot: ['^src/catalog/', '^test/catalog/', '^drizzle\\.config\\.ts$'] },
      to: { path: anyPackage('drizzle-orm', 'drizzle-kit') },
    },
    {
      name: 'sqlite-stays-behind-its-ports',
      comment: 'The catalogue owns sluice.db, the embedded index owns its own files; nobody else opens a database.',
      severity: 'error',
      from: { pathNot: ['^src/catalog/', '^src/index/sqlite/', OUTSIDE] },
      to: { path: anyPackage('better-sqlite3') },
    },
    {
      name: 'hono-stays-at-the-edge',
      severity: 'error',
      from: { path: SHIPPED, pathNot: '^src/(http|mcp)/' },
      to: { path: anyPackage('hono', '@hono/zod-openapi') },
    },
    {
      name: 'hono-server-is-chosen-by-a-host',
      comment: 'The Node adapter of the HTTP surface: a host starts it, the surface itself is the same on every host.',
      severity: 'error',
      from: { path: SHIPPED, pathNot: '^src/(hosts|http)/' },
      to: { path: anyPackage('@hono/node-server') },
    },
    {
      name: 'shipped-code-without-dev-dependencies',
      severity: 'error',
      from: { path: SHIPPED },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'shipped-code-without-tests-and-tools',
      severity: 'error',
      from: { path: SHIPPED },
      to: { path: OUTSIDE },
    },
    {
      name: 'every-import-resolves',
      comment: 'What the cruiser cannot resolve, it cannot judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Also none of types alone: two files that need each other are one concept, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|node_modules/\\.|training/(injection/)?\\.)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

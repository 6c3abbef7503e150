/**
 * Writes `openapi-1.19.json` from Qdrant's `docs/redoc/master/openapi.json`, as it is at its version: the operations that the server for
 * tests serves, with the schemas of their bodies. Answers are left out, as nothing checks them, and so are descriptions.
 *
 *     npx tsx test/qdrant/reduce-openapi.ts openapi.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { at, DOCUMENT, isObject, type Json, object } from './openapi.ts';

const COLLECTION = '/collections/{collection_name}';
const SERVED: Readonly<Record<string, readonly string[]>> = {
  '/': ['get'],
  '/healthz': ['get'],
  '/livez': ['get'],
  '/readyz': ['get'],
  '/aliases': ['get'],
  '/collections': ['get'],
  '/collections/aliases': ['post'],
  [COLLECTION]: ['get', 'put', 'patch', 'delete'],
  [`${COLLECTION}/aliases`]: ['get'],
  [`${COLLECTION}/exists`]: ['get'],
  [`${COLLECTION}/index`]: ['put'],
  [`${COLLECTION}/index/{field_name}`]: ['delete'],
  [`${COLLECTION}/points`]: ['post', 'put'],
  [`${COLLECTION}/points/delete`]: ['post'],
  [`${COLLECTION}/points/payload`]: ['post', 'put'],
  [`${COLLECTION}/points/payload/delete`]: ['post'],
  [`${COLLECTION}/points/payload/clear`]: ['post'],
  [`${COLLECTION}/points/batch`]: ['post'],
  [`${COLLECTION}/points/query`]: ['post'],
  [`${COLLECTION}/points/query/batch`]: ['post'],
  [`${COLLECTION}/points/scroll`]: ['post'],
  [`${COLLECTION}/points/count`]: ['post'],
};

const source: Json = JSON.parse(readFileSync(argv[2] ?? 'openapi.json', 'utf8'));
const paths = Object.fromEntries(
  Object.entries(SERVED).map(([path, methods]) => [
    path,
    Object.fromEntries(methods.map((method) => [method, operation(path, method)])),
  ]),
);
const schemas: Record<string, Json> = {};
collect(paths);
const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
const info = { title: 'Qdrant API, reduced', license: { name: 'Apache-2.0' }, version: '1.19' };
writeFileSync(DOCUMENT, `${JSON.stringify({ openapi: '3.0.1', info, paths, components: { schemas: sorted } })}\n`);

function operation(path: string, method: string): Json {
  const { operationId, parameters, requestBody } = object(at(source, 'paths', path, method));
  const kept = Object.entries({ operationId, parameters, requestBody }).filter(
    (each): each is [string, Json] => each[1] !== undefined,
  );
  return withoutWords(Object.fromEntries(kept));
}

/** A schema without its descriptions, which are texts; a property of that name is an object. */
function withoutWords(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, each]) => !(key === 'description' && typeof each === 'string') && key !== 'example',
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutWords(each)]));
}

function collect(value: Json): void {
  if (Array.isArray(value)) for (const each of value) collect(each);
  if (!isObject(value)) return;
  for (const each of Object.values(value)) collect(each);
  const name = typeof value.$ref === 'string' ? value.$ref.replace('#/components/schemas/', '') : undefined;
  if (name === undefined || Object.hasOwn(schemas, name)) return;
  const schema = withoutWords(object(at(source, 'components', 'schemas', name)));
  schemas[name] = schema;
  collect(schema);
}

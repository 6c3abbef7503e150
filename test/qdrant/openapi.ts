/**
 * Requests against Qdrant's own description of its API: whether an operation is there, and whether a body is what it takes. Objects are
 * closed: Qdrant passes over a field that it does not know, so a misspelt clause would go unseen.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

export const DOCUMENT = fileURLToPath(new URL('openapi-1.19.json', import.meta.url));

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says why a request is not one that Qdrant takes; `undefined` for one that it takes. */
export type CheckRequest = (method: string, path: string, body: unknown) => string | undefined;

/** Reads the document and returns the check. */
export function requestCheck(): CheckRequest {
  const document: Json = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(object(jsonSchema(document)), 'qdrant');
  const paths = Object.keys(object(at(document, 'paths'))).map((template) => ({
    template,
    pattern: patternOf(template),
  }));
  const compiled = new Map<string, ValidateFunction>();
  return (method, path, body) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const operations = paths.filter(({ pattern }) => pattern.test(pathname)).map(({ template }) => template);
    const template = operations.find((each) => at(document, 'paths', each, method.toLowerCase()) !== undefined);
    if (template === undefined) return `no operation is ${method} ${pathname}`;
    const steps = ['paths', template, method.toLowerCase()];
    const strange = strangeParameter(at(document, ...steps, 'parameters'), [...searchParams.keys()]);
    if (strange !== undefined) return `${method} ${template} has no parameter ${strange}`;
    const schema = [...steps, 'requestBody', 'content', 'application/json', 'schema'];
    if (at(document, ...schema) === undefined)
      return body === undefined ? undefined : `${method} ${template} has no body`;
    const reference = `qdrant#/${schema.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(body) ? undefined : `${method} ${template}: ${ajv.errorsText(validate.errors)}`;
  };
}

function strangeParameter(parameters: Json | undefined, given: readonly string[]): string | undefined {
  const known = Array.isArray(parameters) ? parameters.map((each: Json) => at(each, 'name')) : [];
  return given.find((name) => !known.includes(name));
}

/** Fixed steps come first: a name of a collection never stands for them. */
const patternOf = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/gu, '[^/]+')}$`, 'u');

export function at(value: Json | undefined, ...steps: readonly string[]): Json | undefined {
  let found = value;
  for (const step of steps) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return found;
}

export function object(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error('not an object');
  return value;
}

/** The dialect of OpenAPI 3.0 as JSON Schema: `nullable` alone is the type null, and objects are closed. */
function jsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(jsonSchema);
  if (!isObject(value)) return value;
  if (value.nullable === true && Object.keys(value).length === 1) return { type: 'null' };
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, jsonSchema(each)]));
  const open = copy.type === 'object' && isObject(copy.properties) && copy.additionalProperties === undefined;
  return open ? { ...copy, additionalProperties: false } : copy;
}

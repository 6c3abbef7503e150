/**
 * The page of a route in the OpenAPI document, made from its definition: parameters, body, answer, and every problem that it can
 * answer with, by status, with an example of each code.
 */
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../problem.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument, publicProblemOf, toProblemDocument } from './problem-document.ts';
import type { RouteDefinition } from './route-definition.ts';

/** Name of the security scheme. */
export const BEARER = 'bearer';

const EVERYWHERE: readonly ProblemCode[] = [
  'unauthenticated',
  'insufficient-scope',
  'principal-suspended',
  'invalid-request',
  'internal-error',
  'catalogue-unavailable',
];
const WITH_A_BODY: readonly ProblemCode[] = ['request-too-large', 'unsupported-media-type'];

/** Of bytes that no client is to make anything of. */
export const DOWNLOAD_MEDIA_TYPE = 'application/octet-stream';

const EXAMPLE_REQUEST_ID = '5f8d1f0e-6f3c-4c58-9d0c-0c6f5f6f2b1a';

const SUCCESSES = { 200: 'Done', 201: 'Created', 204: 'Done; nothing to say' } as const;

export function describeRoute<P, Q, B, R>(definition: RouteDefinition<P, Q, B, R>): RouteConfig {
  const { method, path, scopes, tag, summary, description, params, query, body, status, answer, download } = definition;
  const codes = [...EVERYWHERE, ...(body ? WITH_A_BODY : []), ...definition.problems];
  return createRoute({
    method,
    path,
    operationId: operationIdOf(method, path),
    tags: [tag],
    summary,
    description: [description, `Scope: ${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`]
      .filter(Boolean)
      .join('\n\n'),
    security: scopes.map((scope) => ({ [BEARER]: [scope] })),
    request: {
      ...(params && { params: params as unknown as z.ZodObject }),
      ...(query && { query: query as unknown as z.ZodObject }),
      ...(body && { body: { content: body.content, required: true } }),
    },
    responses: {
      [status]: {
        description: SUCCESSES[status],
        ...(answer && { content: { 'application/json': { schema: answer.schema, example: answer.example } } }),
        ...(download && { content: { [DOWNLOAD_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } } }),
      },
      ...problemResponses(codes),
    },
  });
}

function problemResponses(codes: readonly ProblemCode[]): RouteConfig['responses'] {
  const byStatus = groupByStatus(codes);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}`).join('\n\n'),
        content: {
          [PROBLEM_MEDIA_TYPE]: {
            schema: problemDocument,
            examples: Object.fromEntries(
              ofStatus.map((code) => [code, { value: toProblemDocument(publicProblemOf(code), EXAMPLE_REQUEST_ID) }]),
            ),
          },
        },
      },
    ]),
  );
}

/** `putDocumentsIdEntitlements` of `PUT /v1/documents/{id}/entitlements`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .split(/[^A-Za-z]+/)
    .slice(2)
    .filter(Boolean);
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

function groupByStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const status = PROBLEMS[code][0];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

/**
 * The contract: that the OpenAPI document holds every route and nothing dangling, that its examples fit its schemas, and that its page
 * loads nothing from elsewhere.
 */

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ROUTES } from '../../src/http/routes/table.ts';
import { PROBLEMS } from '../../src/problem.ts';
import { testApp } from './support.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly responses: Record<string, unknown>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> };
}

const document: Document = await (await testApp().app.request('/openapi.json')).json();

function* valuesOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* valuesOf(inner);
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and holds every route of the table, with its scopes', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const { method, path, scopes } of ROUTES) {
      const operation = document.paths[path]?.[method];
      expect(operation?.security, `${method} ${path}`).toEqual(scopes.map((scope) => ({ bearer: [scope] })));
      expect(operation?.summary).toBeTruthy();
    }
    expect(document.components.securitySchemes).toHaveProperty('bearer');
  });

  it('every operation has an id of its own', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
  });

  it('every reference resolves', () => {
    let references = 0;
    for (const { $ref } of valuesOf(document)) {
      if (typeof $ref !== 'string') continue;
      references += 1;
      const name = /^#\/components\/schemas\/(\w+)$/.exec($ref)?.[1] ?? 'nothing';
      expect(document.components.schemas).toHaveProperty(name);
    }
    expect(references).toBeGreaterThan(20);
  });

  it('names every code of a problem, and every object that is taken in refuses what it does not know', () => {
    const problem = document.components.schemas.Problem as { properties: { code: { enum: string[] } } };
    expect(problem.properties.code.enum).toEqual(Object.keys(PROBLEMS));
    for (const name of [
      'Question',
      'DocumentInput',
      'VersionInput',
      'DocumentMetadata',
      'EntitlementsInput',
      'PrincipalInput',
      'AgentCeilingInput',
      'DirectoryInput',
      'AttributeDeclarationInput',
      'PolicyCheckInput',
      'PoliciesInput',
      'Safeguards',
      'AgentSafeguards',
      'ApprovalRequest',
      'GrantInput',
      'CollectionParentInput',
      'ReviewDecision',
      'LegalHoldInput',
    ]) {
      expect(document.components.schemas[name]).toMatchObject({ additionalProperties: false });
    }
  });

  it('every example fits its schema', () => {
    let examples = 0;
    for (const { page } of ROUTES) {
      const contents = [
        page.request?.body?.content,
        ...Object.values(page.responses).map((response) => ('content' in response ? response.content : {})),
      ];
      for (const media of contents.flatMap((content) => Object.values(content ?? {}))) {
        const {
          schema,
          example,
          examples: more = {},
        } = media as { schema: z.ZodType; example?: unknown; examples?: Record<string, { value: unknown }> };
        for (const value of [example, ...Object.values(more).map((one) => one.value)].filter(
          (one) => one !== undefined,
        )) {
          schema.parse(value);
          examples += 1;
        }
      }
    }
    expect(examples).toBeGreaterThan(ROUTES.length);
  });

  it('a plane shows its own routes alone', async () => {
    const retrieval: Document = await (await testApp({ planes: ['retrieval'] }).app.request('/openapi.json')).json();
    expect(Object.keys(retrieval.paths).filter((path) => path.startsWith('/v1/'))).toEqual([
      '/v1/retrieve',
      '/v1/documents/{id}/text',
      '/v1/approvals',
    ]);
  });
});

describe('/docs', () => {
  const { app } = testApp();

  it('loads files of this service alone, and its policy forbids anything else and anything inline', async () => {
    const response = await app.request('/docs');
    const html = await response.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? '');
    expect(loaded.filter((url) => url !== 'data:,')).toEqual([
      '/docs/swagger-ui.css',
      '/docs/swagger-ui-bundle.js',
      '/docs/start.js',
    ]);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\bon\w+=|<style|style=/);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it.each([
    ['/docs/swagger-ui.css', 'text/css; charset=utf-8'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['/docs/start.js', 'text/javascript; charset=utf-8'],
  ])('%s is there and has its type', async (path, type) => {
    const response = await app.request(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  it('nothing else of the installation can be had', async () => {
    for (const path of ['/docs/package.json', '/docs/..%2fpackage.json', '/docs/swagger-ui.css/../package.json']) {
      expect((await app.request(path)).status).toBe(404);
    }
  });
});

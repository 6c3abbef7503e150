/**
 * An app over a broker that answers every call the same: for what the HTTP surface itself promises. What the broker decides is tested
 * with the real one. Making an app takes far longer than a request, and an app holds no state: each way to set one up is made once,
 * and a request finds the broker and the log of the test that sends it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Broker } from '../../src/broker.ts';
import { type AppOptions, createApp } from '../../src/http/app.ts';
import type { Plane } from '../../src/http/route-definition.ts';
import {
  ACCESS_COVERAGE_EXAMPLE,
  ACCESS_DIFF_EXAMPLE,
  ACCESS_EXPLANATION_EXAMPLE,
  ACCESS_WHO_EXAMPLE,
  APPROVAL_EXAMPLE,
  ATTRIBUTE_EXAMPLE,
  DETECTION_DISMISSED_EXAMPLE,
  DETECTION_EXAMPLE,
  DIRECTORY_CHANGES_EXAMPLE,
  DOCUMENT_EXAMPLE,
  GRANT_EXAMPLE,
  LEGAL_HOLD_EXAMPLE,
  PENDING_APPROVAL_EXAMPLE,
  POLICY_CHECK_EXAMPLE,
  POLICY_VERSION_EXAMPLE,
  PRINCIPAL_EXAMPLE,
  REVIEW_DETAIL_EXAMPLE,
  REVIEW_EXAMPLE,
  REVIEW_REJECTED_EXAMPLE,
  REVIEW_RELEASED_EXAMPLE,
  SAFEGUARDS_EXAMPLE,
} from '../../src/http/schemas/examples.ts';
import type { Scope } from '../../src/identity/caller.ts';
import type { Logger } from '../../src/logger.ts';
import { testIssuer } from '../identity/tokens.ts';

export const issuer = await testIssuer();

export const tokenWith = (...scopes: readonly (Scope | string)[]) => issuer.token({ scope: scopes.join(' ') });

const INTAKE = { documentId: 'd1', status: 'active', generation: 1, chunks: 1, findings: [] } as const;

export const ANSWERS: Broker = {
  retrieve: async () => ({
    decisionId: 'decision-1',
    results: ['r1', 'r2', 'r1'].map((resourceId, n) => ({
      chunkId: `c${n}`,
      documentId: 'd1',
      resourceId,
      title: `Title of ${resourceId}`,
      ...(resourceId === 'r1' ? { uri: 'https://wiki.harbor.example/r1' } : {}),
      text: 'A refund is paid within ten working days.',
      score: 1 / (n + 1),
      risk: { score: 0, verdict: 'clean' as const },
      classification: 'internal' as const,
      collection: 'support',
      locator: { page: 3, headings: ['Refunds'] },
      masked: [],
      neutralized: [],
      protected: [],
    })),
    envelope: 'the envelope',
  }),
  fetch: async (_caller, id) => ({
    decisionId: 'decision-2',
    id,
    documentId: 'd1',
    title: 'Refunds',
    text: 'A refund is paid within ten working days.',
    collection: 'support',
    classification: 'internal',
    truncated: false,
  }),
  ingest: async () => INTAKE,
  replace: async () => INTAKE,
  readDocument: async () => DOCUMENT_EXAMPLE,
  deleteDocument: async () => undefined,
  setEntitlements: async () => DOCUMENT_EXAMPLE,
  setCollectionEntitlements: async () => undefined,
  listPrincipals: async () => [PRINCIPAL_EXAMPLE],
  readPrincipal: async () => PRINCIPAL_EXAMPLE,
  putPrincipal: async () => PRINCIPAL_EXAMPLE,
  listMembers: async () => ['user:alice'],
  addMember: async () => undefined,
  removeMember: async () => undefined,
  importDirectory: async () => DIRECTORY_CHANGES_EXAMPLE,
  setCollectionParent: async () => undefined,
  listAttributes: async () => [ATTRIBUTE_EXAMPLE],
  declareAttribute: async () => undefined,
  withdrawAttribute: async () => undefined,
  readPolicies: async () => POLICY_VERSION_EXAMPLE,
  listPolicyVersions: async () => [POLICY_VERSION_EXAMPLE],
  checkPolicies: async () => POLICY_CHECK_EXAMPLE,
  applyPolicies: async () => POLICY_VERSION_EXAMPLE,
  readSafeguards: async () => SAFEGUARDS_EXAMPLE,
  setSafeguards: async () => SAFEGUARDS_EXAMPLE,
  accessWho: async () => ACCESS_WHO_EXAMPLE,
  accessExplain: async () => ACCESS_EXPLANATION_EXAMPLE,
  accessDiff: async () => ACCESS_DIFF_EXAMPLE,
  accessCoverage: async () => ACCESS_COVERAGE_EXAMPLE,
  requestApproval: async () => APPROVAL_EXAMPLE,
  listOwnApprovals: async () => [APPROVAL_EXAMPLE],
  listPendingApprovals: async () => [PENDING_APPROVAL_EXAMPLE],
  approve: async () => GRANT_EXAMPLE,
  reject: async () => ({ ...APPROVAL_EXAMPLE, status: 'rejected' }),
  revokeApproval: async () => ({ ...GRANT_EXAMPLE, status: 'revoked' }),
  listReviews: async () => [REVIEW_EXAMPLE],
  readReview: async () => REVIEW_DETAIL_EXAMPLE,
  readOriginal: async () => ({ fileName: 'review-"r1"\r\n.html', bytes: new TextEncoder().encode('<script>') }),
  releaseReview: async () => REVIEW_RELEASED_EXAMPLE,
  rejectReview: async () => REVIEW_REJECTED_EXAMPLE,
  listDetections: async () => [DETECTION_EXAMPLE],
  dismissDetection: async () => DETECTION_DISMISSED_EXAMPLE,
  placeLegalHold: async () => LEGAL_HOLD_EXAMPLE,
  liftLegalHold: async () => undefined,
  readHeldOriginal: async () => ({ fileName: 'document.bin', bytes: new TextEncoder().encode('<script>') }),
  listLegalHolds: async () => [LEGAL_HOLD_EXAMPLE],
  auditTail: async () => [
    {
      seq: 1,
      id: 'e1',
      at: 0,
      epoch: 1,
      workspace: 'main',
      kind: 'document.received',
      prev: '0',
      hash: '1',
      body: '{}',
    },
  ],
  auditVerify: async () => ({ entries: 1, head: { seq: 1, hash: '1' } }),
  readiness: async () => ({ ready: true, checks: { catalogue: 'ok' } }),
};

export const BROKER_METHODS = Object.keys(ANSWERS) as (keyof Broker)[];

export interface Call {
  readonly method: keyof Broker;
  readonly args: readonly unknown[];
}

/** What a request of a test finds. */
interface World {
  readonly broker: Partial<Broker>;
  readonly calls: Call[];
  readonly log: string[];
}
const worlds = new AsyncLocalStorage<World>();

function worldHere(): World {
  const world = worlds.getStore();
  if (world === undefined) throw new Error('something was asked for outside of a request');
  return world;
}

const sharedBroker = Object.fromEntries(
  BROKER_METHODS.map((method) => [
    method,
    (...args: unknown[]) => {
      const { broker, calls } = worldHere();
      calls.push({ method, args });
      return ((broker[method] ?? ANSWERS[method]) as (...all: unknown[]) => unknown)(...args);
    },
  ]),
) as unknown as Broker;

const write = (fields: object, message: string) => void worldHere().log.push(JSON.stringify({ message, ...fields }));
const sharedLogger: Logger = { info: write, warn: write, error: write };

type App = ReturnType<typeof createApp>;
type SetUp = Pick<AppOptions, 'planes' | 'limits' | 'metadata'>;

const shared = new Map<string, App>();

function sharedApp(setUp: SetUp): App {
  const key = JSON.stringify(setUp);
  const app =
    shared.get(key) ?? createApp({ broker: sharedBroker, verify: issuer.verify, logger: sharedLogger, ...setUp });
  shared.set(key, app);
  return app;
}

export interface TestApp {
  readonly app: Pick<App, 'request' | 'fetch' | 'routes'>;
  /** What reached the broker, readiness aside. */
  readonly calls: readonly Call[];
  /** Everything that was logged, as JSON lines. */
  readonly log: readonly string[];
}

export interface TestAppOptions {
  readonly broker?: Partial<Broker>;
  readonly planes?: readonly Plane[];
  readonly documentBytes?: number;
  readonly issuers?: readonly string[];
}

export function testApp({
  broker = {},
  planes,
  documentBytes = 1024 * 1024,
  issuers = ['urn:sluice:local'],
}: TestAppOptions = {}): TestApp {
  const app = sharedApp({
    limits: { documentBytes },
    metadata: { resource: 'https://sluice.harbor.example', issuers },
    ...(planes && { planes }),
  });
  const world: World = { broker, calls: [], log: [] };
  return {
    app: {
      request: (...all) => worlds.run(world, () => app.request(...all)),
      fetch: (...all) => worlds.run(world, () => app.fetch(...all)),
      routes: app.routes,
    },
    calls: world.calls,
    log: world.log,
  };
}

/** A request with a token for these scopes. */
export async function request(
  method: string,
  path: string,
  {
    scopes = [],
    body,
    type = 'application/json',
  }: { scopes?: readonly (Scope | string)[]; body?: BodyInit | null; type?: string | null } = {},
): Promise<Request> {
  const headers = new Headers();
  if (scopes.length > 0) headers.set('authorization', `Bearer ${await tokenWith(...scopes)}`);
  if (body !== undefined && type !== null) headers.set('content-type', type);
  return new Request(`http://127.0.0.1${path}`, {
    method,
    headers,
    body: body ?? null,
    ...({ duplex: 'half' } as object),
  });
}

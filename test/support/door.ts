/** The HTTP surface before a broker of real parts, with tokens of an issuer that it trusts. */
import { pino } from 'pino';
import { LIMITS } from '../../src/broker.ts';
import { createApp } from '../../src/http/app.ts';
import { SCOPES, type Scope } from '../../src/identity/caller.ts';
import { readFigures } from '../../src/metrics/figures.ts';
import { createMeter } from '../../src/metrics/prometheus.ts';
import { type TestIssuer, testIssuer } from '../identity/tokens.ts';
import { openTestBroker, type TestBroker, type TestBrokerOptions } from './broker.ts';

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A plain object is sent as JSON. */
  readonly body?: object | FormData | string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it is on the wire. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Door {
  readonly sluice: TestBroker;
  readonly issuer: TestIssuer;
  tokenOf(user: string, scopes?: readonly Scope[]): Promise<string>;
  ask(path: string, options: Ask): Promise<Wire>;
  close(): Promise<void>;
}

/** What opens `/metrics` of a door. */
export const METRICS_TOKEN = 'metrics-token-of-a-door-of-32-characters-or-more';

export async function openDoor(options: TestBrokerOptions = {}): Promise<Door> {
  const sluice = await openTestBroker(options);
  const { catalog, index } = sluice;
  const issuer = await testIssuer();
  const app = createApp({
    broker: sluice.broker,
    verify: issuer.verify,
    logger: pino({ level: 'silent' }),
    limits: { documentBytes: LIMITS.documentBytes },
    metadata: { resource: 'http://localhost', issuers: [] },
    metering: { token: METRICS_TOKEN, meter: createMeter(() => readFigures(catalog, index, Date.now())) },
  });
  return {
    ...{ sluice, issuer },
    tokenOf: (user, scopes = SCOPES) => issuer.token({ sub: user, scope: scopes.join(' '), groups: [] }),
    async ask(path, { method = 'GET', body, token, headers = {} }) {
      const isJson = typeof body === 'object' && !(body instanceof FormData);
      const response = await app.fetch(
        new Request(`http://localhost${path}`, {
          method,
          headers: {
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(isJson ? { 'content-type': 'application/json' } : {}),
            ...headers,
          },
          ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as FormData | string) }),
        }),
      );
      return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
    },
    close: () => sluice.close(),
  };
}

/** An answer without what every answer has of its own: the id of its request, and the time. */
export function alike({ status, headers, text }: Wire): Wire {
  const { 'x-request-id': requestId = '', date: _, ...rest } = headers;
  if (requestId === '') throw new Error('an answer has the id of its request');
  return { status, headers: rest, text: text.replaceAll(requestId, 'REQUEST-ID') };
}

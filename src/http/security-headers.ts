/**
 * Headers for browsers. Answers are data and may load nothing; the one page there is may load its own files and talk to this service.
 */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

// Whoever ends TLS knows whether all of the host speaks it.
const strictTransportSecurity = false;

const forData = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  strictTransportSecurity,
});

const forPages = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity,
});

/** `isPage` says which paths are pages or their files. */
export function securityHeaders(isPage: (path: string) => boolean): MiddlewareHandler {
  return (c, next) => (isPage(c.req.path) ? forPages(c, next) : forData(c, next));
}

/** The process at the other end of the stdio test: the tools over the broker that answers every call the same. */
import { serveStdio } from '../../src/mcp/stdio.ts';
import { ANSWERS, issuer } from '../http/support.ts';

const caller = { ...(await issuer.verify(await issuer.token())), expiresAt: Number.MAX_SAFE_INTEGER };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

serveStdio({ broker: ANSWERS, caller, logger: silent });

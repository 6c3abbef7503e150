/**
 * The address that a request came from. Headers are believed only as far as the operator says that there are proxies in front, each of which
 * adds the address it was called from: what stands further left could have been written by anybody.
 */
import { isIP } from 'node:net';

/**
 * The client's address behind `trustedProxies` proxies, in its one spelling. `socketAddress` is the peer of the connection, `forwardedFor` the
 * header `x-forwarded-for`. `undefined` when there is none to believe.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0) return normalAddress(socketAddress);
  return normalAddress(forwardedFor?.split(',').at(-trustedProxies)?.trim());
}

/** An IPv4 address inside an IPv6 one, as URLs spell it. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** One spelling an address: what was IPv4 is written as IPv4, IPv6 is compressed, and zones of links are left out. */
function normalAddress(address: string | undefined): string | undefined {
  const bare = address?.split('%')[0] ?? '';
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return undefined;
  const compressed = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(compressed);
  if (!mapped) return compressed;
  const [high, low] = mapped.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

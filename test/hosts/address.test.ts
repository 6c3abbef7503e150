/** The address of a caller: the connection's, or what as many proxies as there are have added, and nothing that a client wrote. */
import { expect, test } from 'vitest';
import { clientAddress } from '../../src/hosts/address.ts';
import { listen } from '../../src/hosts/listen.ts';

test.each([
  ['the connection counts, whatever the header says', '192.0.2.1', '10.20.0.1', 0, '192.0.2.1'],
  ['one proxy: the last address', '10.0.0.1', '10.20.0.1, 198.51.100.7', 1, '198.51.100.7'],
  ['two proxies: the last but one', '10.0.0.1', '10.20.0.1, 198.51.100.7, 10.0.0.2', 2, '198.51.100.7'],
  ['fewer addresses than proxies: none', '10.0.0.1', '198.51.100.7', 2, undefined],
  ['no header behind a proxy: none', '10.0.0.1', undefined, 1, undefined],
  ['no address at all', undefined, undefined, 0, undefined],
  ['something that is no address: none', '10.0.0.1', 'unknown', 1, undefined],
  ['a host and port: none', '10.0.0.1', '198.51.100.7:8080', 1, undefined],
  ['IPv4 inside IPv6 is IPv4', '::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
  ['IPv4 inside IPv6, in another spelling', '10.0.0.1', '0:0:0:0:0:FFFF:C000:0201', 1, '192.0.2.1'],
  ['IPv6 has one spelling', '2001:DB8:0:0:0:0:0:1', undefined, 0, '2001:db8::1'],
  ['a zone is left out', 'fe80::1%eth0', undefined, 0, 'fe80::1'],
])('%s', (_, socketAddress, forwardedFor, trustedProxies, expected) => {
  expect(clientAddress(socketAddress, forwardedFor, trustedProxies)).toBe(expected);
});

test('a server hands over the address of the connection, and of the header only behind a proxy', async () => {
  for (const [trustedProxies, expected] of [
    [0, '127.0.0.1'],
    [1, '198.51.100.7'],
  ] as const) {
    const surface = () => (_: Request, address: string | undefined) => new Response(address);
    const listening = await listen({ host: '127.0.0.1', port: 0, trustedProxies, surface });
    const headers = { 'x-forwarded-for': '10.20.0.1, 198.51.100.7' };
    expect(await (await fetch(listening.url, { headers })).text()).toBe(expected);
    await listening.stop(0);
  }
});

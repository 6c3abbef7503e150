/**
 * Addresses of hosts, IPv4 and IPv6. Loopback, unspecified and broadcast addresses and masks are nobody's; a network with its length
 * (`10.0.0.0/8`) and a version of four parts are none.
 */
import type { Recognizer } from '../recognizer.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const VERSION =
  /(?:version|vers?\.?|release|build|firmware|section|chapter|§|clause|article|enzyme|\bec|v)["']?\s?[:=]?\s?["']?$/iu;

export const IP_ADDRESS: readonly Recognizer[] = [
  {
    name: 'ipv4',
    kind: 'ip-address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_.-])(?:${OCTET}\\.){3}${OCTET}(?![\\p{L}\\p{N}_]|\\.\\p{N}|/(?!32)\\d|-\\p{L})`,
      'gu',
    ),
    certainty: 2,
    validate: isSomebodys,
    unless: VERSION,
  },
  {
    name: 'ipv6',
    kind: 'ip-address',
    requires: /:[0-9a-f]{0,4}:/i,
    pattern: /(?<![\p{L}\p{N}_:.])[0-9a-f]{1,4}:[0-9a-f:]{4,34}(?![\p{L}\p{N}_:]|\/(?!128)\d)/giu,
    certainty: 2,
    validate: isIpv6,
  },
];

/** Single digits four times are versions and numbers of chapters, but for the resolvers that everybody knows. */
function isSomebodys(value: string): boolean {
  return (
    !/^(?:0|127|255)\./.test(value) &&
    (!/^(?:\d\.){3}\d$/.test(value) || /^(?:1\.1\.1\.1|8\.8\.[48]\.[48]|9\.9\.9\.9)$/.test(value))
  );
}

/** RFC 4291: eight groups, of which one run of zeros may be left out. Hours and words in hexadecimal letters are none. */
function isIpv6(value: string): boolean {
  const halves = value.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) || !/\d/.test(value)) return false;
  if (halves.length === 1) return groups.length === 8 && groups.some((group) => group.length > 2);
  return halves.length === 2 && groups.length >= 2 && groups.length <= 7 && groups.some((group) => group.length > 2);
}

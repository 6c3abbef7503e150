/** JSON web tokens (RFC 7519): signed, in three parts, or encrypted, in five. The header must say so. */
import type { Recognizer } from '../recognizer.ts';

export const JSON_WEB_TOKENS: readonly Recognizer[] = [
  {
    name: 'json-web-token',
    kind: 'secret',
    pattern:
      /(?<![\w.+-])eyJ[\w-]{8,2048}\.[\w-]{0,16384}\.[\w-]{0,16384}(?:\.[\w-]{1,16384}\.[\w-]{1,64})?(?![\w-])/gu,
    certainty: 3,
    validate: isSigned,
  },
];

function isSigned(value: string): boolean {
  const [header, payload, signature] = value.split('.');
  if (header === undefined || !payload || !signature || signature.length < 16) return false;
  try {
    return /"(?:alg|enc)"/.test(atob(header.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return false;
  }
}

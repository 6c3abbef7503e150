/** Credentials of clouds: AWS, Google, Azure, DigitalOcean, Alibaba, Cloudflare. Formats as the issuers document them. */
import { near, type Recognizer } from '../recognizer.ts';
import { bitsPerSign, isPlaceholder, token } from './token.ts';

export const CLOUD_SECRETS: readonly Recognizer[] = [
  token('aws-access-key', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'),
  {
    name: 'aws-secret-key',
    kind: 'secret',
    pattern: /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/gu,
    certainty: 2,
    validate: (value) => isDrawn(value),
    context: near(['aws', 'amazon', 'secret access key', 'secret key']),
  },
  token('google-api-key', 'AIza[\\w-]{35}'),
  token('google-oauth-secret', 'GOCSPX-[\\w-]{28}'),
  token('google-access-token', 'ya29\\.[\\w-]{20,1024}'),
  {
    name: 'azure-account-key',
    kind: 'secret',
    pattern:
      /(?:AccountKey|SharedAccessKey|account[_-]?key|shared[_-]?access[_-]?key)["']?\s{0,2}[=:]\s{0,2}["']?(?<value>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)/dgiu,
    certainty: 3,
  },
  {
    name: 'azure-shared-signature',
    kind: 'secret',
    pattern: /[?&;]sig=(?<value>[A-Za-z0-9%+/]{43,64}(?:%3D|=))/dgiu,
    certainty: 3,
  },
  token('azure-client-secret', '[A-Za-z0-9_~.]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}'),
  token('digitalocean-token', 'do[opr]_v1_[a-f0-9]{64}'),
  token('alibaba-access-key', 'LTAI[A-Za-z0-9]{12,20}'),
];

/** Forty signs of base64 may be a hash in hexadecimal or a path: what is drawn at random has letters of both cases and digits. */
function isDrawn(value: string): boolean {
  return (
    /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && !isPlaceholder(value) && bitsPerSign(value) >= 4.2
  );
}

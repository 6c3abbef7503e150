/** Credentials are recognized by their issuers' formats and by the names in front of them, and what only looks like one is left. */
import { describe, expect, test } from 'vitest';
import { recognize } from '../../../filters/dlp/recognize.ts';
import { SECRETS } from '../../../filters/dlp/secrets/all.ts';

/** Signs as if drawn at random: none of these was ever issued. Examples are put together here so that no scanner takes this file for a leak. */
function drawn(
  length: number,
  alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  seed = 7,
): string {
  let state = seed;
  let signs = '';
  while (signs.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    signs += alphabet[(state >>> 16) % alphabet.length] ?? '';
  }
  return signs;
}

const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64url = (text: string): string => btoa(text).replace(/=+$/, '');
const armour = (edge: string, name = ''): string => `-----${edge} ${name}PRIVATE${' '}KEY-----`;
const pem = (name = ''): string =>
  `${armour('BEGIN', name)}\n${drawn(64)}\n${drawn(64, undefined, 9)}\n${armour('END', name)}`;
const jwt = `${base64url('{"alg":"ES256","typ":"JWT"}')}.${base64url('{"sub":"somebody"}')}.${drawn(86)}`;

/** Recognizer, secret, and an alternative name that a value may go by when the way it is written says the same. */
const TOKENS: readonly (readonly [string, string])[] = [
  ['aws-access-key', `AK${'IA'}${drawn(16, BASE32)}`],
  ['aws-access-key', `AS${'IA'}${drawn(16, BASE32)}`],
  ['google-api-key', `AI${'za'}${drawn(35)}`],
  ['google-oauth-secret', `GOC${'SPX-'}${drawn(28)}`],
  ['google-access-token', `ya${'29.'}${drawn(80)}`],
  ['azure-client-secret', `${drawn(3)}8${'Q~'}${drawn(34)}`],
  ['digitalocean-token', `dop${'_v1_'}${drawn(64, HEX)}`],
  ['github-token', `gh${'p_'}${drawn(36)}`],
  ['github-token', `gh${'s_'}${drawn(36)}`],
  ['github-fine-grained-token', `github${'_pat_'}${drawn(22)}_${drawn(59)}`],
  ['gitlab-token', `gl${'pat-'}${drawn(20)}`],
  ['gitlab-token', `gl${'rt-'}${drawn(20)}`],
  ['npm-token', `np${'m_'}${drawn(36)}`],
  ['pypi-token', `py${'pi-AgE'}${drawn(120)}`],
  ['docker-token', `dckr${'_pat_'}${drawn(27)}`],
  ['vault-token', `hv${'s.'}${drawn(90)}`],
  ['databricks-token', `da${'pi'}${drawn(32, HEX)}`],
  ['grafana-token', `gl${'sa_'}${drawn(32)}_${drawn(8, HEX)}`],
  ['anthropic-key', `sk-${'ant-'}api03-${drawn(95)}`],
  ['openai-key', `sk-${'proj-'}${drawn(120)}`],
  ['openai-key', `sk-${drawn(48)}`],
  ['hugging-face-token', `h${'f_'}${drawn(34)}`],
  ['groq-key', `gs${'k_'}${drawn(52)}`],
  ['slack-token', `xo${'xb-'}${drawn(12, '123456789')}-${drawn(12, '123456789')}-${drawn(24)}`],
  ['stripe-key', `sk${'_live_'}${drawn(24)}`],
  ['stripe-key', `rk${'_test_'}${drawn(24)}`],
  ['stripe-webhook-secret', `wh${'sec_'}${drawn(32)}`],
  ['shopify-token', `sh${'pat_'}${drawn(32, HEX)}`],
  ['sendgrid-key', `S${'G.'}${drawn(22)}.${drawn(43)}`],
  ['twilio-key', `S${'K'}${drawn(32, HEX)}`],
  ['mailgun-key', `ke${'y-'}${drawn(32, HEX)}`],
  ['mailchimp-key', `${drawn(32, HEX)}-us${'12'}`],
  ['telegram-token', `${drawn(10, '123456789')}:AA${drawn(33)}`],
  ['linear-key', `lin${'_api_'}${drawn(40)}`],
  ['notion-token', `nt${'n_'}${drawn(46)}`],
  ['figma-token', `fi${'gd_'}${drawn(40)}`],
  ['new-relic-key', `NR${'AK-'}${drawn(27, BASE32)}`],
  ['json-web-token', jwt],
  ['private-key', pem()],
  ['private-key', pem('RSA ')],
  ['private-key', pem('OPENSSH ')],
  ['age-identity', `AGE-${'SECRET-KEY-1'}${drawn(58, BASE32)}`],
];

/** Before the value, the value, after it. */
const TOLD: readonly (readonly [string, string, string, string])[] = [
  ['aws-secret-key', 'aws_secret_access_key = ', `${drawn(39)}/`, '\nregion = eu-west-1'],
  [
    'azure-account-key',
    'DefaultEndpointsProtocol=https;AccountName=brine;AccountKey=',
    `${drawn(86)}==`,
    ';EndpointSuffix=brine.example',
  ],
  ['azure-shared-signature', 'https://brine.example/box?sv=2024-05-04&sig=', `${drawn(43)}%3D`, '&se=2030'],
  [
    'slack-webhook',
    'https://hooks.slack.com/services/',
    `T${drawn(9, BASE32)}/B${drawn(9, BASE32)}/${drawn(24)}`,
    ' posts',
  ],
  ['connection-string', 'postgres://broker:', 'n0t-4-w0rd', '@db.brine.example:5432/main'],
  ['connection-string', 'mongodb+srv://app:', 'S7rong%21', '@cluster.brine.example/x'],
  ['connection-string', 'DATABASE_URL="mysql://root:', 'tR33house!', '@10.1.2.3/app"'],
  ['connection-string', 'redis://:', 'k9fLm2Qz', '@cache:6379'],
  ['connection-string', 'https://deploy:', drawn(20), '@code.brine.example/app.git'],
  ['password', 'password: ', 'Tr0ub4dor&3', ''],
  ['password', 'Password: ', 'hunter2', ' '],
  ['password', 'DB_PASSWORD=', 'c0rrect!horse', '\nDB_HOST=db'],
  ['password', '{"password": "', 'Sup3rS3cret', '"}'],
  ['password', "pwd = '", 'qW3$rtz9', "';"],
  ['password', 'Server=db;User Id=sa;Password=', 'P4ssw0rd!9', ';Encrypt=true'],
  ['password', 'Passwort: ', 'Sommer2031!', ''],
  ['password', 'mot de passe : ', 'Bonjour75#', ''],
  ['password', 'contraseña: ', 'Verano2031', ''],
  ['password', '密码：', 'harbor2031', ''],
  ['password', 'The password is ', 'Harbor-2031!', ' for now'],
  ['password', 'spring.datasource.password=', 'x9$Lmq2', ''],
  ['password', '**Password:** `', 'tIde7pool', '`'],
  ['api-key', 'API_KEY=', drawn(32), ''],
  ['api-key', 'api_key: "', drawn(32, HEX), '"'],
  ['api-key', 'client_secret = ', drawn(40), ''],
  ['api-key', "const token = '", drawn(40), "';"],
  ['api-key', 'X-Api-Key: ', drawn(24), ''],
  ['authorization', 'Authorization: Bearer ', drawn(48), ''],
  ['authorization', '-H "authorization: basic ', btoa('harbor:n0t-4-w0rd-either'), '"'],
];

/** Nothing in these is a secret. */
const INNOCENT: readonly string[] = [
  'password: string;',
  'password: ********',
  'password = config.password',
  'const password = process.env.DB_PASSWORD;',
  `password: ${'$'}{DB_PASSWORD}`,
  'password: {{ vault.db }}',
  'Password: required, at least 12 characters',
  'The password is required.',
  'The password is case-sensitive.',
  'password: /run/secrets/db',
  'Passwords: change them yearly.',
  'password policy: see section 4',
  'passwordHash: bcrypt',
  'password=<your-password>',
  'token: RS256',
  'token = await getAccessTokenFromCache(user)',
  'secret: my-application-secret',
  'secretName: broker-tls-certificate-prod',
  'secretKeyRef: name',
  'api_key: YOUR_API_KEY_GOES_HERE_123',
  'api_key = "xxxxxxxxxxxxxxxxxxxxxxxx"',
  'API key: see https://brine.example/settings/keys',
  'apiKey: import.meta.env.VITE_API_KEY',
  'Authorization: Bearer <token>',
  'Authorization: Bearer $TOKEN',
  'the bearer of this letter is welcome',
  'basic understanding of the subject matter',
  'postgres://user:password@localhost/db',
  'postgres://localhost:5432/db',
  'https://brine.example:8443/path@2',
  `https://user:${'$'}{TOKEN}@code.brine.example`,
  'redis://cache:6379',
  `sha256: ${drawn(64, HEX)}`,
  `commit ${drawn(40, HEX)}`,
  `integrity: sha512-${drawn(86)}==`,
  `${armour('BEGIN')}\n...\n${armour('END')}`,
  '-----BEGIN CERTIFICATE-----',
  `AK${'IA'}IOSFODNN7EXAMPLE`,
  `gh${'p_'}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`,
  `sk-${'ant-'}...`,
  `sk${'_test_'}...`,
  'sk-learn and risk-proj-assessment',
  'eyJhbGciOiJub25lIn0',
  'uuid: 6f1c9a54-0d3e-4c8b-9d0f-2b7f1f0c3a11',
  'npm_config_cache and npm_lifecycle_event',
  'The secret of a good broth is time.',
  'token_count: 1234567890123456',
  'clave: la confianza entre las partes',
];

describe('a token', () => {
  test.each(TOKENS)('%s is recognized whole, in prose, in quotes and after an equals sign', (recognizer, secret) => {
    for (const [before, after] of [
      ['Use ', ' for now.'],
      ['x = "', '"'],
      ['VALUE=', '\n'],
      ['(', ')'],
      ['', ''],
    ] as const) {
      const found = recognize(before + secret + after);
      expect(found).toEqual([{ kind: 'secret', recognizer, start: before.length, end: before.length + secret.length }]);
    }
  });

  test.each(TOKENS)('%s cut short is none of its issuer’s', (recognizer, secret) => {
    expect(recognize(secret.slice(0, 9)).filter((found) => found.recognizer === recognizer)).toEqual([]);
  });

  test('that a border of passages cuts in two is recognized on both sides where its armour is', () => {
    const key = pem();
    for (const half of [key.slice(0, 90), key.slice(90)]) {
      expect(recognize(half).map(({ start, end }) => end - start)).toEqual([half.length]);
    }
  });
});

describe('a value', () => {
  test.each(TOLD)('%s is told by what stands before it: %s', (recognizer, before, secret, after) => {
    const found = recognize(before + secret + after).filter(({ kind }) => kind === 'secret');
    expect(found).toEqual([{ kind: 'secret', recognizer, start: before.length, end: before.length + secret.length }]);
  });

  test.each(INNOCENT)('is no secret: %s', (text) => {
    expect(recognize(text).filter(({ kind }) => kind === 'secret')).toEqual([]);
  });
});

test('every recognizer of credentials has its kind, and a name that is stable and in kebab-case', () => {
  for (const { kind, name } of SECRETS) {
    expect(kind).toBe('secret');
    expect(name).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/);
  }
});

/** Every recognizer of credentials, in one list. A new one is a file beside this one and a line here. */
import type { Recognizer } from '../recognizer.ts';
import { ASSIGNMENT_SECRETS } from './assignments.ts';
import { CLOUD_SECRETS } from './clouds.ts';
import { CODE_SECRETS } from './code-hosts.ts';
import { CONNECTION_SECRETS } from './connections.ts';
import { MODEL_SECRETS } from './models.ts';
import { PRIVATE_KEYS } from './private-keys.ts';
import { SERVICE_SECRETS } from './services.ts';
import { JSON_WEB_TOKENS } from './web-tokens.ts';

export const SECRETS: readonly Recognizer[] = [
  ...PRIVATE_KEYS,
  ...CLOUD_SECRETS,
  ...CODE_SECRETS,
  ...MODEL_SECRETS,
  ...SERVICE_SECRETS,
  ...JSON_WEB_TOKENS,
  ...CONNECTION_SECRETS,
  ...ASSIGNMENT_SECRETS,
];

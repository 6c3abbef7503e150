/** Credentials of services: messages, payments, mail, tickets. Formats as the issuers document them. */
import type { Recognizer } from '../recognizer.ts';
import { token } from './token.ts';

export const SERVICE_SECRETS: readonly Recognizer[] = [
  token(
    'slack-token',
    'xox[abeoprs]-(?:\\d{1,3}-)?[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Za-z0-9-]{30,250}|xoxe\\.xox[bp]-[A-Za-z0-9-]{20,250}',
  ),
  {
    name: 'slack-webhook',
    kind: 'secret',
    pattern:
      /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[A-Z0-9]{8,12}\/[A-Za-z0-9]{8,20}\/[A-Za-z0-9/]{16,48})/dgu,
    certainty: 3,
  },
  {
    name: 'discord-webhook',
    kind: 'secret',
    pattern: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/(?<value>[\w-]{60,80})/dgu,
    certainty: 3,
  },
  {
    name: 'teams-webhook',
    kind: 'secret',
    pattern:
      /https:\/\/[a-z0-9-]{1,60}\.webhook\.office\.com\/webhookb2\/(?<value>[\w@-]{36,80}\/IncomingWebhook\/[a-f0-9]{32}\/[a-f0-9-]{36})/dgu,
    certainty: 3,
  },
  token('telegram-token', '\\d{8,10}:AA[\\w-]{33}'),
  token('stripe-key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}'),
  token('stripe-webhook-secret', 'whsec_[A-Za-z0-9+/]{32,64}={0,2}'),
  token('square-token', '(?:EAAA|sq0(?:atp|csp)-)[\\w-]{22,60}'),
  token('shopify-token', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  token('sendgrid-key', 'SG\\.[\\w-]{22}\\.[\\w-]{43}'),
  token('twilio-key', 'SK[a-f0-9]{32}'),
  token('mailgun-key', 'key-[a-f0-9]{32}'),
  token('mailchimp-key', '[a-f0-9]{32}-us\\d{1,2}', /-us\d/),
  token('linear-key', 'lin_(?:api|oauth)_[A-Za-z0-9]{32,64}'),
  token('notion-token', '(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})'),
  token('figma-token', 'fig[dor]_[\\w-]{36,60}'),
  token('airtable-token', 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}'),
  token('new-relic-key', 'NRAK-[A-Z0-9]{27}'),
  token('sentry-token', 'sntr(?:ys|yu)_[A-Za-z0-9+/=_-]{60,400}'),
  token('1password-token', 'ops_eyJ[\\w-]{200,2000}={0,2}'),
];

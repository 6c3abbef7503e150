/** Passwords in the authority of a URL (RFC 3986, user information): of databases, queues, repositories, proxies. Only the password is the value. */
import type { Recognizer } from '../recognizer.ts';
import { isPlaceholder } from './token.ts';

export const CONNECTION_SECRETS: readonly Recognizer[] = [
  {
    name: 'connection-string',
    kind: 'secret',
    requires: /:\/\//,
    pattern:
      /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,24}:\/\/[^\s:@/?#"'`<>[\]{}()|]{0,128}:(?<value>[^\s@/"'`<>]{3,256})@(?=[A-Za-z0-9[])/dgu,
    certainty: 3,
    validate: (value) => !isPlaceholder(value) && !COMMON.has(value.toLowerCase()) && !/^[$%{[(:]/.test(value),
  },
];

/** What examples and local defaults have for a password. */
const COMMON: ReadonlySet<string> = new Set(
  'pass password passwd pwd pw secret token user username postgres mysql root admin test guest mongo redis rabbitmq key apikey api_key password123 mypassword userpass'.split(
    ' ',
  ),
);

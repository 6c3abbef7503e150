/** `POST /v1/access/diff`: who would gain and lose what by a change, before it is made. */
import { defineRoute, jsonBody } from '../route.ts';
import { accessDiff as accessDiffSchema } from '../schemas/access.ts';
import { ACCESS_DIFF_EXAMPLE } from '../schemas/examples.ts';
import { proposedChange } from '../schemas/proposed-change.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;

export const accessDiff = defineRoute({
  method: 'post',
  path: '/v1/access/diff',
  plane: 'control',
  scopes: ['own', 'soc', 'admin'],
  tag: 'Access',
  summary: 'See what a change would do',
  description:
    'The change is worked out on a copy of the facts; nothing is changed. Owners see what it does to documents of theirs; the SOC and administrators, who alone propose policies and memberships, see all.',
  body: jsonBody(proposedChange, MAX_BODY_BYTES, {
    kind: 'membership',
    group: 'group:hr',
    member: 'user:bob',
    add: false,
  }),
  status: 200,
  answer: { schema: accessDiffSchema, example: ACCESS_DIFF_EXAMPLE },
  problems: [
    'not-found',
    'unknown-collection',
    'membership-cycle',
    'invalid-policy',
    'policy-failure',
    'decision-unsettled',
  ],
  handle: ({ broker, caller, body }) => broker.accessDiff(caller, body),
});

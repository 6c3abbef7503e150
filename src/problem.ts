/**
 * What can go wrong, for those who call: a stable code, its HTTP status, a title, and a public detail. What is said here is
 * said to the caller; causes for the operator travel as `cause` and are only logged.
 */

import type { UnreadableCode } from '../ingest/formats/format.ts';

/** Every code there is, with its status and title. Clients hang on the codes: a removal is a breaking change. `docs/errors.md` explains each. */
export const PROBLEMS = {
  // who asks
  unauthenticated: [401, 'A valid access token is required'],
  'insufficient-scope': [403, 'The token does not allow this'],
  'principal-suspended': [403, 'The person or agent is suspended'],
  // what was asked
  'question-refused': [403, 'The question is refused'],
  'invalid-request': [400, 'The request is not well-formed'],
  'request-too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'The request has an unknown content type'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'The method is not allowed here'],
  // what was brought: the codes of `UnreadableDocument`, and what the steps after reading refuse
  'archive-too-large': [422, 'The archive unpacks to too much'],
  'damaged-document': [422, 'The document is damaged'],
  'empty-file': [422, 'The file is empty'],
  'encrypted-document': [422, 'The document is encrypted'],
  'extraction-memory': [422, 'Reading the document takes too much memory'],
  'extraction-timeout': [422, 'Reading the document takes too long'],
  'format-mismatch': [422, 'The content is not what it is said to be'],
  'invalid-encoding': [422, 'The text is not valid in its encoding'],
  'invalid-header': [422, 'The header of the table is not valid'],
  'output-too-large': [422, 'The document holds too much text'],
  'parser-crashed': [422, 'The parser fails on the document'],
  'ragged-row': [422, 'A row has more or fewer cells than the header'],
  'too-deeply-nested': [422, 'The document is too deeply nested'],
  'too-many-columns': [422, 'The table has too many columns'],
  'too-many-pages': [422, 'The document has too many pages'],
  'too-many-rows': [422, 'The table has too many rows'],
  'unsupported-format': [415, 'The format is not supported'],
  'no-text': [422, 'The document has no text'],
  'too-many-passages': [422, 'The document has too many passages'],
  'invalid-row-entitlement': [422, 'A row lacks a value that says who may read it'],
  'invalid-row-attribute': [422, 'A row lacks a declared attribute, or has one that is not of its type'],
  'unknown-column': [422, 'The table lacks a column that was named'],
  'invalid-attribute': [422, 'An attribute is not declared, or not of its type'],
  'invalid-manifest': [422, 'The manifest is not valid'],
  // what it would change
  'unknown-collection': [404, 'There is no such collection'],
  'label-not-allowed': [403, 'The token does not allow these labels'],
  'collection-fixed': [409, 'A document stays in its collection'],
  'document-changed': [409, 'The document was changed meanwhile'],
  'membership-cycle': [409, 'A group can not be in itself'],
  'collection-cycle': [409, 'A collection can not be in itself'],
  'attribute-in-use': [409, 'The attribute is in use'],
  'invalid-policy': [422, 'The policies are not valid'],
  'policies-changed': [409, 'The policies were changed meanwhile'],
  'self-review': [403, 'Nobody releases what they brought'],
  'detection-dismissed': [409, 'Somebody has dismissed the detection before'],
  'review-settled': [409, 'The review is not open any more'],
  'too-many-requests': [429, 'Too many requests of this kind are open'],
  // what we can't do now
  'catalogue-unavailable': [503, 'The catalogue can not be written or read now'],
  'index-unavailable': [503, 'The index can not be searched now'],
  'embedder-unavailable': [503, 'The question can not be embedded now'],
  'index-behind': [503, 'The index is too far behind to answer'],
  'policy-failure': [503, 'The policies could not be evaluated'],
  'entitlements-too-wide': [503, 'Too many entitlements apply to search under them'],
  'decision-unsettled': [503, 'Entitlements changed again and again while the answer was made'],
  'evidence-unavailable': [503, 'The evidence can not be opened'],
  'internal-error': [500, 'Something went wrong'],
} as const satisfies Record<UnreadableCode, readonly [status: number, title: string]> &
  Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of a request: where it is and what is wrong with it. */
export interface Fault {
  /** JSON pointer or name of the field, header or row. */
  readonly at: string;
  readonly detail: string;
}

/** An error whose message is meant for the caller. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];

  constructor(code: ProblemCode, detail?: string, options: ErrorOptions & { readonly faults?: readonly Fault[] } = {}) {
    super(detail ?? PROBLEMS[code][1], options);
    this.name = 'Problem';
    this.code = code;
    this.faults = options.faults ?? [];
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }

  get title(): string {
    return PROBLEMS[this.code][1];
  }
}

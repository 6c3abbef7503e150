/**
 * The policy engine as this folder uses it: some of the functions of `@cedar-policy/cedar-wasm`. A host says how an instance of it is
 * started, since that differs between Node and a Worker; the rest is the same everywhere.
 */
import type * as Wasm from '@cedar-policy/cedar-wasm';

export type Cedar = Pick<
  typeof Wasm,
  | 'checkParsePolicySet'
  | 'isAuthorized'
  | 'isAuthorizedPartial'
  | 'policySetTextToParts'
  | 'policyToJson'
  | 'preparsePolicySet'
  | 'preparseSchema'
  | 'statefulIsAuthorized'
  | 'validate'
>;

/** Makes an instance that shares nothing with any other: a trap ends one of them and not the rest. */
export type StartCedar = () => Cedar;

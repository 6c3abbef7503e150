/**
 * Errors as RFC 9457 problem documents. What is said comes from a `Problem` or from a constant; the message of any other
 * error never reaches a caller.
 * INVARIANT: what must not be told apart is made from the code alone, so that forbidden and absent, and one bad token and
 * another, are the same bytes but for the request id.
 */
import { z } from 'zod';
import { type Fault, PROBLEMS, Problem, type ProblemCode } from '../problem.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const problemDocument = z
  .object({
    type: z.string().meta({ description: 'A name of the kind of problem: `urn:sluice:problem:` and the code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong here and now, for a person.' }),
    code: z.enum(codes).meta({ description: 'Stable: what programs decide by.' }),
    requestId: z.string().meta({ description: 'The same as in the `x-request-id` header; tell it to the operator.' }),
    errors: z
      .array(z.object({ at: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'Each fault of the request, with the JSON pointer or the name of the field.' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' });

export type ProblemDocument = z.infer<typeof problemDocument>;

/** What is public about an error. */
export interface PublicProblem {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
}

/** Codes of which nothing but the code may be told. */
const BARE: ReadonlySet<ProblemCode> = new Set(['unauthenticated', 'not-found', 'internal-error']);

/** What a caller may know of anything that was thrown. */
export function publicProblem(error: unknown): PublicProblem {
  if (!(error instanceof Problem)) return publicProblemOf('internal-error');
  const bare = publicProblemOf(error.code);
  return BARE.has(error.code) ? bare : { ...bare, detail: error.message, faults: error.faults };
}

/** A problem of which there is nothing to say but its code. */
export function publicProblemOf(code: ProblemCode): PublicProblem {
  const [status, title] = PROBLEMS[code];
  return { code, status, title, detail: title, faults: [] };
}

export function toProblemDocument(problem: PublicProblem, requestId: string): ProblemDocument {
  const { code, status, title, detail, faults } = problem;
  return {
    type: `urn:sluice:problem:${code}`,
    title,
    status,
    detail,
    code,
    requestId,
    ...(faults.length > 0 && { errors: [...faults] }),
  };
}

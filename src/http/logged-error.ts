/**
 * How an error is told to the log. INVARIANT: nothing of a document and no token goes in. Messages of unknown errors can quote what
 * they choked on (a parser its input, a database its parameters on later lines), so only the first line is kept, and none of a parser's.
 */

/** An error as it is logged. */
export interface LoggedError {
  readonly name: string;
  readonly message?: string;
  /** Where it was thrown, innermost first. */
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
}

const MAX_MESSAGE_LENGTH = 200;
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

/** Name, first line of the message, stack and causes of an error; of anything else that was thrown, its type alone. */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return {
    name: error.name,
    ...(error instanceof SyntaxError ? {} : { message: error.message.split('\n', 1)[0]?.slice(0, MAX_MESSAGE_LENGTH) }),
    frames: frames.slice(0, MAX_FRAMES).map((frame) => frame.trim()),
    ...(error.cause !== undefined && depth < MAX_CAUSES ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

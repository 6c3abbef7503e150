/**
 * How a command ends: four exit codes, and errors as one plain line that names a code. Stack traces are for whoever asks
 * for them with `SLUICE_LOG_LEVEL=debug`.
 */
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { ManifestError } from '../../ingest/manifest/error.ts';
import { StoreUnavailable } from '../catalog/store.ts';
import { PROBLEMS, Problem } from '../problem.ts';
import { printable } from './terminal.ts';

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** Something was found or refused: a flagged file, a refused document, a broken chain, a failing check. */
  finding: 1,
  /** The command was not understood, or could not be carried out. */
  error: 2,
  /** The settings are not valid. */
  settings: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The settings can't be used. `faults` name keys and never values. */
export class SettingsError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[], options?: ErrorOptions) {
    super('the settings are not valid', options);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/** Something that was asked for in a way that can't be followed; all of what is wrong with it at once. */
export function usageError(detail: string, faults: readonly { at: string; detail: string }[] = []): Problem {
  return new Problem('invalid-request', detail, { faults });
}

/** Why a file that was named can't be read, in words; `undefined` when that is not what is wrong. */
export function fileFault(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
      return `\`${error.path}\`: there is no such file or folder`;
    case 'EACCES':
    case 'EPERM':
      return `\`${error.path}\`: it may not be used by this user`;
    case 'EISDIR':
    case 'ENOTDIR':
      return `\`${error.path}\`: it is not what it should be, a file or a folder`;
    default:
      return undefined;
  }
}

/** The code of an error and what is wrong, for a person at this machine. */
export function publicFailure(error: unknown): { readonly code: string; readonly detail: string } {
  if (error instanceof Problem) return { code: error.code, detail: error.message };
  if (error instanceof UnreadableDocument) return { code: error.code, detail: error.publicText };
  if (error instanceof ManifestError) return { code: error.code, detail: 'a manifest is not valid' };
  if (error instanceof StoreUnavailable)
    return { code: 'catalogue-unavailable', detail: PROBLEMS['catalogue-unavailable'][1] };
  const file = fileFault(error);
  if (file !== undefined) return { code: 'invalid-request', detail: file };
  const message = error instanceof Error ? error.message.split('\n', 1)[0] : undefined;
  return { code: 'internal-error', detail: message || 'something went wrong' };
}

/** An error as lines for a person, the first of which stands alone, and the code to exit with. */
export function describeFailure(error: unknown): { readonly lines: readonly string[]; readonly exit: ExitCode } {
  if (error instanceof SettingsError)
    return { lines: [error.message, ...error.faults.map(indent)], exit: EXIT.settings };
  const { code, detail } = publicFailure(error);
  return { lines: [`${detail} (${code})`, ...faultsOf(error).map(indent)], exit: EXIT.error };
}

function faultsOf(error: unknown): string[] {
  if (error instanceof ManifestError) return error.publicText.split('\n');
  if (!(error instanceof Problem)) return [];
  return error.faults.map(({ at, detail }) => (at === '' ? detail : `${at}: ${detail}`));
}

const indent = (line: string) => `  ${line}`;

/** Tells an error on stderr and gives the code to exit with. */
export function reportFailure(error: unknown, isDebug: boolean): ExitCode {
  const { lines, exit } = describeFailure(error);
  for (const [i, line] of lines.entries()) process.stderr.write(`${i === 0 ? 'sluice: ' : ''}${printable(line)}\n`);
  if (isDebug) {
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      process.stderr.write(`${cause.stack ?? cause.message}\n`);
  }
  return exit;
}

/** A command's action: its work says how it ended. */
export function run<A extends readonly unknown[]>(
  work: (...args: A) => Promise<ExitCode>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    process.exitCode = await work(...args);
  };
}

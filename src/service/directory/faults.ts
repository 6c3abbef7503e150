/** What is wrong with a directory, all of it at once, as the problem that callers get; nothing of such a directory is used. */
import { LIMITS } from '../../broker.ts';
import type { DirectoryInput } from '../../governance.ts';
import { type Fault, Problem, type ProblemCode } from '../../problem.ts';

/** Faults that a problem names; the rest are counted. */
const MAX_NAMED = 100;

/** Throws when there are faults. */
export function refuseFaults(faults: readonly Fault[], code: ProblemCode = 'invalid-request'): void {
  if (faults.length === 0) return;
  const more = faults.length - MAX_NAMED;
  const named = [...faults.slice(0, MAX_NAMED), ...(more > 0 ? [{ at: '', detail: `and ${more} more faults` }] : [])];
  throw new Problem(code, 'the directory is not valid, and nothing was changed', { faults: named });
}

/** Throws `request-too-large` when the directory lists more than an import takes: principals and members count alike. */
export function refuseTooLarge({ users, groups, agents }: DirectoryInput): void {
  const members = groups.reduce((sum, group) => sum + group.members.length, 0);
  if (users.length + groups.length + agents.length + members <= LIMITS.directoryEntries) return;
  throw new Problem(
    'request-too-large',
    `one import takes at most ${LIMITS.directoryEntries} entries, members of groups included: bring it in parts`,
  );
}

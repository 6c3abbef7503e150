/** One thing that `sluice doctor` looked at, and how it is. */

export interface Check {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** What was counted, by name. */
  readonly counts?: Readonly<Record<string, number>>;
}

export const ok = (check: string, detail: string): Check => ({ check, state: 'ok', detail });
export const warn = (check: string, detail: string, remedy: string): Check => ({
  check,
  state: 'warn',
  detail,
  remedy,
});
export const fail = (check: string, detail: string, remedy: string): Check => ({
  check,
  state: 'fail',
  detail,
  remedy,
});

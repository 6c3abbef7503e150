/**
 * Under what circumstances something is asked: what policies see as `context`, apart from the agent.
 */

export interface Ask {
  /** What the answer is for, as the agent says. */
  readonly purpose: string | undefined;
  /** Address that the request came from; absent where there is none, as on a pipe. */
  readonly ip: string | undefined;
  /** Milliseconds since the Unix epoch, cut to the minute: what policies see of time changes once a minute. */
  readonly nowMs: number;
  /** In the workspace's time zone: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** In the workspace's time zone: minutes since midnight. */
  readonly minuteOfDay: number;
  /** Documents for which this person, through this agent, holds a grant that has not expired. */
  readonly approved: readonly string[];
}

const MINUTE_MS = 60_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What policies see of a moment, in an IANA time zone such as `Europe/Lisbon`. Throws a `RangeError` on a zone that is not known. */
export function momentOf(atMs: number, timeZone: string): Pick<Ask, 'nowMs' | 'weekday' | 'minuteOfDay'> {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    nowMs: atMs - (atMs % MINUTE_MS),
    weekday: WEEKDAYS.indexOf(part('weekday')) + 1,
    minuteOfDay: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

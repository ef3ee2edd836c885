/** Failures in a row after which a process is given up. */
export const FAILURES = 5;

/** Milliseconds for which a process must have answered so that the failures before it no longer count. */
const WELL_AFTER = 5_000;
/**
 * Milliseconds before a process that was well is started again: a signal that ends everything reaches the supervisor
 * within them.
 */
const FIRST_WAIT = 500;
/** Milliseconds between two tries while the disk is full: a person has to make room, and the tries cost nothing. */
const WAIT_FOR_SPACE = 5_000;

/**
 * How a run of a process ended. `answeredFrom`: the moment from which it answered, in milliseconds; undefined when it
 * did not start. `noSpace`: it did not start since the disk is full.
 */
export type EndOfRun = { readonly answeredFrom?: number | undefined; readonly noSpace?: boolean };

/** What to do: start it again after so many milliseconds, or give up. `failures`: those in a row so far. */
export type Decision =
  | { readonly do: "start"; readonly after: number; readonly failures: number }
  | { readonly do: "give-up"; readonly failures: number };

/**
 * What to do with a process that ended at `now` after so many failures in a row. A run that was well is none, and ends
 * the row; any other doubles the wait. A full disk is no failure: the process starts by itself when there is room.
 */
export function afterTheEnd(failuresBefore: number, { answeredFrom, noSpace }: EndOfRun, now: number): Decision {
  if (answeredFrom !== undefined && now - answeredFrom >= WELL_AFTER)
    return { do: "start", after: FIRST_WAIT, failures: 0 };
  if (noSpace) return { do: "start", after: WAIT_FOR_SPACE, failures: failuresBefore };
  const failures = failuresBefore + 1;
  if (failures >= FAILURES) return { do: "give-up", failures };
  return { do: "start", after: FIRST_WAIT * 2 ** failures, failures };
}

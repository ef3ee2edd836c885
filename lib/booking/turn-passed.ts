import { plusMinutes, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";

/** Late begins so many minutes after the hour, and only when her turn came without her (DESIGN, Order of the line). */
const GRACE = 15;

/** Whether her turn came without her, later than the grace. `passedBy`: standing calls that took it. */
export const turnPassed = (
  { span, passedBy }: { readonly span: Interval; readonly passedBy: readonly string[] },
  now: Instant,
): boolean => plusMinutes(span.start, GRACE) < now && passedBy.length > 0;

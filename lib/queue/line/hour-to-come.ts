import { plusMinutes, type Instant } from "../../time/instant.ts";
import type { LineState } from "./line-state.ts";

/** A half-day may run over: an hour beyond the present moment can be said even at its end. */
const ALWAYS_SAYABLE = 60;

/** Whether an announced hour is ahead and of this half-day. No number that is no moment passes. */
export const comesLaterToday = ({ span }: Pick<LineState, "span">, hour: Instant, now: Instant): boolean =>
  Number.isInteger(hour) && now < hour && hour <= Math.max(span.end, plusMinutes(now, ALWAYS_SAYABLE));

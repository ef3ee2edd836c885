import { never } from "../../result.ts";
import type { Permanence } from "../../schedule/permanence.ts";
import { nextWalkInWindow, takesWalkIns } from "../../schedule/walk-in.ts";
import type { Instant } from "../../time/instant.ts";

type Held = Pick<Permanence, "status" | "numbers" | "span" | "windows" | "localDate">;

/** What a person who scans the code at the door of a place finds there. */
export type AtTheDoor<At extends Held> =
  | { readonly state: "take"; readonly permanence: At }
  | { readonly state: "not-yet"; readonly permanence: At }
  | { readonly state: "by-appointment"; readonly permanence: At; readonly from?: Instant }
  | { readonly state: "stopped"; readonly permanence: At }
  | { readonly state: "closed"; readonly next?: At };

/**
 * The half-day of a place that the code at its door speaks for, of those not over: the one whose numbers are given,
 * else the one that is on, else the next to come on the place's day `today` (YYYY-MM-DD). What it offers follows the
 * rules of the line, which has the last word when a number is asked for.
 */
export function atTheDoor<At extends Held>(permanences: readonly At[], today: string, now: Instant): AtTheDoor<At> {
  const standing = [...permanences].filter((held) => isStanding(held, now)).sort((a, b) => a.span.start - b.span.start);
  const here =
    standing.find(({ numbers }) => numbers === "given") ??
    standing.find(({ span }) => span.start <= now) ??
    standing.find(({ localDate }) => localDate === today);
  const [next] = standing;
  if (!here) return { state: "closed", ...(next && { next }) };
  return offeredBy(here, now);
}

/** Nobody new is taken after the end, even where nobody pressed the button. */
const isStanding = ({ status, span }: Held, now: Instant): boolean =>
  (status === "scheduled" || status === "open") && now < span.end;

function offeredBy<At extends Held>(permanence: At, now: Instant): AtTheDoor<At> {
  switch (permanence.numbers) {
    case "not-yet":
      return { state: "not-yet", permanence };
    case "stopped":
      return { state: "stopped", permanence };
    case "given":
      return takesWalkIns(permanence, now) ? { state: "take", permanence } : byAppointment(permanence, now);
    default:
      return never(permanence.numbers);
  }
}

function byAppointment<At extends Held>(permanence: At, now: Instant): AtTheDoor<At> {
  const next = nextWalkInWindow(permanence, now);
  return { state: "by-appointment", permanence, ...(next && { from: next.span.start }) };
}

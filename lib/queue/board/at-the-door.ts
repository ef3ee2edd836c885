import { assertNever } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { nextWalkInWindow, takesWalkIns } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";

type HalfDayAtDoor = Pick<Permanence, "status" | "numbers" | "span" | "windows" | "localDate">;

/**
 * What a person reads who scans the QR code at the door of a place. `from`: when the next window for walk-ins begins.
 */
export type AtTheDoor<At extends HalfDayAtDoor> =
  | { readonly state: "take"; readonly permanence: At }
  | { readonly state: "not-yet"; readonly permanence: At }
  | { readonly state: "by-appointment"; readonly permanence: At; readonly from?: Instant }
  | { readonly state: "stopped"; readonly permanence: At }
  | { readonly state: "closed"; readonly next?: At };

/**
 * The permanence that the QR code at the door leads to, of those not over: the one that gives numbers, else the one
 * that has begun, else the next of the place's day `today` (YYYY-MM-DD). Whether a number is given is decided by the
 * line when it is asked for; this only says what to offer.
 */
export function atTheDoor<At extends HalfDayAtDoor>(
  permanences: readonly At[],
  today: string,
  now: Instant,
): AtTheDoor<At> {
  const standing = [...permanences].filter((held) => isStanding(held, now)).sort((a, b) => a.span.start - b.span.start);
  const here =
    standing.find(({ numbers }) => numbers === "given") ??
    standing.find(({ span }) => span.start <= now) ??
    standing.find(({ localDate }) => localDate === today);
  const [next] = standing;
  if (!here) return { state: "closed", ...(next && { next }) };
  return offeredBy(here, now);
}

/** Nobody new is taken after the end, even if nobody closed the permanence. */
const isStanding = ({ status, span }: HalfDayAtDoor, now: Instant): boolean =>
  (status === "scheduled" || status === "open") && now < span.end;

function offeredBy<At extends HalfDayAtDoor>(permanence: At, now: Instant): AtTheDoor<At> {
  switch (permanence.numbers) {
    case "not-yet":
      return { state: "not-yet", permanence };
    case "stopped":
      return { state: "stopped", permanence };
    case "given":
      return takesWalkIns(permanence, now) ? { state: "take", permanence } : byAppointment(permanence, now);
    default:
      return assertNever(permanence.numbers);
  }
}

function byAppointment<At extends HalfDayAtDoor>(permanence: At, now: Instant): AtTheDoor<At> {
  const next = nextWalkInWindow(permanence, now);
  return { state: "by-appointment", permanence, ...(next && { from: next.span.start }) };
}

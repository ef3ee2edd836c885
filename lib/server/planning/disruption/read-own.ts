import { accountOf, type Actor } from "#lib/access/actor.ts";
import type { DoorContact, NamedHalfDay } from "#lib/booking/disruption.ts";
import { whoIsThere, type WhoIsThere } from "#lib/booking/own-disruption.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { mayPlan } from "#lib/server/planning/assignments/staff-half-day.ts";
import { readPeopleToTellOf } from "#lib/server/booking/to-tell/read-people-to-tell.ts";
import { readDisrupted } from "./disrupted-half-days.ts";
import { contactsAtDoors } from "./doors-to-tell.ts";
import { maySettle } from "./settle-own.ts";

/**
 * A half-day for whoever may say that it is not held. `open`: it can still be said; `cancelled`: it is not held;
 * `nobody`: everybody who is planned there is away; `toTell`: how many people are to be told; `plans`: whoever reads it
 * plans people there. `door`: a notice hangs there, or has to go since it is held as planned after all, and whom that
 * is told.
 */
export type OwnHalfDayToSettle = NamedHalfDay &
  WhoIsThere & {
    readonly slug: string;
    readonly open: boolean;
    readonly cancelled: boolean;
    readonly nobody: boolean;
    readonly toTell: number;
    readonly plans: boolean;
    readonly door?: OwnDoor;
  };

type OwnDoor = { readonly hangs: boolean; readonly contacts: readonly DoorContact[] };

/** Reads it; refused as `settleOwn` refuses whoever may not. */
export async function readOwnDisruption(
  actor: Actor,
  id: string,
): Promise<Result<OwnHalfDayToSettle, "not-found" | "not-allowed">> {
  if (!isUuid(id)) return refuse("not-found");
  const now = clock.now();
  const [held] = await transaction((tx) => readDisrupted(tx, [id], [], now), actor);
  if (!held) return refuse("not-found");
  if (
    !maySettle(
      actor,
      held.staffed,
      held.staffed.seats.map(({ account }) => account),
    )
  )
    return refuse("not-allowed");
  const told = await readPeopleToTellOf(actor, [id]);
  const people = told.ok ? told.value.halfDays.flatMap((one) => one.people) : [];
  const { permanence, place, localDate, span, timeZone, staffed, bookable } = held;
  const door = await readDoor(permanence, now);
  return accept({
    permanence,
    place,
    localDate,
    span,
    timeZone,
    slug: bookable.place.slug,
    open: (staffed.status === "scheduled" || staffed.status === "open") && now < span.end,
    cancelled: staffed.status === "cancelled",
    nobody: staffed.seats.length > 0 && held.there.length === 0,
    toTell: people.filter((one) => one.told === undefined).length,
    plans: mayPlan(actor, staffed),
    ...(door && { door }),
    ...whoIsThere(staffed, held.there, { away: held.away.map(({ account }) => account), asks: accountOf(actor) }, now),
  });
}

/**
 * What a half-day does to the notice for its door; undefined where acts have changed nothing of what the door says, or
 * it is over.
 */
async function readDoor(permanence: string, now: Instant): Promise<OwnDoor | undefined> {
  const [row] = await db.$queryRaw<readonly { readonly hangs: boolean }[]>`
    SELECT NOT (is_held_half_day(p.status, p.closure_id) AND (p.place_id, p.starts_at, p.ends_at) = (c.place_id, c.starts_at, c.ends_at)) AS hangs
    FROM door_change c JOIN permanence p ON p.id = c.permanence_id WHERE c.permanence_id = ${permanence}::uuid AND c.ends_at > ${toDate(now)}`;
  if (!row) return undefined;
  const contacts = await contactsAtDoors(db, { changed: [permanence] }, now);
  return { hangs: row.hangs, contacts: contacts.map(({ place: _, organisation: __, ...contact }) => contact) };
}

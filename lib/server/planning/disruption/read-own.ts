import { accountOf, type Actor } from "../../../access/actor.ts";
import type { NamedHalfDay } from "../../../booking/disruption.ts";
import { whoIsThere, type WhoIsThere } from "../../../booking/own-disruption.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import { isUuid } from "../../../uuid.ts";
import { clock } from "../../clock.ts";
import { transaction } from "../../db.ts";
import { mayPlan } from "../assignments/staff-half-day.ts";
import { readPeopleToTellOf } from "../read-people-to-tell.ts";
import { readDisrupted } from "./disrupted-half-days.ts";
import { maySettle } from "./settle-own.ts";

/** A half-day for whoever may say that it is not held. `open`: it can still be said; `cancelled`: it is not held; `nobody`: everybody who is planned there is away; `toTell`: how many people are to be told; `plans`: whoever reads it plans people there. */
export type OwnHalfDayToSettle = NamedHalfDay &
  WhoIsThere & {
    readonly slug: string;
    readonly open: boolean;
    readonly cancelled: boolean;
    readonly nobody: boolean;
    readonly toTell: number;
    readonly plans: boolean;
  };

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
    ...whoIsThere(staffed, held.there, { away: held.away.map(({ account }) => account), asks: accountOf(actor) }, now),
  });
}

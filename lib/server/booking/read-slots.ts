import type { Slot } from "../../booking/appointment.ts";
import { openSlots } from "../../booking/open-slots.ts";
import { shortestOf } from "../../booking/bookable-times.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable } from "./load-bookable.ts";
import { whereTooManyWait } from "./too-many-wait.ts";

/**
 * `full`: no hour is left because others have booked. `tooManyWait`: the hours are withheld
 * (docs/booking.md#too-many-people-wait). Otherwise none is left because it is too late.
 */
export type OpenSlots = {
  readonly slots: readonly Slot[];
  readonly full: boolean;
  readonly tooManyWait: boolean;
  readonly timeZone: string;
};

/**
 * The slots of a half-day that can be booked now about these topics, or about its shortest topic when none is named.
 * `withheld`: "shown" for a structure that books for people. Two queries, and those of its board while it is open.
 */
export async function readSlots(
  permanenceId: string,
  topics: readonly string[],
  withheld: "hidden" | "shown" = "hidden",
): Promise<Result<OpenSlots, "not-found" | "unknown-topic" | "not-bookable">> {
  const bookable = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!bookable) return refuse("not-found");
  const wanted = topics.length > 0 ? topics : shortestOf(bookable);
  const appointments = await loadAppointments(db, [permanenceId]);
  const now = clock.now();
  const free = openSlots(bookable.halfDay, bookable.topics, appointments, wanted, now);
  if (!free.ok) return free;
  const tooManyWait = (await whereTooManyWait([{ id: bookable.id, ...bookable.halfDay }])).size > 0;
  const slots = tooManyWait && withheld === "hidden" ? [] : free.value;
  const empty = openSlots(bookable.halfDay, bookable.topics, [], wanted, now);
  const full = free.value.length === 0 && empty.ok && empty.value.length > 0;
  return accept({ slots, full, tooManyWait: tooManyWait && free.value.length > 0, timeZone: bookable.timeZone });
}

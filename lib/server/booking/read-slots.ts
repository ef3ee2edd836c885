import type { Slot } from "../../booking/appointment.ts";
import { openSlots } from "../../booking/open-slots.ts";
import { shortestOf } from "../../booking/bookable-times.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable } from "./load-bookable.ts";

/** `full`: no hour is left because others have booked; otherwise none is left because it is too late. */
export type OpenSlots = { readonly slots: readonly Slot[]; readonly full: boolean; readonly timeZone: string };

/**
 * The slots of a half-day that can be booked now about these topics, or about its shortest topic when none is named.
 * Two queries.
 */
export async function readSlots(
  permanenceId: string,
  topics: readonly string[],
): Promise<Result<OpenSlots, "not-found" | "unknown-topic" | "not-bookable">> {
  const bookable = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!bookable) return refuse("not-found");
  const wanted = topics.length > 0 ? topics : shortestOf(bookable);
  const appointments = await loadAppointments(db, [permanenceId]);
  const now = clock.now();
  const slots = openSlots(bookable.halfDay, bookable.topics, appointments, wanted, now);
  if (!slots.ok) return slots;
  const empty = openSlots(bookable.halfDay, bookable.topics, [], wanted, now);
  const full = slots.value.length === 0 && empty.ok && empty.value.length > 0;
  return accept({ slots: slots.value, full, timeZone: bookable.timeZone });
}

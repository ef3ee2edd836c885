import type { Slot } from "../../booking/appointment.ts";
import { openSlots } from "../../booking/open-slots.ts";
import { shortestOf } from "../../booking/wanted-topics.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable } from "./load-bookable.ts";

export type OpenSlots = { readonly slots: readonly Slot[]; readonly timeZone: string };

/** The slots of a half-day that can be booked now about these topics, or about its shortest topic when none is named. Two queries. */
export async function readSlots(
  permanenceId: string,
  topics: readonly string[],
): Promise<Result<OpenSlots, "not-found" | "unknown-topic" | "not-bookable">> {
  const bookable = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!bookable) return refuse("not-found");
  const wanted = topics.length > 0 ? topics : shortestOf(bookable);
  const appointments = await loadAppointments(db, [permanenceId]);
  const slots = openSlots(bookable.halfDay, bookable.topics, appointments, wanted, clock.now());
  return slots.ok ? accept({ slots: slots.value, timeZone: bookable.timeZone }) : slots;
}

import type { Slot } from "#lib/booking/appointment.ts";
import { availabilityAbout, type Availability } from "#lib/booking/availability.ts";
import { withoutShare } from "#lib/booking/online-share.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { shortestOf } from "#lib/booking/bookable-times.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable } from "./load-bookable.ts";
import { whereTooManyWait } from "./too-many-wait.ts";

/** `slots`: those of whoever asks. `left`: why there are none, where there are none, or that they are withheld. */
export type OpenSlots = { readonly slots: readonly Slot[]; readonly left: Availability; readonly timeZone: string };

/**
 * The slots of a half-day that can be booked now about these topics, or about its shortest topic when none is named.
 * `forWhom`: for "proven" also those above the online share, where it may not count (docs/booking.md#online-share); for
 * a "referrer" also those that are withheld while too many people wait. Two queries, and those of its board while it is
 * open.
 */
export async function readSlots(
  permanenceId: string,
  topics: readonly string[],
  forWhom: "online" | "proven" | "referrer" = "online",
): Promise<Result<OpenSlots, "not-found" | "unknown-topic" | "not-bookable">> {
  const bookable = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!bookable) return refuse("not-found");
  const wanted = topics.length > 0 ? topics : shortestOf(bookable);
  const appointments = await loadAppointments(db, [permanenceId]);
  const now = clock.now();
  const tooManyWait = (await whereTooManyWait([{ id: bookable.id, ...bookable.halfDay }])).size > 0;
  const halfDay = forWhom === "online" ? bookable.halfDay : withoutShare(bookable.halfDay);
  const asked = [bookable.topics, appointments, wanted, now] as const;
  const slots = openSlots({ ...halfDay, tooManyWait: tooManyWait && forWhom !== "referrer" }, ...asked);
  if (!slots.ok) return slots;
  const left = availabilityAbout({ ...halfDay, tooManyWait }, ...asked);
  return accept({ slots: slots.value, left, timeZone: bookable.timeZone });
}

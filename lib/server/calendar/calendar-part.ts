import { isCancelled } from "../../booking/appointment-state.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import type { TextLocale } from "../translate.ts";
import { residentAppointmentById } from "../booking/read-appointment.ts";
import { composeAppointmentFile, type Invited } from "./compose-appointment-file.ts";
import { uidHost } from "./uid-host.ts";

/**
 * The calendar part of a mail about an appointment (RFC 6047): it asks the reader’s calendar to have it, or to take it out once it is cancelled. Not what to bring, which would
 * tell the topic to whoever sees the calendar.
 */
export async function calendarPartOf(
  appointment: string,
  invited: Invited,
  locale: TextLocale,
): Promise<{ readonly method: "REQUEST" | "CANCEL"; readonly content: string }> {
  const held = await residentAppointmentById(db, appointment, clock.now());
  const content = composeAppointmentFile(held, [], locale, await uidHost(), invited);
  return { method: isCancelled(held.state) ? "CANCEL" : "REQUEST", content };
}

import { isCancelled } from "#lib/booking/appointment-state.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import type { ComposedMail } from "#lib/mail/content.ts";
import type { WordingLanguage } from "#lib/message/channel.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { calendarPartOf } from "#lib/message/mail/calendar-part.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import type { Instant } from "#lib/time/instant.ts";
import { composeAppointmentFile } from "./compose-appointment-file.ts";

/**
 * Between whom a mail about an appointment goes. `organiser`: the organisation as residents know it, by the address
 * that our mail server sends for. `host`: of the UID (`uidHost`).
 */
export type MailParties = {
  readonly organiser: { readonly name: string; readonly address: string };
  readonly attendee: string;
  readonly host: string;
};

/** A mail with the calendar part that goes with it. */
export type AppointmentMail = ComposedMail & {
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly content: string };
};

/**
 * Composes the mail of a message about an appointment, with its calendar part where one goes with it
 * (`calendarPartOf`). The part says no topic and nothing to bring, which would tell it. `held`: as it is now. `say`: of
 * the catalogue of mails, in French for figures. `now`: when it is sent.
 */
export function composeAppointmentMail(
  told: MessageFacts,
  held: ResidentAppointment,
  words: WordingLanguage,
  say: Say,
  { organiser, attendee, host }: MailParties,
  now: Instant,
): AppointmentMail {
  const method = calendarPartOf(told.kind, isCancelled(held.state));
  const file = method && (method === "REQUEST" ? "add" : "remove");
  const mail = composeMail(told, words, say, { service: organiser.name, file }, now);
  if (method === undefined) return mail;
  const invited = { organiser, attendee, sentAt: now };
  const content = composeAppointmentFile(held, [], words === "figures" ? "fr" : words, host, invited);
  return { ...mail, calendar: { method, content } };
}

import type { WordingLanguage } from "#lib/message/channel.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import type { Instant } from "#lib/time/instant.ts";
import { residentAppointmentById } from "#lib/server/booking/read-appointment.ts";
import { db } from "#lib/server/db.ts";
import { translatorOfMails } from "#lib/server/translate.ts";
import { composeAppointmentMail, type AppointmentMail, type MailParties } from "./compose-appointment-mail.ts";
import { uidHost } from "./uid-host.ts";

/** Composes the mail of a message about the appointment of this id, as it is now. */
export async function mailOfAppointment(
  told: MessageFacts,
  appointment: string,
  words: WordingLanguage,
  parties: Omit<MailParties, "host">,
  now: Instant,
): Promise<AppointmentMail> {
  const held = await residentAppointmentById(db, appointment, now);
  const say = translatorOfMails(words === "figures" ? "fr" : words);
  return composeAppointmentMail(told, held, words, say, { ...parties, host: await uidHost() }, now);
}

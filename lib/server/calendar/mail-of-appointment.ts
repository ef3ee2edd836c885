import type { WordingLanguage } from "../../message/channel.ts";
import type { MessageFacts } from "../../message/facts.ts";
import type { Instant } from "../../time/instant.ts";
import { residentAppointmentById } from "../booking/read-appointment.ts";
import { db } from "../db.ts";
import { translatorOfMails } from "../translate.ts";
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

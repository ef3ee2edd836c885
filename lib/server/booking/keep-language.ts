import { MESSAGE_LANGUAGES } from "#lib/message/channel.ts";
import { db } from "#lib/server/db.ts";
import { appointmentOfSecret } from "./open-appointment.ts";

/**
 * From now on the holder of an appointment is written to in the language of the page on which they act, and the team
 * reads it. One that no page has was noted by the team, and stays. Nothing for a secret that opens nothing.
 */
export async function keepLanguage(secret: string, language: string): Promise<void> {
  const opened = await appointmentOfSecret(secret);
  if (!opened) return;
  await db.appointment.updateMany({
    where: { id: opened.id, OR: [{ language: null }, { language: { in: [...MESSAGE_LANGUAGES], not: language } }] },
    data: { language },
  });
}

import { may } from "#lib/access/may.ts";
import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { refuse, type Result } from "#lib/result.ts";
import { db } from "#lib/server/db.ts";
import { translatorIn, type TeamLocale } from "#lib/server/translate.ts";
import type { StaffActor } from "./options.ts";
import { sendMailNow } from "./send-mail.ts";

/**
 * Sends a test message to whoever asks, and to nobody else, in their language, and waits for the mail server. Refused:
 * `not-allowed` for a token, `no-mail-server`, `mail-not-sent`.
 */
export async function sendTestMail(
  actor: StaffActor,
  locale: TeamLocale,
): Promise<Result<void, "not-allowed" | "no-mail-server" | "mail-not-sent">> {
  if (!may(actor, { act: "manage-account", account: actor.user })) return refuse("not-allowed");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: actor.user }, select: { email: true } });
  const say = translatorIn(locale, "staff.firstHour.mails.test");
  const letter: Letter = {
    language: locale,
    subject: say("subject"),
    blocks: [paragraph(say("arrived")), paragraph(say("next"))],
  };
  return sendMailNow({ to: email, letter });
}

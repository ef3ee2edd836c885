import { createTransport } from "nodemailer";
import { composeLetter, type Letter } from "#lib/mail/letter.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { env } from "#lib/server/env.ts";
import { withTimeout } from "#lib/server/with-timeout.ts";
import { logTrouble } from "#lib/server/log.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { senderOfMail } from "./sender-of-mail.ts";

/** A mail to the account of a colleague, from an organisation for which it works. */
type Mail = { readonly to: string; readonly letter: Letter };

/** Whether mail leaves this installation. */
export const isMailSetUp = (): boolean => Boolean(env.SMTP_URL && env.MAIL_FROM);

/** Longest that somebody waits for the answer of the mail server, in milliseconds. */
const PATIENCE = 15_000;

/**
 * Sends it at once, beside the outbox, to try the mail server, and waits for that to take it, fifteen seconds at most.
 * Refused: `no-mail-server` where mail is not set up, `mail-not-sent` when the server does not answer or does not take
 * it; the reason is logged without the address.
 */
export async function sendMailNow(mail: Mail): Promise<Result<void, "no-mail-server" | "mail-not-sent">> {
  if (!env.SMTP_URL || !env.MAIL_FROM) return refuse("no-mail-server");
  try {
    await withTimeout(PATIENCE, sendBy(env.SMTP_URL, env.MAIL_FROM, mail));
    return accept(undefined);
  } catch (error) {
    logTrouble("A test message could not be sent. Check SMTP_URL and MAIL_FROM, and that the mail server answers.", {
      code: (error as { readonly code?: unknown }).code,
    });
    return refuse("mail-not-sent");
  }
}

/** Composes it in the name of who sends it, as text and as HTML. */
async function sendBy(server: string, sender: string, { to, letter }: Mail): Promise<void> {
  const { from, ...answers } = await senderOfMail(to, sender);
  const name = from.name ?? translatorIn(letter.language, "site")("name");
  await createTransport(server).sendMail({ from: { ...from, name }, ...answers, to, ...composeLetter(letter, name) });
}

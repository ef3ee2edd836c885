import { createTransport } from "nodemailer";
import { env } from "../env.ts";
import { wordsIn, type TextLocale } from "../words.ts";

/** Whether a code can reach anybody: always outside production, where it is shown; in production once mail is set up. */
export const codesCanBeSent = (): boolean => env.APP_ENV !== "production" || Boolean(env.SMTP_URL && env.MAIL_FROM);

/** Whether the code may be shown on the page: a demonstration has no mailbox. */
export const codesAreShown = (): boolean => env.APP_ENV !== "production";

/**
 * Brings the code to its reader: by mail in production, on the console elsewhere. It does not wait for the mail
 * server, so that an address with an account answers no later than one without; a failure is logged without the address.
 */
export function sendCode(email: string, code: string, locale: TextLocale): void {
  if (codesAreShown()) return console.info(`Sign-in code for ${email}: ${code}`);
  if (!env.SMTP_URL || !env.MAIL_FROM) return;
  const say = wordsIn(locale, "auth.mail");
  createTransport(env.SMTP_URL)
    .sendMail({ from: env.MAIL_FROM, to: email, subject: say("subject", { code }), text: say("text", { code }) })
    .catch(() =>
      console.error(
        "A sign-in code could not be sent. Check SMTP_URL and MAIL_FROM, and that the mail server answers.",
      ),
    );
}

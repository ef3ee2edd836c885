import { createHash, randomInt } from "node:crypto";
import { createTransport } from "nodemailer";
import { MINUTE, SECOND, instant, plusMinutes } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { env } from "../env.ts";
import { translatorIn, type TextLocale } from "../translate.ts";
import { CODE_SECONDS } from "./options.ts";

/** In production a new code this soon changes nothing: five tries a code would otherwise be five tries a request. */
const PATIENCE = 30 * SECOND;

/**
 * A fresh 6-digit code for this account, kept only as a hash and replacing the one before it. Undefined, and no
 * trace, when no account has this address; also when a code was sent less than 30 seconds ago (in production).
 */
export async function issueCode(email: string): Promise<string | undefined> {
  const account = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (!account) return undefined;
  const now = clock.now();
  const expires = plusMinutes(now, (CODE_SECONDS * SECOND) / MINUTE);
  if (env.APP_ENV === "production") {
    const stillFresh = { identifier: email, expires: { gt: toDate(instant(expires - PATIENCE)) } };
    if (await db.verificationToken.count({ where: stillFresh })) return undefined;
  }
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const fresh = { token: hashOfCode(code), expires: toDate(expires), tries: 0 };
  await db.verificationToken.upsert({
    where: { identifier: email },
    create: { identifier: email, ...fresh },
    update: fresh,
  });
  return code;
}

/** As next-auth hashes what is typed before it asks the adapter. */
const hashOfCode = (code: string): string => createHash("sha256").update(`${code}${env.APP_SECRET}`).digest("hex");

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
  const say = translatorIn(locale, "auth.mail");
  createTransport(env.SMTP_URL)
    .sendMail({ from: env.MAIL_FROM, to: email, subject: say("subject", { code }), text: say("text", { code }) })
    .catch(() =>
      console.error(
        "A sign-in code could not be sent. Check SMTP_URL and MAIL_FROM, and that the mail server answers.",
      ),
    );
}

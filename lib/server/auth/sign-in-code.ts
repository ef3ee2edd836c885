import { createHash, randomInt } from "node:crypto";
import { createTransport } from "nodemailer";
import { MINUTE, SECOND, instant, plusMinutes } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { env } from "../env.ts";
import { accountOfEmail } from "./account-of-email.ts";
import { translatorIn, type TextLocale } from "../translate.ts";
import { CODE_SECONDS } from "./options.ts";

/** In production no new code is made so soon after the last: every request would otherwise bring five more tries. */
const PATIENCE = 30 * SECOND;

/**
 * Makes a 6-digit sign-in code for this account, stored only as a hash, in the place of the one before. Undefined, with
 * nothing stored, when no account has this address; in production also when a code was sent less than 30 seconds ago.
 */
export async function issueCode(email: string): Promise<string | undefined> {
  if ((await accountOfEmail(email)) === undefined) return undefined;
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

/** The hash that next-auth makes of a typed code before it asks the adapter (docs/decisions/0041-given-packages.md). */
const hashOfCode = (code: string): string => createHash("sha256").update(`${code}${env.APP_SECRET}`).digest("hex");

/** Whether a code can reach its reader: always outside production, where it is shown; in production once mail is set up. */
export const codesCanBeSent = (): boolean => env.APP_ENV !== "production" || Boolean(env.SMTP_URL && env.MAIL_FROM);

/** Whether the code may be shown on the page: a demonstration has no mailbox. */
export const codesAreShown = (): boolean => env.APP_ENV !== "production";

/**
 * Sends the code: by mail in production, to the console elsewhere. It does not wait for the mail server, so that the answer
 * takes no longer for an address with an account; a failure is logged without the address.
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

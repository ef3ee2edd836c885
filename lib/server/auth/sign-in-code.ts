import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { Adapter } from "next-auth/adapters";
import { MINUTE, SECOND, instant, plusMinutes } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db, type Queryable } from "../db.ts";
import { env } from "../env.ts";
import type { TextLocale } from "../translate.ts";
import { CODE_SECONDS } from "./options.ts";
import { isMailSetUp, sendMail } from "./send-mail.ts";
import { signInLetter } from "./sign-in-letter.ts";

/** How often a sign-in code may be tried, right or wrong; then it is void (docs/api.md#sign-in). */
const TRIES = 5;

/**
 * Makes a 6-digit sign-in code for this account and this browser, stored only as a hash. It replaces the code that the
 * browser had; codes of other browsers stay as they are. Undefined when no account has this address; a code is stored then
 * too, and not sent, so that the answer takes as long.
 */
export async function issueCode(email: string, browser: string): Promise<string | undefined> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const account = await keepCode(db, { email, browser, code, minutes: (CODE_SECONDS * SECOND) / MINUTE });
  return account === undefined ? undefined : code;
}

type KeptCode = { readonly email: string; readonly browser: string; readonly code: string; readonly minutes: number };

/** Stores the hash of a code for that browser, instead of the one it had; returns the id of the account that has the address, if one has. */
export async function keepCode(
  tx: Queryable,
  { email, browser, code, minutes }: KeptCode,
): Promise<string | undefined> {
  const expires = toDate(plusMinutes(clock.now(), minutes));
  const [issued] = await tx.$queryRaw<{ readonly user_id: string | null }[]>`
    INSERT INTO sign_in_code (browser, user_id, code, expires_at)
    VALUES (${hashOfBrowser(browser)},
      (SELECT id FROM user_account WHERE lower(email) = lower(${email}) AND anonymised_at IS NULL), ${hashOfCode(code)}, ${expires})
    ON CONFLICT (browser) DO UPDATE
      SET user_id = excluded.user_id, code = excluded.code, expires_at = excluded.expires_at, tries = 0
    RETURNING user_id::text`;
  return issued?.user_id ?? undefined;
}

/** The e-mail address for which that browser was given a code; undefined when it has none, or no account has the address. */
export async function emailOfCode(browser: string): Promise<string | undefined> {
  const row = await db.signInCode.findUnique({
    where: { browser: hashOfBrowser(browser) },
    select: { user: { select: { email: true } } },
  });
  return row?.user?.email;
}

/**
 * Uses up the sign-in code of this browser, as next-auth asks: answers its row when the code is right and was made for this
 * address; null when it is wrong, expired or void. The statement that reads the code also counts the try, so that fifty
 * guesses at once still count as tries one by one.
 */
export const useCodeIn =
  (browser: string): NonNullable<Adapter["useVerificationToken"]> =>
  async ({ identifier, token }) => {
    const [looked] = await db.$queryRaw<{ readonly code: string; readonly expires_at: Date }[]>`
      UPDATE sign_in_code SET tries = tries + 1
      WHERE browser = ${hashOfBrowser(browser)} AND tries < ${TRIES} AND expires_at > ${toDate(clock.now())}
        AND user_id IS NOT DISTINCT FROM
          (SELECT id FROM user_account WHERE lower(email) = lower(${identifier}) AND anonymised_at IS NULL)
      RETURNING code, expires_at`;
    if (!looked || !sameText(looked.code, token)) return null;
    const used = await db.signInCode.deleteMany({ where: { browser: hashOfBrowser(browser), code: looked.code } });
    if (used.count === 0) return null; // Another request used it meanwhile.
    // next-auth compares with the machine's clock, which outside production is not ours.
    return { identifier, token, expires: toDate(instant(looked.expires_at.getTime() - clock.offset())) };
  };

const sameText = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The hash that next-auth makes of a typed code before it asks the adapter (docs/decisions/0041-given-packages.md). */
const hashOfCode = (code: string): string => createHash("sha256").update(`${code}${env.APP_SECRET}`).digest("hex");

/** What is stored of the id of a browser, which is random and long enough not to be guessed. */
const hashOfBrowser = (browser: string): string => createHash("sha256").update(browser).digest("base64url");

/** Whether a code can reach its reader: always outside production, where it is shown; in production once mail is set up. */
export const codesCanBeSent = (): boolean => env.APP_ENV !== "production" || isMailSetUp();

/** Whether the code may be shown on the page: a demonstration has no mailbox. */
export const codesAreShown = (): boolean => env.APP_ENV !== "production";

/**
 * Sends the code: by mail in production, to the console elsewhere. It does not wait for the mail server, so that the answer
 * takes no longer for an address with an account; a failure is logged without the address.
 */
export function sendCode(email: string, code: string, locale: TextLocale): void {
  if (codesAreShown()) return console.info(`Sign-in code for ${email}: ${code}`);
  sendMail({ to: email, letter: signInLetter(code, locale), what: "A sign-in code" });
}

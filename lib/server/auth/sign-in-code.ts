import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Adapter } from "next-auth/adapters";
import { MINUTE, SECOND, instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { codesAreDue } from "#lib/server/outbox/due-messages.ts";
import type { TeamLocale } from "#lib/server/translate.ts";
import type { LetterToMail } from "./letter-to-mail.ts";
import { CODE_SECONDS } from "./options.ts";
import { isMailSetUp } from "./send-mail.ts";
import { signInLetter } from "./sign-in-letter.ts";

/** How often a sign-in code may be tried, right or wrong; then it is void (docs/api.md#sign-in). */
const TRIES = 5;

/**
 * Makes a 6-digit sign-in code for this account and this browser, stored only as a hash, and puts in the mail that says
 * it in this language (`codesAreMailed`). It replaces the code that the browser had; codes of other browsers stay as
 * they are. Undefined when no account has this address; a code is stored then too, and no mail put in, by the same
 * statement, so that the answer takes as long.
 */
export async function issueCode(email: string, browser: string, language: TeamLocale): Promise<string | undefined> {
  const nonce = randomUUID();
  const code = codeOf(nonce);
  const mail = { nonce, language };
  const account = await keepCode(db, { email, browser, code, minutes: CODE_SECONDS / (MINUTE / SECOND), mail });
  return account === undefined ? undefined : code;
}

/**
 * The six digits of a nonce: the same at each try of a mail, and nowhere kept. Of 2^48 numbers the remainder of a
 * million is even to a part in a hundred million.
 */
function codeOf(nonce: string): string {
  const bytes = createHmac("sha256", env.APP_SECRET).update(`sign-in-code\0${nonce}`).digest();
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

/** `mail`: of a code that may be mailed, from which nonce it is derived and in which language. */
type KeptCode = {
  readonly email: string;
  readonly browser: string;
  readonly code: string;
  readonly minutes: number;
  readonly mail?: { readonly nonce: string; readonly language: TeamLocale };
};

/**
 * Stores the hash of a code for that browser, instead of the one it had; returns the id of the account that has the
 * address, if one has.
 */
export async function keepCode(
  tx: Queryable,
  { email, browser, code, minutes, mail }: KeptCode,
): Promise<string | undefined> {
  const now = clock.now();
  const [issued] = await tx.$queryRaw<{ readonly user_id: string | null }[]>`
    WITH issued AS (
      INSERT INTO sign_in_code (browser, user_id, code, expires_at, nonce, language)
      VALUES (${hashOfBrowser(browser)},
        (SELECT id FROM user_account WHERE lower(email) = lower(${email}) AND anonymised_at IS NULL), ${hashOfCode(code)}, ${toDate(plusMinutes(now, minutes))},
        ${mail?.nonce ?? null}::uuid, ${mail?.language ?? null})
      ON CONFLICT (browser) DO UPDATE
        SET user_id = excluded.user_id, code = excluded.code, expires_at = excluded.expires_at, nonce = excluded.nonce, language = excluded.language, tries = 0
      RETURNING user_id, nonce),
    put AS (
      INSERT INTO outbox (id, kind, cause_kind, cause_id, account_id, dedupe_key, due_at, created_at, channel)
      SELECT ${freshId()}::uuid, 'sign-in-code', 'sign-in-code', nonce, user_id, 'sign-in-code:' || nonce, ${toDate(now)}, ${toDate(now)}, 'mail'
      FROM issued WHERE user_id IS NOT NULL AND nonce IS NOT NULL AND ${codesAreMailed()})
    SELECT user_id::text FROM issued`;
  return issued?.user_id ?? undefined;
}

/**
 * The mails with these codes, for whom they are now; none of a code that was used, replaced or voided by tries, or has
 * ended, nor of one that was made with another secret. One statement.
 */
export async function codesToMail(messages: readonly string[], now: Instant): Promise<readonly LetterToMail[]> {
  const rows = await db.$queryRaw<readonly CodeRow[]>`
    SELECT m.id::text AS message, u.email, s.code, s.nonce::text, s.language, s.expires_at AS expires
    FROM outbox m JOIN sign_in_code s ON s.nonce = m.cause_id JOIN user_account u ON u.id = s.user_id AND u.anonymised_at IS NULL
    WHERE m.id = ANY (${[...messages]}::uuid[]) AND s.expires_at > ${toDate(now)} AND s.tries < ${TRIES}`;
  return rows.flatMap(({ message, email, code: kept, nonce, language, expires }) => {
    const code = codeOf(nonce);
    if (!sameText(kept, hashOfCode(code))) return [];
    return [{ message, email, letter: signInLetter(code, language ?? "fr"), expires: instant(expires.getTime()) }];
  });
}

type CodeRow = {
  readonly message: string;
  readonly email: string;
  readonly code: string;
  readonly nonce: string;
  readonly language: TeamLocale | null;
  readonly expires: Date;
};

/**
 * The e-mail address for which that browser was given a code; undefined when it has none, or no account has the
 * address.
 */
export async function emailOfCode(browser: string): Promise<string | undefined> {
  const row = await db.signInCode.findUnique({
    where: { browser: hashOfBrowser(browser) },
    select: { user: { select: { email: true } } },
  });
  return row?.user?.email;
}

/**
 * Uses up the sign-in code of this browser, as next-auth asks: answers its row when the code is right and was made for
 * this address; null when it is wrong, expired or void. The statement that reads the code also counts the try, so that
 * fifty guesses at once still count as tries one by one.
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

/**
 * The hash that next-auth makes of a typed code before it asks the adapter (docs/decisions/runtimes-and-packages.md).
 */
const hashOfCode = (code: string): string => createHash("sha256").update(`${code}${env.APP_SECRET}`).digest("hex");

/** What is stored of the id of a browser, which is random and long enough not to be guessed. */
const hashOfBrowser = (browser: string): string => createHash("sha256").update(browser).digest("base64url");

/**
 * Whether a code can reach its reader: always outside production, where it is shown; in production once mail is set up.
 */
export const codesCanBeSent = (): boolean => env.APP_ENV !== "production" || isMailSetUp();

/** Whether the code may be shown on the page: a demonstration has no mailbox. */
export const codesAreShown = (): boolean => env.APP_ENV !== "production";

/** Whether a code leaves by mail: in production, where mail is set up. Elsewhere the console and the page say it. */
export const codesAreMailed = (): boolean => !codesAreShown() && isMailSetUp();

/**
 * Tells a code that was issued: has the mail that was put in with it sent at once, or prints it where codes are shown.
 */
export function tellCode(email: string, code: string): void {
  if (codesAreShown()) console.info(`Sign-in code for ${email}: ${code}`);
  else codesAreDue();
}

import { instant, plusMinutes } from "#lib/time/instant.ts";
import { clock, freshId, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { LetterToMail } from "./letter-to-mail.ts";
import { codesAreMailed } from "./sign-in-code.ts";
import { wrongCodesLetter } from "./wrong-codes-letter.ts";

/** What causes this mail; it leaves with the codes, and its row is erased a day later, as theirs. */
export const WRONG_CODES = "wrong-codes";

/**
 * Puts in the mail that tells the owner of this account that so many wrong codes were typed for it, once a day (UTC).
 * Where no account has the address, the same statement puts nothing in.
 */
export async function tellWrongCodes(email: string): Promise<void> {
  const now = clock.now();
  const day = new Date(now).toISOString().slice(2, 10).replaceAll("-", "");
  await db.$executeRaw`
    INSERT INTO outbox (id, kind, cause_kind, cause_id, account_id, dedupe_key, due_at, created_at, channel)
    SELECT ${freshId()}::uuid, 'sign-in-code', ${WRONG_CODES}, id, id, ${WRONG_CODES} || ':' || id || ':' || ${day}, ${toDate(now)}, ${toDate(now)}, 'mail'
    FROM user_account WHERE lower(email) = lower(${email}) AND anonymised_at IS NULL AND ${codesAreMailed()}
    ON CONFLICT (dedupe_key) DO NOTHING`;
}

/** The mails that say so, to whom they go now; in French, since nobody asked for them in another language. */
export async function wrongCodesToMail(messages: readonly string[]): Promise<readonly LetterToMail[]> {
  const rows = await db.$queryRaw<readonly { readonly message: string; readonly email: string; readonly at: Date }[]>`
    SELECT m.id::text AS message, u.email, m.created_at AS at
    FROM outbox m JOIN user_account u ON u.id = m.account_id AND u.anonymised_at IS NULL
    WHERE m.id = ANY (${[...messages]}::uuid[])`;
  return rows.map(({ message, email, at }) => ({
    message,
    email,
    letter: wrongCodesLetter("fr"),
    expires: plusMinutes(instant(at.getTime()), DAY),
  }));
}

/** Minutes. */
const DAY = 24 * 60;

import { MINUTE, SECOND, instant, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** How many tries a minute a code that can be guessed allows (docs/api.md#limits). */
const TRIES = 5;

/** Refused after too many tries; `seconds` until the next one is allowed. */
export type TooOften = { readonly ok: false; readonly refusal: "too-many-requests"; readonly seconds: number };

/**
 * Counts one try of `subject` before the code is looked at, so that guesses sent at once are counted too. Undefined when
 * the try is allowed; otherwise the whole seconds until the next one is.
 */
export async function countTry(subject: string): Promise<number | undefined> {
  const now = clock.now();
  await forgetOld(now);
  const [tried] = await db.$queryRaw<{ count: number; until: Date }[]>`
    INSERT INTO tries AS kept (subject, count, until) VALUES (${subject}, 1, ${toDate(instant(now + MINUTE))})
    ON CONFLICT (subject) DO UPDATE SET
      count = CASE WHEN kept.until <= ${toDate(now)} THEN 1 ELSE kept.count + 1 END,
      until = CASE WHEN kept.until <= ${toDate(now)} THEN excluded.until ELSE kept.until END
    RETURNING count, until`;
  if (!tried || tried.count <= TRIES) return undefined;
  return Math.max(1, Math.ceil((tried.until.getTime() - now) / SECOND));
}

/** Takes back a try that was right, so that a busy morning at the kiosk does not look like guessing. */
export const giveTryBack = (subject: string): Promise<unknown> =>
  db.$executeRaw`UPDATE tries SET count = count - 1 WHERE subject = ${subject} AND count > 0`;

/** Deletes expired counters. Rows that another request is counting on are skipped, so nobody waits. */
const forgetOld = (now: Instant): Promise<unknown> =>
  db.$executeRaw`DELETE FROM tries WHERE subject IN (SELECT subject FROM tries WHERE until <= ${toDate(now)} LIMIT 100 FOR UPDATE SKIP LOCKED)`;

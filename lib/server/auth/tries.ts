import { MINUTE, SECOND, instant, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** A code that can be guessed may be tried so often in a minute (CONTRACT, Code). */
const TRIES = 5;

/** Refused for having tried too often: seconds to wait. */
export type TooOften = { readonly ok: false; readonly refusal: "too-many-requests"; readonly seconds: number };

/**
 * Counts one try of somebody, before the code is looked at, so that fifty guesses at once are still five. Undefined when
 * she may try; otherwise the whole seconds after which she may again.
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

/** The try was right: it is given back, so that a busy morning at the kiosk is not taken for guessing. */
export const giveTryBack = (subject: string): Promise<unknown> =>
  db.$executeRaw`UPDATE tries SET count = count - 1 WHERE subject = ${subject} AND count > 0`;

/** What another request is just counting is left to it: nobody waits here for anybody. */
const forgetOld = (now: Instant): Promise<unknown> =>
  db.$executeRaw`DELETE FROM tries WHERE subject IN (SELECT subject FROM tries WHERE until <= ${toDate(now)} LIMIT 100 FOR UPDATE SKIP LOCKED)`;

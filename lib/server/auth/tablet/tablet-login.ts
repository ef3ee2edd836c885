import { randomBytes } from "node:crypto";
import type { OneHalfDay } from "#lib/access/actor.ts";
import { nightAfter } from "#lib/access/retention.ts";
import { LATE_ACTS_DAYS } from "#lib/access/shared-tablet.ts";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Queryable, Tx } from "#lib/server/db.ts";
import { TABLET_TOKEN } from "#lib/server/auth/cookies.ts";

/** A stored login of a shared tablet. */
type TabletLogin = {
  readonly userId: string;
  readonly permanenceId: string | null;
  readonly tabletPassId: string | null;
};

type HalfDayRow = {
  readonly id: string;
  readonly placeId: string;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly status: string;
  readonly endsAt: Date;
};

/**
 * The half-day of a login of a shared tablet, and whether it is over: closed, or three in the morning has passed after
 * its planned end. Undefined when the login opens nothing any more: what opened it was renewed, or its person is not
 * planned there.
 */
export async function halfDayOfLogin(
  tx: Queryable,
  { userId, permanenceId, tabletPassId }: TabletLogin,
): Promise<OneHalfDay | undefined> {
  const [row] = await tx.$queryRaw<HalfDayRow[]>`
    SELECT p.id, p.place_id AS "placeId", p.organisation_id AS "organisationId", p.time_zone AS "timeZone", p.status, p.ends_at AS "endsAt"
    FROM permanence p JOIN tablet_pass t ON t.id = ${tabletPassId}::uuid AND t.ended_at IS NULL
    WHERE p.id = ${permanenceId}::uuid
      AND EXISTS (SELECT FROM assignment a WHERE a.permanence_id = p.id AND a.conseiller_id = ${userId}::uuid)`;
  if (!row) return undefined;
  const over = row.status === "closed" || clock.now() >= endOfDay(row);
  return { permanence: row.id, place: row.placeId, organisation: row.organisationId, over };
}

const endOfDay = ({ endsAt, timeZone }: Pick<HalfDayRow, "endsAt" | "timeZone">): Instant =>
  nightAfter(instant(endsAt.getTime()), timeZone);

/**
 * A new token of a shared tablet, and for how many seconds its login is kept: until acts of before are not received any
 * more.
 */
export function freshTabletLogin(row: Pick<HalfDayRow, "endsAt" | "timeZone">): {
  readonly token: string;
  readonly seconds: number;
} {
  const until = endOfDay(row) + LATE_ACTS_DAYS * 24 * 60 * MINUTE;
  return {
    token: `${TABLET_TOKEN}${randomBytes(32).toString("base64url")}`,
    seconds: Math.floor((until - clock.now()) / SECOND),
  };
}

/** When a login of so many seconds ends, on the machine's clock, by which next-auth compares. */
export const endOfLogin = (seconds: number): Date => toDate(instant(clock.now() - clock.offset() + seconds * SECOND));

/**
 * Ends the logins of shared tablets at a half-day for good. Its tablets ended with its close, and stay so when it is
 * reopened.
 */
export const endTabletLogins = (tx: Tx, permanence: string): Promise<unknown> =>
  tx.session.deleteMany({ where: { permanenceId: permanence } });

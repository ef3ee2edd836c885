import { addressLine } from "#lib/place/address-line.ts";
import type { CannotWhy, StaffAnswer, ToldHalfDay } from "#lib/message/told-half-day.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { accountOfLink, type LinkHeaders } from "./account-of-link.ts";

/**
 * The half-days to come of which this person was told, the earliest first, each as it is now, with their answer
 * (docs/messages.md#to-staff-and-partners).
 */
export async function readToldHalfDays(
  lien: string,
  headers: LinkHeaders,
): Promise<Result<readonly ToldHalfDay[], "not-found"> | TooOften> {
  const account = await accountOfLink(lien, headers);
  if (!account.ok) return account;
  const rows = await db.$queryRaw<readonly HalfDayRow[]>`
    SELECT t.permanence_id::text AS permanence, l.short_name AS name, l.address, l.city, p.time_zone AS "timeZone", s.start IS NOT NULL AS "isTheirs",
      coalesce(s.start, t.known_start, p.starts_at) AS start, coalesce(s.until, t.known_end, p.ends_at) AS until, t.answer
    FROM staff_told t JOIN permanence p ON p.id = t.permanence_id JOIN place l ON l.id = p.place_id
      CROSS JOIN LATERAL (
        SELECT min(a.starts_at) AS start, max(a.ends_at) AS until FROM assignment a
        WHERE a.permanence_id = p.id AND a.conseiller_id = t.account_id AND NOT a.released AND p.status <> 'cancelled'
      ) AS s
    WHERE t.account_id = ${account.value}::uuid AND t.told_at IS NOT NULL AND coalesce(s.until, t.known_end, p.ends_at) > ${toDate(clock.now())}
    ORDER BY start, t.permanence_id`;
  return accept(rows.map(halfDayOf));
}

type HalfDayRow = {
  readonly permanence: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly timeZone: string;
  readonly isTheirs: boolean;
  readonly start: Date;
  readonly until: Date;
  readonly answer: StaffAnswer | null;
};

function halfDayOf({
  permanence,
  name,
  address,
  city,
  timeZone,
  isTheirs,
  start,
  until,
  answer,
}: HalfDayRow): ToldHalfDay {
  const span = { start: momentOf(start), end: momentOf(until) };
  return {
    permanence,
    place: name,
    address: addressLine({ name, address, city }),
    localDate: localDateOf(span.start, timeZone),
    timeZone,
    span,
    isTheirs,
    ...(answer !== null && { answer }),
  };
}

/** What they answer: « Vu » to all that they have not answered, or to one half-day; « Je ne peux pas » to one. */
export type Answering =
  | { readonly answer: "seen"; readonly permanence?: string }
  | { readonly answer: "cannot"; readonly permanence: string; readonly why?: CannotWhy };

/**
 * Writes their answer. « Je ne peux pas » takes nobody off: the half-day counts as short until somebody else is
 * planned. Refused: `not-found`, for a link that opens nothing and for a half-day of which they were told nothing;
 * `half-day-over`; `not-yours` to say that they cannot hold what is not theirs.
 */
export async function answerPlanning(
  lien: string,
  answering: Answering,
  headers: LinkHeaders,
): Promise<Result<void, "not-found" | "half-day-over" | "not-yours"> | TooOften> {
  const { answer, permanence } = answering;
  if (permanence !== undefined && !isUuid(permanence)) return refuse("not-found");
  const account = await accountOfLink(lien, headers);
  if (!account.ok) return account;
  const now = clock.now();
  return transaction(async (tx) => {
    const told = await tx.staffTold.findMany({
      where: {
        accountId: account.value,
        toldAt: { not: null },
        ...(permanence === undefined ? { answer: null } : { permanenceId: permanence }),
      },
      orderBy: { permanenceId: "asc" },
      select: {
        permanenceId: true,
        organisationId: true,
        permanence: {
          select: {
            placeId: true,
            endsAt: true,
            status: true,
            assignments: { where: { conseillerId: account.value, released: false }, select: { id: true } },
          },
        },
      },
    });
    const [one] = told;
    if (permanence !== undefined) {
      if (!one) return refuse("not-found");
      if (one.permanence.endsAt <= toDate(now)) return refuse("half-day-over");
      if (answer === "cannot" && (one.permanence.status === "cancelled" || one.permanence.assignments.length === 0))
        return refuse("not-yours");
    }
    const why = answering.answer === "cannot" ? (answering.why ?? null) : null;
    await tx.staffTold.updateMany({
      where: { accountId: account.value, permanenceId: { in: told.map(({ permanenceId }) => permanenceId) } },
      data: { answer, why, answeredAt: toDate(now) },
    });
    // Of « Vu » there would be an entry for every mail: only what changes a planning is noted.
    if (answer === "cannot" && one)
      await appendJournal(
        tx,
        { kind: "staff", user: account.value, roles: [], by: "login" },
        {
          act: "person-cannot-come",
          organisation: one.organisationId,
          place: one.permanence.placeId,
          permanence: one.permanenceId,
          data: { account: account.value },
        },
        now,
      );
    return accept(undefined);
  }, "service");
}

const momentOf = (date: Date): Instant => instant(date.getTime());

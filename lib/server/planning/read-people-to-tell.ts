import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { OtherHalfDay } from "../../booking/cancelled-half-day.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant, type Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { IS_TO_BE_TOLD } from "../schedule/people-to-tell.ts";
import { readOtherHalfDays } from "./other-half-days.ts";

/** A booked person who is not received at their hour. `kept`: their appointment stands until the team has found another hour. */
export type PersonToTell = {
  readonly appointment: string;
  readonly hour: Instant;
  readonly kept: boolean;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language?: string;
};

/** `others`: half-days to which they may come instead. */
export type PeopleToTell = {
  readonly place: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly people: readonly PersonToTell[];
  readonly others: readonly OtherHalfDay[];
};

/**
 * Whom the team has to tell that they are not received, since nothing is sent (docs/booking.md#who-is-to-be-told): by the hour,
 * with the name and contact they left, as long as these are kept. For the team of the half-day only.
 */
export async function readPeopleToTell(
  actor: Actor,
  permanenceId: string,
): Promise<Result<PeopleToTell, "not-found" | "not-allowed">> {
  const held = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: {
          placeId: true,
          organisationId: true,
          timeZone: true,
          startsAt: true,
          endsAt: true,
          place: { select: { name: true } },
        },
      })
    : null;
  if (!held) return refuse("not-found");
  if (!may(actor, { act: "read-contacts", place: held.placeId, organisation: held.organisationId }))
    return refuse("not-allowed");
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id, a.starts_at AS "startsAt", a.state, a.language, c.name, c.phone, c.email
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id
      LEFT JOIN appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date
    WHERE a.permanence_id = ${permanenceId}::uuid AND ${IS_TO_BE_TOLD}
    ORDER BY a.starts_at, a.id`;
  return accept({
    place: held.place.name,
    span: { start: instant(held.startsAt.getTime()), end: instant(held.endsAt.getTime()) },
    timeZone: held.timeZone,
    people: rows.map(personOfRow),
    others: rows.length > 0 ? await readOtherHalfDays(permanenceId) : [],
  });
}

type Row = {
  readonly id: string;
  readonly startsAt: Date;
  readonly state: string;
  readonly language: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
};

const personOfRow = ({ id, startsAt, state, language, name, phone, email }: Row): PersonToTell => ({
  appointment: id,
  hour: instant(startsAt.getTime()),
  kept: state === "booked",
  ...(language !== null && { language }),
  ...(name !== null && { name }),
  ...(phone !== null && { phone }),
  ...(email !== null && { email }),
});

import { actorName, type Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { refuse, type Result } from "#lib/result.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { checkIn, type CheckedIn, type CheckInRefusal } from "./check-in.ts";

/**
 * What a booked person gives at the door: their hour on the place's clock, "10:30", or the code of their appointment.
 */
export type AtTheDoor = { readonly hour: string } | { readonly code: string };

/** How a person is checked in whose appointment a code has found. */
type Arrive = typeof checkIn;

/**
 * Checks in a booked person by their hour or their code; by a code as `arrive` does, also for an hour of today at this
 * place that was offered to them. Refused `ask-the-team` when two are booked for the hour, also when one of them is
 * here already. A code is valid at its place that day, for any of its half-days. A device has five tries a minute to
 * find one (docs/api.md#short-codes). That one of the team looked for somebody by a code is noted in the journal,
 * without the code.
 */
export async function checkInAtTheDoor(
  actor: Actor,
  permanenceId: string,
  given: AtTheDoor,
  arrive: Arrive = checkIn,
): Promise<Result<CheckedIn, CheckInRefusal> | TooOften> {
  const permanence = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: { placeId: true, organisationId: true, timeZone: true },
      })
    : null;
  if (!permanence) return refuse("not-found");
  const { placeId: place, organisationId: organisation, timeZone } = permanence;
  if (!may(actor, { act: "check-in", permanence: permanenceId, place, organisation })) return refuse("not-allowed");
  return "hour" in given
    ? byHour(actor, permanenceId, timeZone, given.hour)
    : byCode(actor, { permanence: permanenceId, place, organisation }, given.code, arrive);
}

async function byHour(
  actor: Actor,
  permanenceId: string,
  timeZone: string,
  hour: string,
): Promise<Result<CheckedIn, CheckInRefusal>> {
  const booked = await db.appointment.findMany({
    where: { permanenceId, state: "booked" },
    select: { id: true, startsAt: true },
  });
  const [one, another] = booked.filter(
    ({ startsAt }) => isoInZone(instant(startsAt.getTime()), timeZone).slice(11, 16) === hour,
  );
  if (another) return refuse("ask-the-team");
  return one ? checkIn(actor, one.id) : refuse("not-found");
}

async function byCode(
  actor: Actor,
  at: { readonly permanence: string; readonly place: string; readonly organisation: string },
  written: string,
  arrive: Arrive,
): Promise<Result<CheckedIn, CheckInRefusal> | TooOften> {
  const who = sharedHash("actor", actorName(actor));
  const seconds = await consume("appointment-code-tries", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const code = written.replace(/[\s.-]/gu, "").toUpperCase();
  const found =
    (await db.appointment.findFirst({ where: { placeId: at.place, code, state: "booked" }, select: { id: true } })) ??
    (await offeredThere(at.place, code));
  if (actor.kind === "staff") {
    const data = { found: found ? 1 : 0 };
    await transaction((tx) => appendJournal(tx, actor, { act: "resident-searched", ...at, data }, clock.now()), actor);
  }
  if (!found) return refuse("not-found");
  await giveBack("appointment-code-tries", who);
  return arrive(actor, found.id);
}

/** Minutes: an hour of today begins and ends within them. */
const A_DAY = 24 * 60;

/**
 * An appointment with this code to whose person an hour at this place was offered for today, which they have not taken:
 * they may come to it. Undefined when there are two, since a code is unique at one place only.
 */
async function offeredThere(place: string, code: string): Promise<{ readonly id: string } | undefined> {
  const now = clock.now();
  const [one, another] = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT DISTINCT a.id::text FROM appointment_offer o
      JOIN permanence p ON p.id = o.permanence_id JOIN appointment a ON a.id = o.appointment_id
    WHERE o.ends_at > ${toDate(plusMinutes(now, -A_DAY))} AND o.starts_at < ${toDate(plusMinutes(now, A_DAY))}
      AND (o.answer IS NULL OR o.answer = 'no') AND p.place_id = ${place}::uuid
      AND a.code = ${code} AND a.state IN ('booked', 'cancelled-by-service')
    LIMIT 2`;
  return another ? undefined : one;
}

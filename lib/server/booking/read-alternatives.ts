import type { Slot } from "#lib/booking/appointment.ts";
import { withoutShare } from "#lib/booking/online-share.ts";
import { nearestTo, openSlots } from "#lib/booking/open-slots.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import type { Alternative } from "#lib/booking/appointment.ts";
import type { BookingRequest, MoveRequest } from "#lib/booking/booking-request.ts";
import { rolesOfAccounts } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { notOver } from "#lib/server/schedule/permanence-rows.ts";
import { takingTheirHour } from "./appointment-rows.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable, loadBookables, type BookableHalfDay } from "./load-bookable.ts";
import { withoutWithheldHours } from "./too-many-wait.ts";
import { appointmentOfSecret, type OpenedAppointment } from "./open-appointment.ts";

/** A person reads three hours at a glance. */
const MOST = 3;
/** Days: how far ahead other half-days are searched; and how many are read. */
const AHEAD = 28;
const HALF_DAYS = 6;

export type Alternatives = { readonly hours: readonly Alternative[]; readonly timeZone: string };

/** What is wanted. `mine`: the appointment that would move; its own span counts as free. */
type AlternativesQuery = Pick<BookingRequest, "topics" | "start" | "wantedConseiller"> & {
  readonly mine?: Pick<OpenedAppointment, "id" | "permanence" | "span" | "unproven">;
};

const NOTHING: Alternatives = { hours: [], timeZone: "UTC" };

/**
 * What to offer when an hour cannot be booked: the nearest hours of the same half-day, else the first ones of the next
 * half-days at the same place. The number of queries does not depend on how many there are.
 */
export async function readAlternatives(permanenceId: string, wanted: AlternativesQuery): Promise<Alternatives> {
  const asked = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!asked) return NOTHING;
  const now = clock.now();
  const same = nearestTo(wanted.start, (await hoursOf([asked], wanted, now)).get(asked.id) ?? [], MOST).map((slot) => ({
    ...slot,
    permanence: asked.id,
  }));
  return { hours: same.length > 0 ? same : await elsewhere(asked, wanted, now), timeZone: asked.timeZone };
}

/** The same for an appointment that could not be moved there. */
export async function readAlternativesToMove(
  secret: string,
  { start, permanence }: MoveRequest,
): Promise<Alternatives> {
  const mine = await appointmentOfSecret(secret);
  if (!mine) return NOTHING;
  return readAlternatives(permanence ?? mine.permanence, {
    topics: mine.topics,
    start,
    mine,
    ...(mine.conseiller !== null && { wantedConseiller: mine.conseiller }),
  });
}

async function elsewhere(
  { id, placeId }: BookableHalfDay,
  wanted: AlternativesQuery,
  now: Instant,
): Promise<readonly Alternative[]> {
  const others = await loadBookables(db, await nextHalfDays({ placeId }, [id], now));
  const hours = await hoursOf(others, wanted, now);
  return others
    .flatMap((other) => (hours.get(other.id) ?? []).map((slot) => ({ ...slot, permanence: other.id })))
    .slice(0, MOST);
}

/**
 * The slots that whoever books alone can book in each of these half-days about the same topics, by the half-day's id;
 * none where a topic is not taken, the wanted conseiller is none, or too many people wait.
 */
export async function hoursOf(
  halfDays: readonly BookableHalfDay[],
  { topics, wantedConseiller, mine }: Omit<AlternativesQuery, "start">,
  now: Instant,
): Promise<ReadonlyMap<string, readonly Slot[]>> {
  const appointments = (
    await loadAppointments(
      db,
      halfDays.map(({ id }) => id),
    )
  ).filter(({ id }) => id !== mine?.id);
  const [busy, isThere] =
    wantedConseiller === undefined
      ? [[], () => true]
      : await Promise.all([spansWith(wantedConseiller, mine?.id, now), whereTheyAre(wantedConseiller, now)]);
  const isFree =
    (permanence: string) =>
    ({ span }: Slot): boolean =>
      !busy.some((one) => overlaps(one, span)) && !(mine?.permanence === permanence && mine.span.start === span.start);
  return new Map(
    (await withoutWithheldHours(halfDays, ({ id }) => id)).map(
      ({ id, halfDay, topics: known, organisation, placeId }) => {
        const slots = openSlots(
          mine && !mine.unproven ? withoutShare(halfDay) : halfDay,
          known,
          appointments.filter(({ permanence }) => permanence === id),
          topics,
          now,
        );
        return [id, slots.ok && isThere(organisation, placeId) ? slots.value.filter(isFree(id)) : []];
      },
    ),
  );
}

/** Whether somebody is a conseiller of an organisation at one of its places now. */
async function whereTheyAre(account: string, now: Instant): Promise<(organisation: string, place: string) => boolean> {
  const roles = (await rolesOfAccounts(db, [account], now))(account).filter(({ role }) => role === "conseiller");
  return (organisation, place) =>
    roles.some((role) => role.organisation === organisation && (role.places === "all" || role.places.includes(place)));
}

/** When the conseiller is wanted by somebody else or away, from now on. */
async function spansWith(conseiller: string, without: string | undefined, now: Instant): Promise<readonly Interval[]> {
  const select = { startsAt: true, endsAt: true } as const;
  const [wanted, away] = await Promise.all([
    db.appointment.findMany({
      where: {
        wantedConseillerId: conseiller,
        ...takingTheirHour(now),
        endsAt: { gt: toDate(now) },
        ...(without !== undefined && { id: { not: without } }),
      },
      select,
    }),
    db.absence.findMany({ where: { conseillerId: conseiller, endsAt: { gt: toDate(now) } }, select }),
  ]);
  return [...wanted, ...away].map(({ startsAt, endsAt }) => ({
    start: instant(startsAt.getTime()),
    end: instant(endsAt.getTime()),
  }));
}

/** The ids of the next half-days that take appointments, of a place or of an organisation. */
export async function nextHalfDays(
  where: { readonly placeId: string } | { readonly organisationId: string },
  without: readonly string[],
  now: Instant,
  most = HALF_DAYS,
): Promise<readonly string[]> {
  const rows = await db.permanence.findMany({
    where: {
      ...where,
      id: { notIn: [...without] },
      status: { in: ["scheduled", "open"] },
      bookableLanes: { gt: 0 },
      closureId: null,
      ...notOver(now, AHEAD),
    },
    select: { id: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(({ id }) => id);
}

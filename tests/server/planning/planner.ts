import { randomUUID } from "node:crypto";
import type { db as database } from "#lib/server/db.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { SavingSeries, saveSeries as save } from "#lib/server/planning/series/save-series.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { seriesBody } from "#lib/wire/schedule/series.ts";
import { city } from "#tests/server/place/city.ts";

/**
 * Mondays of three months from 9 to 12, an hour of appointments, then without; two desks. A year of them would only
 * take longer.
 */
export const MONDAYS = {
  weekday: 1,
  from: "09:00",
  to: "12:00",
  fromDate: "2027-03-01",
  untilDate: "2027-06-04",
  desks: 2,
  windows: [
    { from: "09:00", to: "10:00", mode: "appointment" },
    { from: "10:00", to: "12:00", mode: "walk-in" },
  ],
};

const TOPIC = { key: "impots", minutes: 30, bring: [], themes: [], bookable: true, rank: 1 };

/** An organisation with a place, its coordinator, and what they can do. `now`: when its appointments are booked. */
export async function planner(db: typeof database, saveSeries: typeof save, now: Instant) {
  const here = await city(db);
  const at = await here.place("Neuhof");
  const organisation = here.organisation.id;
  await db.topic.create({ data: { ...TOPIC, organisationId: organisation } });
  const user = randomUUID();
  const actor: StaffActor = {
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  };
  const asks = (series: object | undefined, more: Partial<SavingSeries> = {}) =>
    saveSeries(actor, {
      organisation,
      ...(series && { body: seriesBody.parse({ place: at.id, ...series }) }),
      preview: false,
      ...more,
    });
  const saves = async (series: object | undefined, more: Partial<SavingSeries> = {}) => {
    const saved = await asks(series, more);
    if (!saved.ok) throw new Error(saved.refusal);
    return saved.value;
  };
  /** The half-days of these days, as « 03-01 09:00–12:00 », with what they are besides planned. */
  const held = async (from: string, to: string) =>
    (
      await db.permanence.findMany({
        where: { organisationId: organisation, localDate: { gte: new Date(from), lt: new Date(to) } },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      })
    ).map(({ startsAt, endsAt, status, cancelReason }) => {
      const [start, end] = [startsAt, endsAt].map((at) => isoInZone(instantOf(at.toISOString()), "Europe/Paris"));
      return `${start?.slice(5, 10)} ${start?.slice(11, 16)}–${end?.slice(11, 16)}${status === "scheduled" ? "" : ` ${status}: ${cancelReason}`}`;
    });
  const on = (date: string) =>
    db.permanence.findFirstOrThrow({ where: { organisationId: organisation, localDate: new Date(date) } });
  /** Somebody books half an hour of that day from that hour. */
  const books = async (date: string, hour: string, lane: number | null = 1) => {
    const { id } = await on(date);
    const start = instantOf(`${date}T${hour}:00+01:00`);
    return db.appointment.create({
      data: {
        permanenceId: id,
        organisationId: organisation,
        startsAt: new Date(start),
        endsAt: new Date(plusMinutes(start, 30)),
        lane,
        overbooked: lane === null,
        state: "booked",
        topicKeys: ["impots"],
        origin: "online",
        bookedAt: new Date(now),
        createdAt: new Date(now),
        placeId: at.id,
      },
    });
  };
  return { ...here, at, actor, asks, saves, held, on, books };
}

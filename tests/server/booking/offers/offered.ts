import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Instant } from "#lib/time/instant.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { at, morningAt, neuhof, staffAt, WEEK_AFTER, type HalfDayOptions } from "#tests/server/booking/neuhof.ts";

/** What these tests use of the server. */
type Server = {
  readonly db: PrismaClient;
  readonly clock: { now(): Instant };
  readonly transaction: typeof import("#lib/server/db.ts").transaction;
  readonly bookAppointment: typeof import("#lib/server/booking/book.ts").bookAppointment;
  readonly makeOffers: typeof import("#lib/server/booking/offers/make-offers.ts").makeOffers;
  readonly lockPermanences: typeof import("#lib/server/booking/load-bookable.ts").lockPermanences;
};

/** An hour to offer: of which half-day, on which day, in which lane and until when. */
type Hour = { readonly permanence?: string; readonly day?: string; readonly lane?: number; readonly until?: Instant };

/** Two mornings of one place, a week apart, their team, and how their hours are booked and offered. */
export async function twoMornings(
  { db, clock, transaction, bookAppointment, makeOffers, lockPermanences }: Server,
  given: HalfDayOptions = { lanes: 2 },
) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, given);
  const after = await morningAt(db, here, { ...given, day: WEEK_AFTER });
  const staff = await staffAt(db, here);
  const coordinator = await staffAt(db, here, "coordinator");
  const book = async (hour: string, more: object = {}) => {
    const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, ...more };
    const asTeam = "wantedConseiller" in more ? staff : ({ kind: "anonymous" } as const);
    const booked = await bookAppointment(asTeam, wish);
    if (!booked.ok) throw new Error(booked.refusal);
    return booked.value;
  };
  /** Offers these hours, each to the person of an appointment, in one transaction. */
  const offers = (wishes: readonly (readonly [appointment: string, hour: string, Hour?])[]) =>
    transaction(async (tx) => {
      await lockPermanences(tx, [permanence, after, ...wishes.flatMap(([, , hour]) => hour?.permanence ?? [])]);
      return makeOffers(
        tx,
        wishes.map(([appointment, hour, { permanence: where = permanence, day, lane = 1, until } = {}]) => {
          const start = at(hour, day);
          return {
            appointment,
            permanence: where,
            span: { start, end: plusMinutes(start, 30) },
            lane,
            until: until ?? start,
          };
        }),
        clock.now(),
      );
    }, coordinator);
  const offer = async (appointment: string, hour: string, more: Hour = {}) => {
    const [made] = await offers([[appointment, hour, more]]);
    if (!made) throw new Error("Nothing was offered.");
    return made;
  };
  const rowOf = (id: string) => db.appointment.findUniqueOrThrow({ where: { id } });
  const offerRow = (id: string) => db.appointmentOffer.findUniqueOrThrow({ where: { id } });
  const holds = () =>
    db.appointment.findMany({
      where: { state: "held", permanenceId: { in: [permanence, after] } },
      orderBy: [{ startsAt: "asc" }, { lane: "asc" }],
    });
  return { here, permanence, after, staff, coordinator, book, offers, offer, rowOf, offerRow, holds };
}

/** @long */
import fc from "fast-check";
import { plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { runs } from "#tests/support/property-runs.ts";
import { allotAnew, at, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { endHolds } = await import("#lib/server/booking/appointment-rows.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { arrive } = await import("#lib/server/booking/offers/arrive.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { runCommands } = await import("#lib/server/queue/line-exchange.ts");

afterAll(() => db.$disconnect());

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;

/** An act with what it is about: a person and an hour by their places in lists, and which of the two half-days. */
type Act = {
  readonly type: (typeof TYPES)[number];
  readonly person: number;
  readonly hour: number;
  readonly later: boolean;
};
const TYPES = [
  "book",
  "book",
  "offer",
  "offer",
  "offer",
  "yes",
  "yes",
  "no",
  "time passes",
  "expired holds go",
  "comes",
  "cancels",
  "moves",
  "cancel half-day",
  "fewer lanes",
] as const;
const anyAct: fc.Arbitrary<Act> = fc.record({
  type: fc.constantFrom(...TYPES),
  person: fc.nat(3),
  hour: fc.nat(HOURS.length - 1),
  later: fc.boolean(),
});

/** The two half-days of a run, and what each act does there; one that is refused does nothing. */
async function run(acts: readonly Act[]) {
  setTime(at("07:00"));
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const { permanence, after, staff, coordinator, offers } = morning;
  await runCommands(staff, permanence, [
    { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", type: "give-numbers" },
  ]);
  const people: { readonly id: string; readonly secret: string }[] = [];
  const lastOffer = new Map<string, string>();
  for (const { type, person, hour, later } of acts) {
    const [where, day] = later ? [after, WEEK_AFTER] : [permanence, undefined];
    const start = at(HOURS[hour] ?? "09:00", day);
    const one = people[person];
    if (type === "book") {
      const wish = { permanence: where, topics: ["caf"], start, onBehalfOf: false };
      const booked = await bookAppointment(staff, wish);
      if (booked.ok && people.length < 4) people.push(booked.value);
    } else if (type === "time passes") setTime(plusMinutes(clock.now(), 25));
    else if (type === "expired holds go") await endHolds(clock.now());
    else if (type === "cancel half-day")
      await cancelPermanence(coordinator, { permanence: where, preview: false, reason: "Inondation" });
    else if (type === "fewer lanes") await allotAnew(where, 1 + (person % 2));
    else if (one) {
      if (type === "offer") {
        const asked = [
          one.id,
          HOURS[hour] ?? "",
          { permanence: where, ...(day && { day }), lane: 1 + (person % 2), until: plusMinutes(clock.now(), 60) },
        ] as const;
        // A rule such as `book` finds hours for a real offer; here one that is taken is refused by a constraint.
        const made = await offers([asked]).catch((error: unknown) => {
          if (!/appointment_no_overlap/u.test(String(error))) throw error;
          return [];
        });
        for (const { id, appointment } of made) lastOffer.set(appointment, id);
      } else if (type === "yes" || type === "no")
        await answerOffer(one.secret, { offer: lastOffer.get(one.id) ?? crypto.randomUUID(), answer: type });
      else if (type === "comes") await arrive(staff, one.id);
      else if (type === "cancels") await cancelAppointment(one.secret);
      else if (type === "moves") await moveAppointment(one.secret, { start, permanence: where });
    }
    await expectRight(morning, people);
  }
}

/** What holds after every act. */
async function expectRight(
  { permanence, after, staff }: Awaited<ReturnType<typeof twoMornings>>,
  people: readonly { readonly id: string }[],
): Promise<void> {
  const halfDays = { permanenceId: { in: [permanence, after] } };
  const rows = await db.appointment.findMany({ where: halfDays, include: { visits: true, heldFor: true } });
  const offers = await db.appointmentOffer.findMany({ where: halfDays });
  const taken = rows.filter(({ state }) => state === "booked" || state === "held");
  // No lane has two.
  for (const one of taken)
    for (const other of taken)
      if (one.id < other.id && one.lane !== null && one.lane === other.lane && one.permanenceId === other.permanenceId)
        expect(one.endsAt <= other.startsAt || other.endsAt <= one.startsAt).toBe(true);
  // Nobody is in two hours: an appointment has one row, and one hour more at most, that of its open offer.
  for (const { id } of people) {
    const held = rows.filter(({ heldFor }) => heldFor?.appointmentId === id);
    expect(held.length).toBeLessThanOrEqual(1);
    const [row] = rows.filter((one) => one.id === id);
    if (row?.state === "cancelled-by-resident" || (row?.visits.length ?? 0) > 0) expect(held).toEqual([]);
  }
  // No hour is held without an offer that can still be answered.
  for (const row of rows.filter(({ state }) => state === "held"))
    expect(row.heldFor).toMatchObject({ answer: null, until: row.heldUntil });
  for (const offer of offers.filter(({ answer }) => answer !== null)) expect(offer.holdId).toBeNull();
  // Nobody is without an hour and off the list; and whoever has an open offer is on it.
  for (const halfDay of [permanence, after]) {
    const read = await readPeopleToTell(staff, halfDay);
    const listed = read.ok ? read.value.people : [];
    const expected = rows.filter(
      ({ id, permanenceId, state, visits }) =>
        permanenceId === halfDay &&
        people.some((one) => one.id === id) &&
        (state === "cancelled-by-service" ||
          (state === "booked" && visits.length === 0 && rows.some(({ heldFor }) => heldFor?.appointmentId === id))),
    );
    expect(listed.map(({ appointment }) => appointment)).toEqual(
      expect.arrayContaining(expected.map(({ id }) => id)) as string[],
    );
    for (const { appointment, told } of listed)
      if (rows.some(({ heldFor }) => heldFor?.appointmentId === appointment)) expect(told).toBeUndefined();
  }
}

test("whatever is booked, offered, answered, moved, cancelled or come to: one hour each, no hour lost, nobody forgotten", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 4, maxLength: 14 }), async (acts) => {
      // One person is booked in any case.
      await run([{ type: "book", person: 0, hour: 2, later: false }, ...acts]);
    }),
    { numRuns: runs(12, 125) },
  );
}, 120_000);

test("a sequence reaches a yes, a no, an end without answer, a withdrawal by coming, and a cancelled half-day", async () => {
  const book = (hour: number): Act => ({ type: "book", person: 0, hour, later: false });
  const act = (type: Act["type"], person: number, hour = 0, later = true): Act => ({ type, person, hour, later });
  const before = await db.appointmentOffer.groupBy({ by: ["answer"], _count: true });
  await run([
    book(0),
    book(1),
    book(2),
    book(3),
    act("offer", 0, 0),
    act("offer", 1, 1),
    act("offer", 2, 2),
    act("yes", 0),
    act("no", 1),
    act("comes", 2),
    act("offer", 3, 4),
    act("time passes", 0),
    act("time passes", 0),
    act("time passes", 0),
    act("expired holds go", 0),
    act("cancel half-day", 0, 0, false),
  ]);
  const after = await db.appointmentOffer.groupBy({ by: ["answer"], _count: true });
  const count = (groups: typeof after, answer: string | null) =>
    groups.find((group) => group.answer === answer)?._count ?? 0;
  for (const answer of ["yes", "no", "withdrawn", null])
    expect([answer, count(after, answer) - count(before, answer)]).toEqual([answer, 1]);
});

import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import {
  at,
  hautepierre,
  morningAt,
  neuhof,
  NOW,
  staffAt,
  visitFor,
  WEEK_AFTER,
} from "#tests/server/booking/neuhof.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { endHolds } = await import("#lib/server/booking/appointment-rows.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const mornings = (given?: object) =>
  twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences }, given);

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("an offer holds its hour, about the person's topics, for nobody else and in nobody's name", async () => {
  const { permanence, after, book, offer, holds, offerRow } = await mornings();
  const { id } = await book("09:00", { topics: ["impots"], name: "Fatima", phone: "+33612345678" });
  const until = at("18:00", "2026-11-22");
  const made = await offer(id, "10:00", { permanence: after, day: WEEK_AFTER, until });
  expect(made).toEqual({
    id: made.id,
    appointment: id,
    permanence: after,
    span: { start: at("10:00", WEEK_AFTER), end: at("10:30", WEEK_AFTER) },
    until,
    held: true,
  });
  const [held] = await holds();
  expect(held).toMatchObject({ state: "held", lane: 1, topicKeys: ["impots"], code: null, heldUntil: new Date(until) });
  expect(await offerRow(made.id)).toMatchObject({ appointmentId: id, holdId: held?.id, answer: null });
  const slots = await readSlots(after, ["caf"]);
  const there = slots.ok ? slots.value.slots : [];
  expect(there.find(({ span }) => span.start === at("10:00", WEEK_AFTER))).toMatchObject({ remaining: 1 });
  expect(permanence).not.toBe(after);
});

test("it is held at the latest until its hour begins; one whose moment is past is not made", async () => {
  const { book, offer, offers } = await mornings();
  const { id } = await book("09:00");
  expect(await offer(id, "10:00", { until: at("12:00") })).toMatchObject({ until: at("10:00") });
  expect(await offers([[id, "10:30", { until: clock.now() }]])).toEqual([]);
});

test("a later offer of the same appointment withdraws the earlier one, and its hour is free", async () => {
  const { permanence, book, offer, holds, offerRow } = await mornings();
  const { id } = await book("09:00");
  const first = await offer(id, "10:00");
  const second = await offer(id, "10:00");
  expect(await offerRow(first.id)).toMatchObject({ answer: "withdrawn", holdId: null });
  expect(await offerRow(second.id)).toMatchObject({ answer: null });
  expect(await holds()).toMatchObject([{ permanenceId: permanence, startsAt: new Date(at("10:00")) }]);
});

test("one that has expired, with its hold or after the job has deleted it, is withdrawn by the next", async () => {
  const { book, offer, offerRow } = await mornings();
  const soon = () => plusMinutes(clock.now(), 10);
  const { id } = await book("09:00");
  const first = await offer(id, "10:00", { until: soon() });
  setTime(plusMinutes(instantOf(NOW), 11));
  const second = await offer(id, "10:00", { until: soon() });
  setTime(plusMinutes(instantOf(NOW), 22));
  expect(await endHolds(clock.now())).toBe(1);
  expect(await offerRow(second.id)).toMatchObject({ answer: null, holdId: null });
  await offer(id, "10:00", { until: soon() });
  for (const { id: one } of [first, second]) expect(await offerRow(one)).toMatchObject({ answer: "withdrawn" });
});

test("nothing is offered to somebody who is here or has cancelled, nor an hour of another organisation", async () => {
  const { permanence, book, offers, holds } = await mornings();
  const here = await book("09:00");
  const gone = await book("09:30");
  const third = await book("10:00");
  await visitFor(db, permanence, here.id);
  await cancelAppointment(gone.secret);
  const foreign = await morningAt(db, await neuhof(db));
  expect(
    await offers([
      [here.id, "11:00"],
      [gone.id, "11:00", { lane: 2 }],
      [third.id, "11:00", { permanence: foreign }],
    ]),
  ).toEqual([]);
  expect(await holds()).toEqual([]);
});

describe("the conseiller whom somebody wants", () => {
  const conseillerAt = async (here: { organisation: string; place: string }) =>
    (await staffAt(db, here, "conseiller")).user;
  const wantedOf = async (holds: () => Promise<readonly { readonly wantedConseillerId: string | null }[]>) =>
    (await holds()).map(({ wantedConseillerId }) => wantedConseillerId);

  test("is held with the hour", async () => {
    const { here, after, book, offer, holds } = await mornings();
    const wantedConseiller = await conseillerAt(here);
    const { id } = await book("09:00", { wantedConseiller });
    await offer(id, "10:00", { permanence: after, day: WEEK_AFTER });
    expect(await wantedOf(holds)).toEqual([wantedConseiller]);
  });

  test("is not, when they are away then or are none there", async () => {
    const { here, after, book, offer, holds } = await mornings();
    const wantedConseiller = await conseillerAt(here);
    const { id } = await book("09:00", { wantedConseiller });
    const span = { startsAt: new Date(at("10:15", WEEK_AFTER)), endsAt: new Date(at("18:00", WEEK_AFTER)) };
    await db.absence.create({ data: { organisationId: here.organisation, conseillerId: wantedConseiller, ...span } });
    await offer(id, "10:00", { permanence: after, day: WEEK_AFTER });
    expect(await wantedOf(holds)).toEqual([null]);
    await offer(id, "09:30", { permanence: after, day: WEEK_AFTER });
    expect(await wantedOf(holds)).toEqual([wantedConseiller]);
    const elsewhere = await morningAt(db, await hautepierre(db, here), { day: WEEK_AFTER });
    await db.membership.updateMany({ where: { userId: wantedConseiller }, data: { everyPlace: false } });
    await offer(id, "09:30", { permanence: elsewhere, day: WEEK_AFTER });
    expect(await db.appointment.findFirst({ where: { permanenceId: elsewhere } })).toMatchObject({
      state: "held",
      wantedConseillerId: null,
    });
  });

  test("is not, when somebody else wants them then, or is offered that hour with them at the same time", async () => {
    const { here, permanence, after, book, offers, holds } = await mornings();
    const wantedConseiller = await conseillerAt(here);
    const wants = (hour: string) => book(hour, { wantedConseiller });
    const first = await wants("09:00");
    const second = await wants("09:30");
    const third = await wants("11:00");
    await offers([
      [first.id, "10:00", { permanence: after, day: WEEK_AFTER }],
      [second.id, "10:15", { permanence: after, day: WEEK_AFTER, lane: 2 }],
      [third.id, "09:00", { permanence, lane: 2 }],
    ]);
    expect(await wantedOf(holds)).toEqual([null, wantedConseiller, null]);
  });
});

test("ten offers take as many statements as one", async () => {
  const { book, offers, after } = await mornings();
  const hours = ["09:00", "09:30", "10:00", "10:30", "11:00"];
  const booked = await Promise.all([...hours, ...hours].map((hour) => book(hour)));
  const there = { permanence: after, day: WEEK_AFTER };
  const one = await statementsOf(() => offers([[booked[0]?.id ?? "", "09:00", there]]));
  const ten = await statementsOf(() =>
    offers(booked.map(({ id }, index) => [id, hours[index % 5] ?? "", { ...there, lane: index < 5 ? 1 : 2 }])),
  );
  const named = (statements: readonly string[]) => statements.filter((text) => text.includes("appointment"));
  expect(named(ten)).toHaveLength(3);
  expect(named(one)).toHaveLength(3);
  expect(await db.appointmentOffer.count({ where: { answer: null, permanenceId: after } })).toBe(10);
});

test("somebody was quicker to have the hour: nothing is offered to anybody", async () => {
  const { book, offers } = await mornings();
  const first = await book("09:00");
  const second = await book("09:30");
  await expect(
    offers([
      [first.id, "11:00"],
      [second.id, "09:15"],
    ]),
  ).rejects.toThrow("appointment_no_overlap");
  expect(await db.appointmentOffer.count({ where: { appointmentId: { in: [first.id, second.id] } } })).toBe(0);
});

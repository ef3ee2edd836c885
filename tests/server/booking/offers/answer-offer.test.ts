import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";
import { addContact, contactOf } from "#tests/support/identities.ts";
import { at, hautepierre, morningAt, NOW, staffAt, WEEK_AFTER } from "../neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { endHolds } = await import("#lib/server/booking/held-hours.ts");
const { lockPermanences } = await import("#lib/server/booking/locks.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { changeLanes } = await import("#lib/server/planning/change-lanes.ts");
const { checkIn } = await import("#lib/server/queue/check-in.ts");
const { runCommands } = await import("#lib/server/queue/run-commands.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const mornings = (given?: object) =>
  twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences }, given);
/** Somebody booked at nine who is offered ten o'clock, that day or a week later. */
const offered = async (there: "that day" | "a week later" = "that day", given?: object) => {
  const morning = await mornings(given);
  const held = await morning.book("09:00");
  const more = there === "that day" ? {} : { permanence: morning.after, day: WEEK_AFTER };
  const { id: offer } = await morning.offer(held.id, "10:00", more);
  return { ...morning, offers: morning.offer, held, offer };
};
const cancels = (coordinator: Awaited<ReturnType<typeof staffAt>>, permanence: string) =>
  cancelPermanence(coordinator, { permanence, preview: false, reason: "Inondation" });

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

describe("a yes", () => {
  test("moves the appointment to the hour offered, in its lane; link and code stay, and the page can say the former hour", async () => {
    const { after, held, offer, holds, rowOf, offerRow } = await offered("a week later");
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({
      ok: true,
      value: {
        id: held.id,
        secret: held.secret,
        code: held.code,
        state: "booked",
        permanence: after,
        span: { start: at("10:00", WEEK_AFTER), end: at("10:30", WEEK_AFTER) },
        movedFrom: at("09:00"),
      },
    });
    expect(await rowOf(held.id)).toMatchObject({ lane: 1, permanenceId: after });
    expect(await offerRow(offer)).toMatchObject({ answer: "yes", holdId: null });
    expect(await holds()).toEqual([]);
  });

  test("makes an appointment that the service had cancelled one again, with its contact", async () => {
    const { permanence, after, coordinator, book, offer: offers, rowOf } = await mornings();
    const held = await book("09:00");
    await addContact(db, held.id, { name: "Fatima", phone: "+33612345678" });
    await cancels(coordinator, permanence);
    const { id: offer } = await offers(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
    expect(await readAppointment(held.secret)).toMatchObject({ state: "cancelled-by-service" });
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({
      ok: true,
      value: { state: "booked", permanence: after, code: held.code },
    });
    expect(await rowOf(held.id)).toMatchObject({ state: "booked", cancelledAt: null, lane: 1 });
    expect(await contactOf(db, held.id)).toMatchObject({ phone: "+33612345678" });
  });

  test("gives another code where that one is somebody else's by now", async () => {
    const { here, permanence, book, offer: offers, coordinator, staff } = await mornings();
    const held = await book("09:00");
    const there = await hautepierre(db, here);
    const elsewhere = await morningAt(db, there, { day: WEEK_AFTER });
    const wish = { permanence: elsewhere, topics: ["caf"], start: at("11:00", WEEK_AFTER), onBehalfOf: false };
    await bookAppointment(staff, wish, undefined, () => held.code ?? "");
    await cancels(coordinator, permanence);
    const { id: offer } = await offers(held.id, "10:00", { permanence: elsewhere, day: WEEK_AFTER });
    const codes = () => "ZZZ222";
    expect(await answerOffer(held.secret, { offer, answer: "yes" }, codes)).toMatchObject({
      value: { code: "ZZZ222" },
    });
  });

  test("counts as made when it was, for a later hour of that half-day; for another half-day, now", async () => {
    for (const there of ["that day", "a week later"] as const) {
      setTime(instantOf(NOW));
      const { held, offer, rowOf } = await offered(there);
      const { bookedAt } = await rowOf(held.id);
      setTime(at("08:00"));
      await answerOffer(held.secret, { offer, answer: "yes" });
      const counted = (await rowOf(held.id)).bookedAt.getTime();
      if (there === "that day") expect(counted).toBe(bookedAt.getTime());
      else expect(Math.abs(counted - at("08:00"))).toBeLessThan(60_000);
    }
  });

  test("clears the calls that took the former turn, and an announced lateness", async () => {
    const { held, offer, rowOf } = await offered();
    const former = { passedBy: [crypto.randomUUID()], expectedAt: new Date(at("09:20")) };
    await db.appointment.update({ where: { id: held.id }, data: former });
    await answerOffer(held.secret, { offer, answer: "yes" });
    expect(await rowOf(held.id)).toMatchObject({ passedBy: [], expectedAt: null });
  });

  test("stands beside the lanes where there are fewer of them since", async () => {
    const { after, held, offer, coordinator, rowOf } = await offered("a week later");
    const wish = { permanence: after, topics: ["caf"], start: at("10:00", WEEK_AFTER), onBehalfOf: false };
    await bookAppointment({ kind: "anonymous" }, wish);
    await changeLanes(coordinator, { permanence: after, bookableLanes: 1 });
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({ ok: true });
    expect(await rowOf(held.id)).toMatchObject({ lane: null, overbooked: true, overbookReason: "fewer-lanes" });
  });

  test("keeps the conseiller whom they want where that one can be wanted, otherwise goes without", async () => {
    for (const away of [false, true]) {
      const { here, after, book, offer: offers, rowOf } = await mornings();
      const { user } = await staffAt(db, here, "conseiller");
      const held = await book("09:00", { wantedConseiller: user });
      const { id: offer } = await offers(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
      const span = { startsAt: new Date(at("10:00", WEEK_AFTER)), endsAt: new Date(at("12:00", WEEK_AFTER)) };
      if (away) await db.absence.create({ data: { organisationId: here.organisation, conseillerId: user, ...span } });
      await answerOffer(held.secret, { offer, answer: "yes" });
      expect((await rowOf(held.id)).wantedConseillerId).toBe(away ? null : user);
    }
  });

  test("notifies both lines", async () => {
    const { permanence, after, held, offer } = await offered("a week later");
    const changes = await changesOf(() => answerOffer(held.secret, { offer, answer: "yes" }));
    expect(new Set(changes.map((change) => change.permanence))).toEqual(new Set([permanence, after]));
  });

  test("to a half-day that was cancelled since is refused, and the offer is no longer open", async () => {
    const { after, coordinator, held, offer, offerRow, rowOf } = await offered("a week later");
    const before = await rowOf(held.id);
    await cancels(coordinator, after);
    expect(await offerRow(offer)).toMatchObject({ answer: null, holdId: null });
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("permanence-closed"));
    expect(await rowOf(held.id)).toEqual(before);
  });
});

describe("a no", () => {
  test("frees the hour at once, and the appointment stays as it is", async () => {
    const { held, offer, offerRow, rowOf, holds } = await offered();
    const before = await rowOf(held.id);
    expect(await answerOffer(held.secret, { offer, answer: "no" })).toMatchObject({
      ok: true,
      value: { span: { start: at("09:00") }, state: "booked" },
    });
    expect(await rowOf(held.id)).toEqual(before);
    expect(await offerRow(offer)).toMatchObject({ answer: "no", holdId: null });
    expect(await holds()).toEqual([]);
  });

  test("leaves a cancelled appointment cancelled", async () => {
    const { permanence, coordinator, held, offer } = await offered("a week later");
    await cancels(coordinator, permanence);
    expect(await answerOffer(held.secret, { offer, answer: "no" })).toMatchObject({
      ok: true,
      value: { state: "cancelled-by-service" },
    });
  });
});

test("the same answer again is the same, the other one is refused", async () => {
  for (const [answer, other] of [
    ["yes", "no"],
    ["no", "yes"],
  ] as const) {
    const { held, offer, rowOf } = await offered("a week later");
    const first = await answerOffer(held.secret, { offer, answer });
    const row = await rowOf(held.id);
    expect(await answerOffer(held.secret, { offer, answer })).toEqual(first);
    expect(await answerOffer(held.secret, { offer, answer: other })).toEqual(refused("offer-ended"));
    expect(await rowOf(held.id)).toEqual(row);
  }
});

test("of a yes and a no at once one counts, and the other is told", async () => {
  const { held, offer, offerRow, rowOf, holds } = await offered("a week later");
  const answers = await Promise.all(
    (["yes", "no", "yes", "no"] as const).map((answer) => answerOffer(held.secret, { offer, answer })),
  );
  const { answer } = await offerRow(offer);
  expect(answers.map((one) => one.ok)).toEqual(["yes", "no", "yes", "no"].map((one) => one === answer));
  expect((await rowOf(held.id)).startsAt).toEqual(new Date(answer === "yes" ? at("10:00", WEEK_AFTER) : at("09:00")));
  expect(await holds()).toEqual([]);
});

test("once it has expired it is too late, also before the job has deleted the hold", async () => {
  const { book, offer: offers, rowOf } = await mornings();
  const held = await book("09:00");
  const { id: offer } = await offers(held.id, "10:00", { until: plusMinutes(clock.now(), 10) });
  setTime(plusMinutes(instantOf(NOW), 11));
  for (const answer of ["yes", "no"] as const)
    expect(await answerOffer(held.secret, { offer, answer })).toEqual(refused("offer-ended"));
  await endHolds(clock.now());
  expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("offer-ended"));
  expect(await rowOf(held.id)).toMatchObject({ startsAt: new Date(at("09:00")) });
});

test("the offer of somebody else, an earlier one, and what is none are refused", async () => {
  const { book, offers, held, offer } = await offered();
  const other = await book("11:00");
  const later = await offers(held.id, "10:30", { lane: 2 });
  const answer = "yes";
  expect(await answerOffer(other.secret, { offer: later.id, answer })).toEqual(refused("not-found"));
  expect(await answerOffer("secret", { offer: later.id, answer })).toEqual(refused("not-found"));
  for (const none of ["x", crypto.randomUUID()])
    expect(await answerOffer(held.secret, { offer: none, answer })).toEqual(refused("not-found"));
  expect(await answerOffer(held.secret, { offer, answer })).toEqual(refused("offer-ended"));
  expect(await answerOffer(held.secret, { offer: later.id, answer })).toMatchObject({ ok: true });
});

describe("the offer ends, and its hour is free at once, when the person", () => {
  test("cancels", async () => {
    const { held, offer, offerRow, holds } = await offered();
    await cancelAppointment(held.secret);
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("state-changed"));
  });

  test("moves to another hour", async () => {
    const { held, offer, offerRow, holds } = await offered();
    await moveAppointment(held.secret, { start: at("11:00") });
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("offer-ended"));
  });

  test("comes at the former hour, and has the place in the order that this hour gives", async () => {
    const { held, offer, offerRow, holds, permanence, staff } = await offered();
    setTime(at("09:01"));
    const does = async (act: object) => {
      const command = { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", ...act };
      const ran = await runCommands(staff, permanence, [command as never]);
      return ran.ok ? ran.value.results[0] : ran.refusal;
    };
    expect(await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] })).toMatchObject({
      outcome: "applied",
    });
    expect(await does({ type: "give-numbers" })).toMatchObject({ outcome: "applied" });
    const walkIn = crypto.randomUUID();
    expect(await does({ type: "add-visit", visit: walkIn })).toMatchObject({ outcome: "applied" });
    setTime(at("09:04"));
    const here = await checkIn(staff, held.id);
    expect(here).toMatchObject({ ok: true });
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await does({ type: "call-next", desk: 1 })).toMatchObject({ outcome: "applied" });
    const visits = await db.visit.findMany({ where: { permanenceId: permanence }, orderBy: { number: "asc" } });
    expect(visits).toMatchObject([
      { id: walkIn, state: "waiting" },
      { appointmentId: held.id, state: "called" },
    ]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("state-changed"));
  });
});

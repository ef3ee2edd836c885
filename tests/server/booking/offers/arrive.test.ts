import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, morningAt, NOW, WEEK_AFTER } from "../neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { lockPermanences } = await import("#lib/server/booking/locks.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { arrive } = await import("#lib/server/booking/offers/arrive.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { checkInAtTheDoor } = await import("#lib/server/queue/check-in-at-the-door.ts");
const { checkInBySecret } = await import("#lib/server/queue/check-in.ts");
const { runCommands } = await import("#lib/server/queue/run-commands.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));

/** Two mornings, the kiosk of their place, and how their lines are begun. */
async function mornings() {
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const kioskAt = (place: string) => ({ kind: "device", device: crypto.randomUUID(), place, use: "kiosk" }) as const;
  const kiosk = kioskAt(morning.here.place);
  const does = (permanence: string, act: object) => {
    const command = { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", ...act };
    return runCommands(morning.staff, permanence, [command as never]);
  };
  const gives = (permanence: string) => does(permanence, { type: "give-numbers" });
  const cancels = () =>
    cancelPermanence(morning.coordinator, { permanence: morning.permanence, preview: false, reason: "Inondation" });
  const types = (permanence: string, code: string | undefined, by: Parameters<typeof arrive>[0] = kiosk) =>
    checkInAtTheDoor(by, permanence, { code: code ?? "" }, arrive);
  return { ...morning, kiosk, kioskAt, does, gives, cancels, types };
}

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("whoever comes at the hour offered without an answer has said yes by coming, by code or by link", async () => {
  for (const by of ["code", "link"] as const) {
    setTime(instantOf(NOW));
    const { after, book, offer, offerRow, rowOf, gives, cancels, kiosk, types, holds } = await mornings();
    const held = await book("09:00");
    await cancels();
    const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
    setTime(at("09:50", WEEK_AFTER));
    await gives(after);
    const here = by === "code" ? await types(after, held.code) : await checkInBySecret(kiosk, held.secret, arrive);
    expect(here).toMatchObject({ ok: true, value: { again: false } });
    expect(await offerRow(id)).toMatchObject({ answer: "yes" });
    expect(await rowOf(held.id)).toMatchObject({
      state: "booked",
      permanenceId: after,
      startsAt: new Date(at("10:00", WEEK_AFTER)),
    });
    expect(await holds()).toEqual([]);
    const again = await types(after, held.code);
    expect(again).toMatchObject({ ok: true, value: { again: true } });
  }
});

test("before the team has begun the person is not checked in, and the hour stays held for them", async () => {
  const { after, book, offer, offerRow, cancels, types } = await mornings();
  const held = await book("09:00");
  await cancels();
  const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
  setTime(at("08:30", WEEK_AFTER));
  expect(await types(after, held.code)).toEqual(refused("numbers-not-given"));
  expect(await offerRow(id)).toMatchObject({ answer: null, holdId: expect.any(String) as string });
});

test("once the hour is not held any more, or after a no, the team is asked", async () => {
  for (const how of ["expired", "no"] as const) {
    setTime(instantOf(NOW));
    const { after, book, offer, gives, cancels, types } = await mornings();
    const held = await book("09:00");
    await cancels();
    const until = plusMinutes(instantOf(NOW), 30);
    const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER, until });
    if (how === "no") await answerOffer(held.secret, { offer: id, answer: "no" });
    setTime(at("09:50", WEEK_AFTER));
    await gives(after);
    expect(await types(after, held.code)).toEqual(refused("ask-the-team"));
  }
});

test("whoever comes on the day of the former hour, in time, is received with it, and the offer is withdrawn", async () => {
  const { permanence, book, offer, offerRow, rowOf, gives, types } = await mornings();
  const held = await book("09:00");
  const { id } = await offer(held.id, "10:00");
  setTime(at("09:20"));
  await gives(permanence);
  expect(await types(permanence, held.code)).toMatchObject({ ok: true });
  expect(await offerRow(id)).toMatchObject({ answer: "withdrawn" });
  expect(await rowOf(held.id)).toMatchObject({ startsAt: new Date(at("09:00")) });
});

test("when their former turn has passed, coming for a later hour of that half-day is a yes", async () => {
  const { permanence, book, offer, offerRow, rowOf, does, gives, staff, types } = await mornings();
  const held = await book("09:00");
  const { id } = await offer(held.id, "10:00");
  setTime(at("09:05"));
  await does(permanence, { type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  await gives(permanence);
  await does(permanence, { type: "add-visit", visit: crypto.randomUUID() });
  await does(permanence, { type: "call-next", desk: 1 });
  expect((await rowOf(held.id)).passedBy).toHaveLength(1);
  setTime(at("09:50"));
  expect(await types(permanence, held.code)).toMatchObject({ ok: true });
  expect(await offerRow(id)).toMatchObject({ answer: "yes" });
  const visit = await db.visit.findFirstOrThrow({ where: { appointmentId: held.id } });
  expect(visit.late).toBe(false);
});

test("at another place than that of either hour, on another day, or by a code that is none, nobody is checked in", async () => {
  const { here, after, book, offer, offerRow, gives, kioskAt, types } = await mornings();
  const held = await book("09:00");
  const there = await hautepierre(db, here);
  const elsewhere = await morningAt(db, there, { day: WEEK_AFTER });
  const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
  expect(await types(after, held.code)).toEqual(refused("not-today"));
  setTime(at("09:50", WEEK_AFTER));
  await gives(after);
  await gives(elsewhere);
  expect(await types(elsewhere, held.code, kioskAt(there.place))).toEqual(refused("not-found"));
  expect(await types(after, "ZZZZZZ")).toEqual(refused("not-found"));
  expect(await offerRow(id)).toMatchObject({ answer: null });
});

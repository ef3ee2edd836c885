import { instantOf, MINUTE } from "#lib/time/instant.ts";
import { NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { twoMornings } from "#tests/server/booking/offers/offered.ts";
import { mailboxes, phones } from "#tests/server/message/phone-store.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { noteNotToldByTeam, noteToldByTeam } = await import("#lib/server/booking/to-tell/told-by-team.ts");
const { readListsToCall } = await import("#lib/server/booking/to-tell/lists-to-call.ts");

const LANDLINE = "+33388123456";
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const refused = (refusal: string) => ({ ok: false, refusal });
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

const send = (phone = phones()) =>
  tellAndSend(clock.now(), {
    sms: phone.gateway,
    mail: mailboxes().sender,
    mailOf: mailOfAppointment,
    random: () => 0,
  });

/** A morning, its list, and what becomes of it. */
async function morning() {
  const two = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const people = async () => {
    const read = await readPeopleToTell(two.staff, two.permanence);
    if (!read.ok) throw new Error(read.refusal);
    return read.value.people;
  };
  const person = async () => (await people())[0];
  const cancels = () =>
    cancelPermanence(two.coordinator, { permanence: two.permanence, preview: false, reason: "Inondation" });
  /** The half-day stands again, and its appointments with it. */
  const restores = async () => {
    await db.permanence.update({ where: { id: two.permanence }, data: { status: "scheduled", closedAt: null } });
    await db.appointment.updateMany({
      where: { permanenceId: two.permanence, state: "cancelled-by-service" },
      data: { state: "booked", cancelledAt: null },
    });
  };
  const counted = async () =>
    (await readListsToCall({ organisation: two.here.organisation, places: "all" }, clock.now())).reduce(
      (sum, one) => sum + one.people,
      0,
    );
  return { ...two, people, person, cancels, restores, counted };
}

let numbers = 0;
const mobile = () => `+3361300${String((numbers += 1)).padStart(4, "0")}`;

test("whoever an SMS has told, or is about to tell, is no call to make, and stands at the end with how and when", async () => {
  const { book, cancels, people, counted } = await morning();
  const sms = await book("09:00", { phone: mobile() });
  const call = await book("10:00", { phone: LANDLINE });
  await send();
  await cancels();
  expect(await counted()).toBe(1);
  expect(await people()).toMatchObject([
    { appointment: call.id, phone: LANDLINE },
    { appointment: sms.id, told: "said", said: { by: "sms", at: expect.any(Number), waits: true } },
  ]);
  setTime(clock.now() + MINUTE);
  await send();
  const [, after] = await people();
  expect(after).toMatchObject({ appointment: sms.id, told: "said", said: { by: "sms" } });
  expect(after?.said).not.toHaveProperty("waits");
});

test("by night the list says when the SMS leaves", async () => {
  const { book, cancels, person } = await morning();
  await book("11:00", { phone: mobile() });
  await send();
  setTime(instantOf("2026-11-21T22:00:00+01:00"));
  await cancels();
  expect(await person()).toMatchObject({ said: { waits: true, at: instantOf("2026-11-22T08:00:00+01:00") } });
});

test("whoever an SMS could not tell stands on the list, with why: refused by the gateway, or not arrived", async () => {
  const { book, cancels, person, counted } = await morning();
  const held = await book("09:00", { phone: mobile() });
  await send();
  await cancels();
  const phone = phones();
  phone.answer({ kind: "refused", reason: "bad-recipient", code: "1" });
  await send(phone);
  expect(await person()).toMatchObject({ appointment: held.id, failed: { by: "sms", why: "wrong" } });
  expect(await counted()).toBe(1);

  const other = await morning();
  const there = await other.book("09:00", { phone: mobile() });
  await other.cancels();
  await send();
  expect(await other.counted()).toBe(0);
  await db.outboxMessage.updateMany({
    where: { appointmentId: there.id, kind: "cancelled" },
    data: { result: "unreachable" },
  });
  expect(await other.person()).toMatchObject({ appointment: there.id, failed: { by: "sms", why: "unreachable" } });
  expect(await other.counted()).toBe(1);
});

test("« C’est dit » takes somebody off the list, « Pas encore » puts them on it again, and the journal says who and by which way", async () => {
  for (const [contact, way] of [
    [{ phone: LANDLINE }, "call"],
    [{}, "on-site"],
  ] as const) {
    const { staff, permanence, book, cancels, person, counted } = await morning();
    const held = await book("09:00", contact);
    await cancels();
    expect(await noteToldByTeam(staff, held.id, (await person())?.seen ?? "")).toEqual({ ok: true, value: undefined });
    expect(await person()).toMatchObject({ told: "said", said: { by: way, at: expect.any(Number) } });
    expect(await counted()).toBe(0);
    // A landline that the team called reaches somebody (docs/booking.md#online-share).
    const { proven } = await db.appointment.findUniqueOrThrow({ where: { id: held.id } });
    expect(proven).toBe(way === "call" ? "phone" : null);
    expect(await noteNotToldByTeam(staff, held.id)).toEqual({ ok: true, value: undefined });
    expect((await person())?.told).toBeUndefined();
    expect(await counted()).toBe(1);
    const acts = await db.journalEntry.findMany({
      where: { permanenceId: permanence, act: { in: ["person-told", "person-not-told"] } },
      orderBy: { id: "asc" },
    });
    expect(acts.map(({ act, actor, data }) => [act, actor, data])).toEqual([
      ["person-told", `staff:${staff.user}`, { way }],
      ["person-not-told", `staff:${staff.user}`, {}],
    ]);
  }
});

test("« C’est dit » of something that is not true any more is refused: another hour is offered meanwhile, it is said already, or there is nothing to say", async () => {
  const { staff, after, book, cancels, offer, person } = await morning();
  const held = await book("09:00", { phone: LANDLINE });
  expect(await noteToldByTeam(staff, held.id, "")).toEqual(refused("state-changed"));
  expect(await noteNotToldByTeam(staff, held.id)).toEqual(refused("state-changed"));
  await cancels();
  const seen = (await person())?.seen ?? "";
  await offer(held.id, "09:00", { permanence: after, day: WEEK_AFTER });
  expect(await noteToldByTeam(staff, held.id, seen)).toEqual(refused("state-changed"));
  const now = (await person())?.seen ?? "";
  expect(await noteToldByTeam(staff, held.id, now)).toMatchObject({ ok: true });
  expect(await noteToldByTeam(staff, held.id, now)).toEqual(refused("state-changed"));
});

test("whoever was told that it is not held has to hear that it is held after all; once that is said, nothing more", async () => {
  const { staff, book, cancels, restores, person, counted } = await morning();
  const held = await book("09:00", { phone: LANDLINE });
  await cancels();
  await noteToldByTeam(staff, held.id, (await person())?.seen ?? "");
  await restores();
  await send();
  expect(await person()).toMatchObject({ appointment: held.id, heldAfterAll: true, kept: true });
  expect(await counted()).toBe(1);
  await noteToldByTeam(staff, held.id, (await person())?.seen ?? "");
  expect(await person()).toMatchObject({ told: "said", said: { by: "call" } });
  await noteNotToldByTeam(staff, held.id);
  expect(await person()).toMatchObject({ heldAfterAll: true });
  expect(await counted()).toBe(1);
});

test("whoever nobody had told that it is not held has nothing to hear when it is held after all", async () => {
  const { book, cancels, restores, people, counted } = await morning();
  await book("09:00", { phone: LANDLINE });
  await cancels();
  await restores();
  await send();
  expect([await people(), await counted()]).toEqual([[], 0]);
});

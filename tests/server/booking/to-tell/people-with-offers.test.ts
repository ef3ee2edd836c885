import { instantOf } from "#lib/time/instant.ts";
import { at, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { twoMornings } from "#tests/server/booking/offers/offered.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { endHolds } = await import("#lib/server/booking/appointment-rows.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { answerOffer, answerOfferFor } = await import("#lib/server/booking/offers/answer-offer.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readPeopleToTell, readPeopleToTellOf } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
/** Two mornings, and whom the team reads that it has to tell of the first. */
async function mornings() {
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const people = async (permanence = morning.permanence) => {
    const read = await readPeopleToTell(morning.staff, permanence);
    if (!read.ok) throw new Error(read.refusal);
    return read.value.people;
  };
  const counted = async (day: "today" | "later" = "today") => {
    if (day === "today") setTime(at("08:00"));
    return (await readStaffPermanences(morning.staff))[day].find(({ id }) => id === morning.permanence)?.toTell;
  };
  const cancels = () =>
    cancelPermanence(morning.coordinator, { permanence: morning.permanence, preview: false, reason: "Inondation" });
  return { ...morning, people, counted, cancels };
}
const later = (after: string) => ({ permanence: after, day: WEEK_AFTER });

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("somebody to whom another hour is offered is to be told of it, also in a half-day that goes on", async () => {
  const { after, book, offer, people, counted } = await mornings();
  await book("09:00");
  const held = await book("10:00", { name: "Fatima", phone: "+33612345678" });
  const made = await offer(held.id, "11:00", { ...later(after), until: at("18:00") });
  expect(await people()).toEqual([
    {
      appointment: held.id,
      hour: at("10:00"),
      kept: true,
      offer: {
        id: made.id,
        start: at("11:00", WEEK_AFTER),
        timeZone: "Europe/Paris",
        place: "Mairie de quartier du Neuhof",
        until: at("18:00"),
      },
      seen: expect.any(String),
      name: "Fatima",
      phone: "+33612345678",
    },
  ]);
  expect([await counted("later"), await counted()]).toEqual([1, 1]);
});

test("whoever says yes leaves the list; whoever says no stands at its end and is not counted", async () => {
  for (const isCancelled of [false, true]) {
    setTime(instantOf(NOW));
    const { after, book, offer, people, counted, cancels } = await mornings();
    const first = await book("09:00");
    const second = await book("10:00");
    const third = await book("11:00");
    if (isCancelled) await cancels();
    const yes = await offer(first.id, "09:00", later(after));
    const no = await offer(second.id, "10:00", later(after));
    await offer(third.id, "11:00", later(after));
    await answerOffer(first.secret, { offer: yes.id, answer: "yes" });
    await answerOffer(second.secret, { offer: no.id, answer: "no" });
    expect(await people()).toMatchObject([
      { appointment: third.id, kept: !isCancelled, offer: { start: at("11:00", WEEK_AFTER) } },
      { appointment: second.id, kept: !isCancelled, told: "no" },
    ]);
    expect(await counted()).toBe(1);
    expect(await people(after)).toEqual([]);
  }
});

test("whoever said no to another hour is to be told again when their half-day is cancelled after it", async () => {
  const { after, book, offer, people, cancels } = await mornings();
  const held = await book("09:00");
  const { id } = await offer(held.id, "09:00", later(after));
  setTime(instantOf("2026-11-20T10:30:00+01:00"));
  await answerOffer(held.secret, { offer: id, answer: "no" });
  setTime(instantOf("2026-11-20T11:00:00+01:00"));
  await cancels();
  expect(await people()).toEqual([{ appointment: held.id, hour: at("09:00"), kept: false, seen: expect.any(String) }]);
});

test("an offer that ended without an answer: told no more where the hour stands, to be told where it is cancelled", async () => {
  const until = instantOf("2026-11-20T10:10:00+01:00");
  for (const isCancelled of [false, true]) {
    setTime(instantOf(NOW));
    const { after, book, offer, people, counted, cancels } = await mornings();
    const held = await book("09:00");
    if (isCancelled) await cancels();
    await offer(held.id, "09:00", { ...later(after), until });
    setTime(until);
    await endHolds(clock.now());
    const [person] = await people();
    expect(person).toEqual({
      appointment: held.id,
      hour: at("09:00"),
      kept: !isCancelled,
      seen: expect.any(String),
      ...(!isCancelled && { told: "unanswered" }),
    });
    expect(await counted()).toBe(isCancelled ? 1 : undefined);
  }
});

test("whoever moved to another hour themselves is on no list", async () => {
  const { after, book, offer, people } = await mornings();
  const held = await book("09:00");
  const { id } = await offer(held.id, "09:00", later(after));
  await answerOffer(held.secret, { offer: id, answer: "no" });
  setTime(instantOf("2026-11-20T11:00:00+01:00"));
  await moveAppointment(held.secret, { start: at("11:00") });
  expect(await people()).toEqual([]);
});

describe("one of the team who speaks with the person", () => {
  test("answers for them, by the same rule, and the journal notes it", async () => {
    for (const answer of ["yes", "no"] as const) {
      const { permanence, after, staff, book, offer, offerRow } = await mornings();
      const held = await book("09:00");
      const { id } = await offer(held.id, "10:00", later(after));
      expect(await answerOfferFor(staff, held.id, { offer: id, answer })).toMatchObject({
        ok: true,
        value: { permanence: answer === "yes" ? after : permanence },
      });
      expect(await offerRow(id)).toMatchObject({ answer });
      const noted = await db.journalEntry.findFirstOrThrow({ where: { permanenceId: permanence } });
      expect(noted).toMatchObject({ act: "offer-answered", actor: `staff:${staff.user}`, data: { answer } });
      const other = answer === "yes" ? "no" : "yes";
      expect(await answerOfferFor(staff, held.id, { offer: id, answer: other })).toEqual(refused("offer-ended"));
      expect(await db.journalEntry.count({ where: { act: "offer-answered", permanenceId: permanence } })).toBe(1);
    }
  });
});

describe("a list over several half-days", () => {
  test("says of each who is to be told, and how many by telephone, by e-mail only and on site", async () => {
    const { permanence, after, staff, book, offer, cancels } = await mornings();
    const phone = await book("09:00", { phone: "+33612345678", email: "a@exemple.fr" });
    const email = await book("09:30", { email: "b@exemple.fr" });
    const none = await book("10:00");
    const no = await book("10:30", { phone: "+33612345679" });
    await cancels();
    const { id } = await offer(no.id, "09:00", later(after));
    await answerOffer(no.secret, { offer: id, answer: "no" });
    const read = await readPeopleToTellOf(staff, [after, permanence]);
    expect(read).toMatchObject({
      ok: true,
      value: {
        ways: { sms: 0, mail: 0, phone: 1, email: 1, none: 1, onSite: 0, later: 0 },
        halfDays: [{ permanence }, { permanence: after, people: [] }],
      },
    });
    const [first] = read.ok ? read.value.halfDays : [];
    expect(first?.people.map(({ appointment }) => appointment)).toEqual([phone.id, email.id, none.id, no.id]);
  });

  test("takes as many statements for two as for one", async () => {
    const { permanence, after, staff, book, cancels } = await mornings();
    await book("09:00");
    await cancels();
    const one = await statementsOf(() => readPeopleToTellOf(staff, [permanence]));
    expect(await statementsOf(() => readPeopleToTellOf(staff, [permanence, after]))).toHaveLength(one.length);
  });

  test("is refused as a whole when one of them is another organisation's, or none", async () => {
    const { permanence, staff } = await mornings();
    const { permanence: foreign } = await mornings();
    expect(await readPeopleToTellOf(staff, [permanence, foreign])).toEqual(refused("not-allowed"));
    for (const none of [crypto.randomUUID(), "x"])
      expect(await readPeopleToTellOf(staff, [permanence, none])).toEqual(refused("not-found"));
    expect(await readPeopleToTellOf(staff, [])).toMatchObject({ ok: true, value: { halfDays: [] } });
  });
});

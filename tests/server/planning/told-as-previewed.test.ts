/** @long */
import fc from "fast-check";
import type { Remedy } from "#lib/booking/disruption.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { leftToTell, type PeopleByWay } from "#lib/booking/disruption.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { mailboxes, phones } from "#tests/server/message/phone-store.ts";
import { setCounters } from "#tests/server/queue/counters.ts";
import { runs } from "#tests/support/property-runs.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./assignments/planned.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: "2027-03-01T07:30:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { settleDisruption } = await import("#lib/server/planning/disruption/settle-disruption.ts");
const { settleOwn } = await import("#lib/server/planning/disruption/settle-own.ts");
const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellDoors } = await import("#lib/server/message/door/tell-doors.ts");
const { tellAppointments } = await import("#lib/server/message/tell-appointments.ts");
const { secretOf } = await import("#lib/server/secrets.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
afterAll(() => db.$disconnect());

/** What has become of somebody who booked, when the morning is disrupted. */
const STORIES = [
  "comes",
  "comes",
  "comes",
  "comes later",
  "waits",
  "was called and missed it",
  "was helped",
  "gave up",
  "was cancelled",
  "was cancelled and is asked",
  "was cancelled and said no",
  "is asked",
  "is asked for a later hour of this morning",
  "said no",
  "did not answer",
] as const;
const WHAT = [
  "replace",
  "fewer",
  "move",
  "cancel",
  "shut",
  "shut, and this one moved",
  "not held",
  "ends early",
] as const;

const anyPerson = fc.record({
  story: fc.constantFrom(...STORIES),
  phone: fc.constantFrom(undefined, "+33612345678", "+33612345679", "+33388123456"),
  email: fc.boolean(),
  prefersCall: fc.nat(4).map((number) => number === 0),
  refusesSms: fc.nat(4).map((number) => number === 0),
});
/** Somebody on site, with what they left. */
const anyContact = fc.constantFrom("mail", "phone", "both");

const anyMorning = fc.record({
  contacts: fc.array(anyContact, { maxLength: 2 }),
  at: fc.constantFrom("07:30", "09:10", "10:10"),
  people: fc.array(anyPerson, { minLength: 1, maxLength: 8 }),
  afternoon: fc.array(anyPerson, { maxLength: 3 }),
  walkIns: fc.nat(2),
  // What they were told before, by the gateway as it answers then; the others are told by what waits, or by nobody yet.
  before: fc.constantFrom("sent", "refused", "waits"),
  called: fc.nat(9).map((number) => number === 0),
  what: fc.constantFrom(...WHAT),
});
type Person = typeof anyPerson extends fc.Arbitrary<infer One> ? One : never;
type Morning = typeof anyMorning extends fc.Arbitrary<infer One> ? One : never;

const BOOKABLE = { desks: 2, bookableLanes: 2, windows: [{ from: 0, to: 180, mode: "mixed" }] };

/** Such a morning in the database, with an afternoon at the same place; answers what can be settled there. */
async function disrupted({ at, people, afternoon, walkIns, called, before, contacts }: Morning) {
  setTime(monday("07:00"));
  const here = await planned(db);
  for (const left of contacts)
    await db.placeContact.create({
      data: {
        placeId: here.neuhof.id,
        roleName: "Accueil",
        ...(left !== "mail" && { phone: "+33388436000" }),
        ...(left !== "phone" && { email: "accueil@exemple.fr" }),
      },
    });
  const organisation = here.organisation.id;
  await db.topic.create({ data: { organisationId: organisation, key: "impots", rank: 0, minutes: 30 } });
  const ill = await here.person("A. B.");
  const there = await here.person("C. D.");
  await db.permanence.update({ where: { id: here.permanence }, data: BOOKABLE });
  for (const account of [ill, there]) await assign(here.coordinator, { permanence: here.permanence, account });
  const later = (await here.halfDay(here.neuhof, monday("14:00"), BOOKABLE)).id;
  const week = (await here.halfDay(here.neuhof, on("03-10 09:00"), { ...BOOKABLE, desks: 12, bookableLanes: 12 })).id;
  await assign(here.coordinator, { permanence: later, account: ill });
  const now = monday(at);
  const isOpen = here.permanence;
  let number = 0;
  const visit = async (permanenceId: string, appointmentId: string | undefined, state: string, more: object = {}) => {
    number += 1;
    const joinedAt = new Date(monday("09:01"));
    await db.visit.create({
      data: { permanenceId, ...(appointmentId !== undefined && { appointmentId }), number, joinedAt, state, ...more },
    });
  };
  let lane = 0;
  const offers = async (appointment: string, permanence: string, start: Instant, until: Instant, inLane?: number) => {
    lane += 1;
    const span = { start, end: plusMinutes(start, 30) };
    const [made] = await transaction(async (tx) => {
      await lockPermanences(tx, [isOpen, later, week]);
      return makeOffers(tx, [{ appointment, permanence, span, lane: inLane ?? lane, until }], clock.now());
    }, here.coordinator);
    return made?.id ?? "";
  };
  let beside = 0;
  const lives = async (
    { story, phone, email, prefersCall, refusesSms }: Person,
    permanenceId: string,
    start: Instant,
    place: number,
  ) => {
    const endsAt = new Date(plusMinutes(start, 30));
    const isCancelled = story.startsWith("was cancelled") || story === "gave up";
    const booked = new Date(on("02-26 10:00"));
    const { id } = await db.appointment.create({
      data: {
        permanenceId,
        organisationId: organisation,
        placeId: here.neuhof.id,
        startsAt: new Date(start),
        endsAt,
        lane: place,
        topicKeys: ["impots"],
        bookedAt: booked,
        createdAt: booked,
        state: !isCancelled ? "booked" : story === "gave up" ? "cancelled-by-resident" : "cancelled-by-service",
        ...(isCancelled && { cancelledAt: new Date(on("02-27 10:00")) }),
        ...(story === "comes later" && { expectedAt: new Date(monday("11:30")) }),
      },
    });
    if (phone !== undefined || email)
      await db.appointmentContact.create({
        data: {
          appointmentId: id,
          endsAt,
          day: new Date(endsAt.toISOString().slice(0, 10)),
          ...(phone !== undefined && { phone }),
          ...(email && { email: "a@exemple.fr" }),
          prefersCall: prefersCall && phone !== undefined,
          refusesSms: refusesSms && phone !== undefined,
        },
      });
    const isNow = permanenceId === isOpen && monday("09:00") < now;
    const elsewhere = () => offers(id, week, on("03-10 09:00"), on("03-03 18:00"));
    if (story === "waits" && isNow) await visit(permanenceId, id, "waiting");
    if (story === "was called and missed it" && isNow)
      await visit(permanenceId, id, "absent", { missedCalls: 1, missedAtCall: 1 });
    const times = { calledAt: new Date(monday("09:02")), startedAt: new Date(monday("09:02")) };
    if (story === "was helped" && isNow)
      await visit(permanenceId, id, "done", { desk: 1, ...times, endedAt: new Date(monday("09:05")) });
    if (story === "was cancelled and is asked" || story === "is asked") await elsewhere();
    if (story === "is asked for a later hour of this morning" && permanenceId === isOpen && beside < 2) {
      beside += 1;
      await offers(id, isOpen, monday("11:30"), monday("11:30"), beside);
    }
    if (story === "was cancelled and said no" || story === "said no")
      await answerOffer(secretOf("appointment", id, 1), { offer: await elsewhere(), answer: "no" });
    if (story === "did not answer") {
      const offer = await elsewhere();
      await db.$executeRaw`DELETE FROM appointment WHERE id = (SELECT hold_id FROM appointment_offer WHERE id = ${offer}::uuid)`;
    }
  };
  for (const [index, one] of people.entries())
    await lives(one, isOpen, plusMinutes(monday("09:00"), (index % 4) * 30), 1 + Math.floor(index / 4));
  for (const [index, one] of afternoon.entries()) await lives(one, later, plusMinutes(monday("14:00"), index * 30), 1);
  setTime(now);
  if (monday("09:00") < now) {
    for (let index = 0; index < walkIns; index += 1) await visit(isOpen, undefined, "waiting");
    const at9 = new Date(monday("09:02"));
    if (called) await visit(isOpen, undefined, "called", { desk: 1, calledAt: at9 });
    await db.permanence.update({
      where: { id: isOpen },
      data: { numbers: "given", status: "open", openedAt: new Date(monday("09:00")) },
    });
    await setCounters(db, isOpen, { nextNumber: number + 1, calls: 1 });
  }
  const gateway = phones();
  if (before === "refused")
    gateway.answer(
      ...Array.from({ length: 20 }, () => ({ kind: "refused", reason: "bad-recipient", code: "1" }) as const),
    );
  if (before === "waits") await tellAppointments(clock.now());
  else await send(gateway);
  return { ...here, organisation, ill, there, later };
}

const send = (phone: ReturnType<typeof phones>, mailbox = mailboxes()) =>
  tellAndSend(clock.now(), {
    sms: phone.gateway,
    mail: mailbox.sender,
    mailOf: mailOfAppointment,
    random: () => 0.5,
  });

/** Kinds of messages to contacts on site. */
const NOTICES = ["notice-to-hang", "notice-to-take-off"];

/** The messages that wait to tell what has become true. */
const waiting = async () =>
  new Map(
    (
      await db.outboxMessage.findMany({
        where: {
          sentAt: null,
          cancelledAt: null,
          givenUpAt: null,
          kind: { in: ["cancelled", "offer", "kept", ...NOTICES] },
        },
      })
    ).map((row) => [row.id, row]),
  );

/** What an act put in since, and what phones get of it when it is sent. */
async function sentSince(before: ReadonlyMap<string, unknown>) {
  await tellDoors(clock.now());
  const all = [...(await waiting()).values()].filter(({ id }) => !before.has(id));
  const put = all.filter(({ kind }) => !NOTICES.includes(kind));
  const phone = phones();
  const mailbox = mailboxes();
  await send(phone, mailbox);
  const tags = new Set(put.map(({ id }) => id));
  const got = (all: readonly { readonly tag: string }[]): number => all.filter(({ tag }) => tags.has(tag)).length;
  const rows = (channel: string): number => put.filter((row) => row.channel === channel).length;
  const notices = new Set(all.flatMap(({ kind, id }) => (NOTICES.includes(kind) ? [id] : [])));
  const doors = [notices.size, mailbox.mails.filter(({ tag }) => notices.has(tag)).length];
  return { rows: [rows("sms"), rows("mail")], got: [got(phone.sent), got(mailbox.mails)], doors };
}

/** Those of the ways in which the team tells them itself. */
const byTeam = (ways: PeopleByWay) => ({ ...ways, sms: 0, mail: 0 });

/** Whom the pages say are to be told: in the preview, when it is written, and on the list afterwards. */
async function toldOf(morning: Morning) {
  await db.outboxMessage.updateMany({
    where: { sentAt: null, cancelledAt: null, givenUpAt: null },
    data: { cancelledAt: new Date(clock.now()) },
  });
  const { coordinator, organisation, permanence, ill, there, later } = await disrupted(morning);
  const before = await waiting();
  const { what } = morning;
  const listOf = async (ids: readonly string[]) => {
    const read = await readAfterDisruption(coordinator, organisation, ids);
    if (!read.ok) throw new Error(read.refusal);
    const { toTell, doors } = read.value;
    return {
      ways: toTell.ways,
      calls: doors.flatMap(({ contacts }) => contacts).filter(({ byMail }) => !byMail).length,
    };
  };
  if (what === "not held" || what === "ends early") {
    const reason = "La salle est fermée.";
    const declared =
      what === "not held" ? ({ kind: "not-held" } as const) : ({ kind: "ends-early", at: monday("11:00") } as const);
    const actor = { ...coordinator, user: there };
    await db.assignment.deleteMany({ where: { permanenceId: permanence, conseillerId: ill } });
    const asked = { permanence, declared, reason };
    const preview = await settleOwn(actor, { ...asked, preview: true });
    const written = await settleOwn(actor, { ...asked, preview: false });
    if (!preview.ok || !written.ok) return { refused: [preview, written].map((one) => one.ok) };
    return {
      preview: preview.value,
      written: written.value,
      list: await listOf([permanence]),
      sent: await sentSince(before),
    };
  }
  const isShut = what.startsWith("shut");
  const remedy: Remedy | undefined = {
    replace: { kind: "replace", accounts: [coordinator.user] } as const,
    fewer: { kind: "fewer-desks" } as const,
    move: { kind: "move", date: "2027-03-09" } as const,
    cancel: { kind: "cancel" } as const,
    shut: undefined,
    "shut, and this one moved": { kind: "move", date: "2027-03-09" } as const,
  }[what];
  const day = "2027-03-01";
  const place = (await db.permanence.findUniqueOrThrow({ where: { id: permanence } })).placeId;
  const asked = {
    organisation,
    away: isShut ? [] : [{ account: ill, span: { start: monday("00:00"), end: on("03-02 00:00") } }],
    closures: isShut ? [closureBody.parse({ place, from: day, until: day, sentence: "Fuite d’eau." })] : [],
    decided: remedy ? [{ permanence, remedy, reason: "Elle ne peut pas avoir lieu." }] : [],
  };
  const preview = await settleDisruption(coordinator, { ...asked, preview: true });
  const written = await settleDisruption(coordinator, { ...asked, preview: false });
  if (!preview.ok || !written.ok) return { refused: [preview, written].map((one) => one.ok) };
  const settled = written.value.settled.map((one) => one.permanence);
  const cancelled = await db.permanence.findMany({ where: { id: { in: [permanence, later] }, status: "cancelled" } });
  return {
    preview: preview.value,
    written: written.value,
    list: await listOf([...settled, ...cancelled.map(({ id }) => id)]),
    sent: await sentSince(before),
  };
}

const MORNINGS = runs(20, 200);

test(
  "whom a preview counts are told as it says: by as many messages as phones get, the others by the list, each by the same way",
  async () => {
    const counted = { told: 0, refused: 0, messages: 0, doors: 0 };
    await fc.assert(
      fc.asyncProperty(anyMorning, async (morning) => {
        const told = await toldOf(morning);
        if ("refused" in told) {
          counted.refused += 1;
          expect(told.refused).toEqual([false, false]);
          return;
        }
        const { list, sent } = told;
        const preview = told.preview.toTell;
        const written = told.written.toTell;
        const { doors } = told.preview;
        counted.doors += doors.mail + doors.calls;
        expect(told.written.doors).toEqual(doors);
        // Of one that ends early the list has no door: its own page says whom to ring.
        if (morning.what !== "ends early") expect(list.calls).toBe(doors.calls);
        if (leftToTell(preview) > 0) counted.told += 1;
        counted.messages += preview.sms + preview.mail;
        expect(written).toEqual(preview);
        expect(byTeam(list.ways)).toEqual(byTeam(preview));
        const messages = [preview.sms, preview.mail];
        expect(sent).toEqual({ rows: messages, got: messages, doors: [doors.mail, doors.mail] });
      }),
      { numRuns: MORNINGS },
    );
    // Most of these mornings leave somebody to tell.
    expect(counted.told).toBeGreaterThan(MORNINGS / 2);
    expect(counted.messages).toBeGreaterThan(MORNINGS / 4);
    expect(counted.doors).toBeGreaterThan(MORNINGS / 8);
  },
  runs(360_000),
);

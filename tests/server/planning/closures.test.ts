import { createHash, randomUUID } from "node:crypto";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { SavingClosure } from "#lib/server/planning/closures/save-closure.ts";
import { instantOf } from "#lib/time/instant.ts";
import { fieldsOfClosure, readClosureForm } from "#lib/wire/schedule/closure-form.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { city } from "#tests/server/place/city.ts";

// A Monday morning, in Strasbourg.
const NOW = "2027-03-01T08:00:00+01:00";
const { db, transaction, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { giveHalfDayBack } = await import("#lib/server/planning/closures/give-half-day-back.ts");
const { liftClosure } = await import("#lib/server/planning/closures/lift-closure.ts");
const { giveHalfDaysBack } = await import("#lib/server/planning/closures/give-half-days-back.ts");
const { readClosure, readClosures, readLiftedClosures } =
  await import("#lib/server/planning/closures/read-closures.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { planPermanences } = await import("#lib/server/planning/series/plan-permanences.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { readClosedNow, readClosuresAt } = await import("#lib/server/schedule/read-closures-told.ts");
const { firstFreeHour } = await import("#lib/server/booking/first-free-hour.ts");
const { nextHalfDays } = await import("#lib/server/booking/read-alternatives.ts");
const { readOtherHalfDays } = await import("#lib/server/booking/other-half-days.ts");
const { readNextHalfDay } = await import("#lib/server/schedule/read-next.ts");
const { readComing } = await import("#lib/server/schedule/read-coming.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { effectOfClosureForm } = await import("#app/[locale]/coordination/fermetures/closure-forms.ts");
const create = await import("#app/[locale]/coordination/fermetures/creer/[acte]/route.ts");
const change = await import("#app/[locale]/coordination/fermetures/[id]/[acte]/route.ts");

const setTime = (moment: string) => clock.move(instantOf(moment) - (clock.now() - clock.offset()));
beforeEach(() => setTime(NOW));
afterAll(() => db.$disconnect());

const FLOOD = "Fuite d’eau dans la salle";
const BOOKABLE = { bookableLanes: 2, desks: 2, windows: [{ from: 0, to: 180, mode: "mixed" }] };

/** An organisation with two places and a coordinator; half-days from nine to twelve on days of March 2027. */
async function anOrganisation() {
  const here = await city(db);
  const organisation = here.organisation.id;
  const library = await here.place("Médiathèque");
  const annex = await here.place("Annexe");
  await db.topic.create({
    data: { key: "impots", minutes: 30, bring: [], themes: [], bookable: true, rank: 1, organisationId: organisation },
  });
  const someone = await db.user.create({
    data: {
      email: `${crypto.randomUUID()}@demo.example`,
      name: "Coordination",
      memberships: { create: { organisationId: organisation, role: "coordinator" } },
    },
  });
  const actor: StaffActor = {
    kind: "staff",
    user: someone.id,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  };
  const holds = async (day: string, at = library, by = here) => {
    const { id } = await by.halfDay(at, instantOf(`${day}T09:00:00+01:00`), BOOKABLE);
    await transaction((tx) => writeVevent(tx, id), "service");
    return id;
  };
  const books = async (permanence: string, start: string) => {
    const booked = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["impots"], start: instantOf(`${start}:00+01:00`), onBehalfOf: false, name: "Fatima" },
    );
    return booked.ok ? "booked" : booked.refusal;
  };
  const asks = (body: object, more: Partial<SavingClosure> = {}) =>
    saveClosure(actor, {
      organisation,
      body: closureBody.parse({ sentence: FLOOD, ...body }),
      preview: false,
      ...more,
    });
  const closes = async (body: object, more: Partial<SavingClosure> = {}) => {
    const saved = await asks(body, more);
    if (!saved.ok) throw new Error(saved.refusal);
    return saved.value;
  };
  const lifts = (closure: string, more: object = {}) =>
    liftClosure(actor, { organisation, closure, preview: false, ...more });
  const row = (id: string) => db.permanence.findUniqueOrThrow({ where: { id } });
  return { ...here, id: organisation, library, annex, actor, someone, holds, books, asks, closes, lifts, row };
}

describe("a place that is closed for some days", () => {
  test("first shows every half-day that it touches, who is booked and planned there, and writes nothing", async () => {
    const { id, library, annex, holds, books, closes, someone, row } = await anOrganisation();
    const tuesday = await holds("2027-03-02");
    const elsewhere = await holds("2027-03-02", annex);
    const later = await holds("2027-03-09");
    expect(await books(tuesday, "2027-03-02T09:30")).toBe("booked");
    const { startsAt, endsAt } = await row(tuesday);
    await db.assignment.create({
      data: { permanenceId: tuesday, organisationId: id, conseillerId: someone.id, desk: 1, startsAt, endsAt },
    });
    const preview = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" }, { preview: true });
    expect(preview.halfDays).toEqual([
      expect.objectContaining({
        permanence: tuesday,
        outcome: "is-cancelled",
        localDate: "2027-03-02",
        appointments: 1,
        goingOn: false,
        people: ["Coordination"],
      }),
    ]);
    expect([preview.toTell, preview.closure]).toEqual([1, undefined]);
    expect(await db.closure.count({ where: { organisationId: id } })).toBe(0);
    for (const one of [tuesday, elsewhere, later]) expect((await row(one)).status).toBe("scheduled");
  });

  test("cancels its half-days with the sentence, whose people are then on the list to tell, and leaves the rest", async () => {
    const { library, annex, actor, holds, books, closes, row } = await anOrganisation();
    const tuesday = await holds("2027-03-02");
    const elsewhere = await holds("2027-03-02", annex);
    const later = await holds("2027-03-09");
    await books(tuesday, "2027-03-02T09:30");
    const { closure, notCancelled } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
    expect(notCancelled).toEqual([]);
    expect(await row(tuesday)).toMatchObject({ status: "cancelled", cancelReason: FLOOD, closureId: closure });
    for (const one of [elsewhere, later])
      expect(await row(one)).toMatchObject({ status: "scheduled", closureId: null });
    const told = await readPeopleToTell(actor, tuesday);
    expect(told.ok && told.value.people.map(({ name }) => name)).toEqual(["Fatima"]);
  });

  test("lists a half-day at which somebody is at a desk, leaves it whole, and cancels it when it is asked again", async () => {
    const { library, holds, closes, row } = await anOrganisation();
    const monday = await holds("2027-03-01");
    const tuesday = await holds("2027-03-02");
    setTime("2027-03-01T09:30:00+01:00");
    await db.permanence.update({
      where: { id: monday },
      data: { numbers: "given", status: "open", openedAt: new Date(clock.now()) },
    });
    await db.desk.create({ data: { permanenceId: monday, number: 1, since: new Date(clock.now()) } });
    const visit = await db.visit.create({
      data: {
        permanenceId: monday,
        number: 1,
        joinedAt: new Date(clock.now()),
        state: "serving",
        desk: 1,
        calledAt: new Date(clock.now()),
        startedAt: new Date(clock.now()),
      },
    });
    const body = { place: library.id, from: "2027-03-01", fromMinute: 9 * 60, until: "2027-03-02" };
    const first = await closes(body);
    expect(first.notCancelled).toEqual([
      expect.objectContaining({ permanence: monday, place: "Médiathèque", refusal: "desk-busy" }),
    ]);
    expect([(await row(monday)).status, (await row(tuesday)).status]).toEqual(["open", "cancelled"]);
    await db.visit.update({ where: { id: visit.id }, data: { state: "done", endedAt: new Date(clock.now()) } });
    const again = await closes(body, { closure: first.closure! });
    expect([again.notCancelled, (await row(monday)).status]).toEqual([[], "cancelled"]);
  });
});

describe("a closure of the whole organisation", () => {
  test("closes its half-days everywhere, and nobody else's", async () => {
    const { library, annex, holds, closes, row } = await anOrganisation();
    const other = await anOrganisation();
    const mine = [
      await holds("2027-03-02"),
      await holds("2027-03-02", annex),
      await holds("2027-03-03", other.library),
    ];
    const theirs = await other.holds("2027-03-02", library);
    await closes({ from: "2027-03-01", until: "2027-03-05" });
    for (const one of mine) expect((await row(one)).status).toBe("cancelled");
    expect(await row(theirs)).toMatchObject({ status: "scheduled", closureId: null });
  });

  test("needs a role at every place", async () => {
    const { id, library, actor, closes } = await anOrganisation();
    const narrowed: StaffActor = { ...actor, roles: [{ organisation: id, role: "coordinator", places: [library.id] }] };
    const body = closureBody.parse({ from: "2027-03-01", until: "2027-03-05", sentence: FLOOD });
    const asked = { organisation: id, body, preview: false };
    expect(await saveClosure(narrowed, asked)).toEqual({ ok: false, refusal: "not-allowed" });
    expect((await saveClosure(narrowed, { ...asked, body: { ...body, place: library.id } })).ok).toBe(true);
    await closes({ from: "2027-03-01", until: "2027-03-05" });
  });
});

test("half-days of guests at a closed place are named, stay, and cannot be booked until it is open again", async () => {
  const { id, library, closes, lifts, row } = await anOrganisation();
  const guest = await anOrganisation();
  const theirs = await guest.holds("2027-03-02", library);
  const { closure, halfDays } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
  expect(halfDays).toEqual([expect.objectContaining({ permanence: theirs, outcome: "is-a-guests", guest: "Ville" })]);
  expect((await row(theirs)).status).toBe("scheduled");
  expect(await guest.books(theirs, "2027-03-02T09:30")).toBe("shut-for-now");
  await lifts(closure!);
  expect(await guest.books(theirs, "2027-03-02T09:30")).toBe("booked");
  expect(await db.journalEntry.count({ where: { organisationId: id, act: "closure-lifted" } })).toBe(1);
});

describe("a closure without a known end", () => {
  const flood = { from: "2027-03-01", decideOn: "2027-03-15" };

  test("cancels up to the day of the decision; later half-days stay, cannot be booked, and keep who is booked", async () => {
    const { library, actor, holds, books, closes, row } = await anOrganisation();
    const before = await holds("2027-03-15");
    const later = await holds("2027-03-16");
    await books(later, "2027-03-16T09:30");
    const { closure, toTell } = await closes({ place: library.id, ...flood });
    expect([(await row(before)).status, (await row(later)).status, (await row(later)).closureId]).toEqual([
      "cancelled",
      "scheduled",
      closure,
    ]);
    expect(toTell).toBe(0);
    expect(await books(later, "2027-03-16T10:30")).toBe("shut-for-now");
    const slots = await readSlots(later, ["impots"]);
    expect(slots.ok && slots.value.slots).toEqual([]);
    expect(await db.appointment.count({ where: { permanenceId: later, state: "booked" } })).toBe(1);
    const told = await readPeopleToTell(actor, later);
    expect(told.ok && told.value.people).toEqual([]);
    const found = await readClosure(actor, closure!);
    if (!found.ok) throw new Error(found.refusal);
    expect(found.value.people.map(({ permanence, name }) => [permanence, name])).toEqual([[later, "Fatima"]]);
  });

  test("is said in the lists and the calendar, and is offered to nobody", async () => {
    const { id, library, annex, holds, closes, row } = await anOrganisation();
    const later = await holds("2027-03-16");
    await closes({ place: library.id, ...flood });
    const [listed] = await readComing(60, { organisation: id, cancelledToo: true });
    expect([listed?.id, listed?.shut]).toEqual([later, FLOOD]);
    expect(await readComing(60, { organisation: id })).toEqual([]);
    expect(await readNextHalfDay({ placeId: library.id, except: id })).toBeUndefined();
    expect(await nextHalfDays({ placeId: library.id }, [], clock.now())).toEqual([]);
    expect(await firstFreeHour({ topic: "impots", near: undefined, organisation: id })).toBeUndefined();
    const elsewhere = await holds("2027-03-17", annex);
    expect(await readOtherHalfDays(elsewhere)).toEqual([]);
    expect((await firstFreeHour({ topic: "impots", near: undefined, organisation: id }))?.permanence).toBe(elsewhere);
    const event = (await row(later)).vevent?.replaceAll("\r\n ", "");
    expect(event).toContain("SUMMARY:Fermé pour l’instant – Médiathèque");
    expect(event).toContain(FLOOD);
    expect(event).toContain("STATUS:TENTATIVE");
  });

  test("gives what it kept back when it is lifted, and its dates in the next night", async () => {
    const { id, library, holds, books, closes, lifts, row } = await anOrganisation();
    const later = await holds("2027-03-16");
    await db.series.create({
      data: {
        organisationId: id,
        placeId: library.id,
        weekday: 3,
        startMinute: 540,
        endMinute: 720,
        everyWeeks: 1,
        fromDate: new Date("2027-03-01"),
        desks: 1,
        bookableLanes: 0,
        windows: [],
        topicKeys: [],
      },
    });
    const { closure } = await closes({ place: library.id, ...flood });
    const before = (await row(later)).sequence;
    await planPermanences(clock.now());
    const wednesdays = () => db.permanence.count({ where: { organisationId: id, seriesId: { not: null } } });
    expect(await wednesdays()).toBe(0);
    const lifted = await lifts(closure!);
    expect(lifted.ok && lifted.value.halfDays.map(({ permanence }) => permanence)).toEqual([later]);
    expect(await row(later)).toMatchObject({ closureId: null, sequence: before + 1 });
    expect(await books(later, "2027-03-16T10:30")).toBe("booked");
    await planPermanences(clock.now());
    expect(await wednesdays()).toBeGreaterThan(10);
    expect(await lifts(closure!)).toEqual({ ok: true, value: { halfDays: [], version: "" } });
  });

  test("that gets an end cancels what it kept until then, and gives the rest back", async () => {
    const { library, holds, closes, row } = await anOrganisation();
    const inside = await holds("2027-03-16");
    const after = await holds("2027-03-23");
    const { closure } = await closes({ place: library.id, ...flood });
    await closes({ place: library.id, from: "2027-03-01", until: "2027-03-19" }, { closure: closure! });
    expect((await row(inside)).status).toBe("cancelled");
    expect(await row(after)).toMatchObject({ status: "scheduled", closureId: null });
  });

  test("stands first in the list when its day of decision is near", async () => {
    const { id, actor, library, annex, closes } = await anOrganisation();
    await closes({ place: annex.id, from: "2027-03-01", until: "2027-03-02" });
    const { closure } = await closes({ place: library.id, ...flood, decideOn: "2027-03-08" });
    const listed = await readClosures(actor, id);
    expect(listed.ok && listed.value.map(({ id: one, toDecide }) => [one === closure, toDecide])).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});

describe("a half-day that a closure cancelled", () => {
  test("is given back once the place is open again; appointments stay cancelled, and are named", async () => {
    const { library, actor, someone, id, holds, books, closes, lifts, row } = await anOrganisation();
    const tuesday = await holds("2027-03-02");
    await books(tuesday, "2027-03-02T09:30");
    const { startsAt, endsAt } = await row(tuesday);
    await db.assignment.create({
      data: { permanenceId: tuesday, organisationId: id, conseillerId: someone.id, desk: 1, startsAt, endsAt },
    });
    const { closure } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
    expect(await giveHalfDayBack(actor, tuesday)).toEqual({ ok: false, refusal: "still-shut" });
    await lifts(closure!);
    const { sequence } = await row(tuesday);
    expect(await giveHalfDayBack(actor, tuesday)).toEqual({ ok: true, value: { cancelledAppointments: 1, people: 1 } });
    expect(await row(tuesday)).toMatchObject({ status: "scheduled", cancelReason: null, sequence: sequence + 1 });
    expect((await row(tuesday)).vevent).toContain("STATUS:CONFIRMED");
    expect(await db.appointment.count({ where: { permanenceId: tuesday, state: "cancelled-by-service" } })).toBe(1);
    expect(await books(tuesday, "2027-03-02T09:30")).toBe("booked");
    expect(await giveHalfDayBack(actor, tuesday)).toEqual({ ok: false, refusal: "state-changed" });
  });

  test("keeps its lifted closure in the list as long as it waits, and is given back with the others in one act", async () => {
    const { id, library, actor, holds, books, closes, lifts, row } = await anOrganisation();
    const tuesday = await holds("2027-03-02");
    const thursday = await holds("2027-03-04");
    await books(tuesday, "2027-03-02T09:30");
    const { closure = "" } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
    const waits = async () => {
      const read = await readLiftedClosures(actor, id);
      return read.ok && read.value.map((one) => [one.id, one.toGiveBack]);
    };
    const seen = async () => {
      const read = await readClosure(actor, closure);
      if (!read.ok) throw new Error(read.refusal);
      return read.value;
    };
    expect(await waits()).toEqual([]);
    expect((await seen()).cancelledPeople).toEqual([]);
    expect(await giveHalfDaysBack(actor, { closure, seen: (await seen()).version })).toMatchObject({
      refusal: "still-shut",
    });
    await lifts(closure);
    expect(await waits()).toEqual([[closure, 2]]);
    const { version, cancelledPeople } = await seen();
    expect(cancelledPeople).toMatchObject([{ permanence: tuesday, name: "Fatima" }]);
    expect(await giveHalfDaysBack(actor, { closure, seen: "" })).toMatchObject({ refusal: "changed-meanwhile" });
    // Another half-day at these hours keeps one from being held again; the other is.
    await holds("2027-03-04");
    expect(await giveHalfDaysBack(actor, { closure, seen: version })).toMatchObject({
      value: { given: 1, cancelledAppointments: 1, refused: [{ permanence: thursday, refusal: "hours-taken" }] },
    });
    expect([(await row(tuesday)).status, (await row(thursday)).status]).toEqual(["scheduled", "cancelled"]);
    expect(await waits()).toEqual([[closure, 1]]);
    setTime("2027-03-04T09:00:00+01:00");
    expect(await waits()).toEqual([]);
  });

  test.each(["is away then", "has left"])(
    "is given back without whoever %s, and somebody else can have their desk",
    async (why) => {
      const { library, actor, someone, id, holds, closes, lifts, row } = await anOrganisation();
      const tuesday = await holds("2027-03-02");
      const { startsAt, endsAt } = await row(tuesday);
      const other = await db.user.create({
        data: {
          email: `${crypto.randomUUID()}@demo.example`,
          memberships: { create: { organisationId: id, role: "conseiller" } },
        },
      });
      await db.assignment.create({
        data: { permanenceId: tuesday, organisationId: id, conseillerId: someone.id, desk: 1, startsAt, endsAt },
      });
      const { closure } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
      if (why === "has left")
        await db.membership.updateMany({ where: { userId: someone.id }, data: { endsAt: startsAt } });
      else await db.absence.create({ data: { organisationId: id, conseillerId: someone.id, startsAt, endsAt } });
      await lifts(closure!);
      expect(await giveHalfDayBack(actor, tuesday)).toMatchObject({ value: { people: 0 } });
      expect(await assign(actor, { permanence: tuesday, account: other.id, desk: 1 })).toMatchObject({ ok: true });
      expect(await db.assignment.findMany({ where: { permanenceId: tuesday } })).toMatchObject([
        { conseillerId: other.id, released: false },
      ]);
    },
  );

  test("is given back also when it was moved, and says no more that it is held elsewhere", async () => {
    const { actor, holds, row } = await anOrganisation();
    const tuesday = await holds("2027-03-02");
    const friday = await holds("2027-03-05");
    await db.permanence.update({
      where: { id: tuesday },
      data: { status: "cancelled", cancelReason: FLOOD, movedToId: friday },
    });
    expect(await giveHalfDayBack(actor, tuesday)).toMatchObject({ ok: true });
    expect(await row(tuesday)).toMatchObject({ status: "scheduled", movedToId: null });
    expect(await row(friday)).toMatchObject({ status: "scheduled" });
  });

  test("is not given back once it has begun", async () => {
    const { library, actor, holds, closes, lifts } = await anOrganisation();
    const monday = await holds("2027-03-01");
    const { closure } = await closes({ place: library.id, from: "2027-03-01", until: "2027-03-05" });
    await lifts(closure!);
    setTime("2027-03-01T09:05:00+01:00");
    expect(await giveHalfDayBack(actor, monday)).toEqual({ ok: false, refusal: "permanence-closed" });
  });
});

describe("two coordinators", () => {
  test("who close the same days at once make one closure, and the second is told", async () => {
    const { id, library, asks } = await anOrganisation();
    const body = { place: library.id, from: "2027-03-01", until: "2027-03-05" };
    const both = await Promise.all([asks(body), asks(body)]);
    expect(both.map((one) => (one.ok ? "made" : one.refusal)).sort()).toEqual(["closed-already", "made"]);
    expect(await db.closure.count({ where: { organisationId: id } })).toBe(1);
  });

  test("of whom one changes a closure while the other reads its preview: the second is told", async () => {
    const { library, holds, closes, asks } = await anOrganisation();
    await holds("2027-03-03");
    const body = { place: library.id, from: "2027-03-02", until: "2027-03-02" };
    const { closure } = await closes(body);
    const longer = { ...body, until: "2027-03-03" };
    const { version } = await closes(longer, { closure: closure!, preview: true });
    await closes({ ...body, sentence: "Panne de chauffage" }, { closure: closure! });
    const late = await asks(longer, { closure: closure!, seen: version });
    expect(late.ok ? "saved" : late.refusal).toBe("changed-meanwhile");
  });
});

test("a new sentence is read wherever the former one was", async () => {
  const { library, holds, closes, row } = await anOrganisation();
  const tuesday = await holds("2027-03-02");
  const later = await holds("2027-03-16");
  const body = { place: library.id, from: "2027-03-01", decideOn: "2027-03-15" };
  const { closure } = await closes(body);
  await closes({ ...body, sentence: "Chauffage en panne" }, { closure: closure! });
  expect((await row(tuesday)).cancelReason).toBe("Chauffage en panne");
  expect((await row(later)).vevent?.replaceAll("\r\n ", "")).toContain("Chauffage en panne");
});

test("days that cannot be are refused, each with its code", async () => {
  const { id, library, asks } = await anOrganisation();
  const other = await anOrganisation();
  const refusal = async (body: object) => {
    const saved = await asks(body);
    return saved.ok ? "saved" : saved.refusal;
  };
  const at = { place: library.id };
  expect(await refusal({ ...at, from: "2027-02-28", until: "2027-03-05" })).toBe("begins-in-the-past");
  expect(await refusal({ ...at, from: "2027-03-01", until: "2027-03-01", untilMinute: 60 })).toBe("ends-in-the-past");
  expect(await refusal({ ...at, from: "2027-03-01", until: "2030-03-05" })).toBe("too-far-ahead");
  expect(await refusal({ place: other.library.id, from: "2027-03-01", until: "2027-03-05" })).toBe("no-own-place");
  expect(await db.closure.count({ where: { organisationId: id } })).toBe(0);
});

test("a body says its end or the day of a decision, never both, and residents read no personal number", () => {
  const codes = (body: object) =>
    closureBody.safeParse({ from: "2027-03-01", sentence: FLOOD, ...body }).error?.issues.map(({ message }) => message);
  expect(codes({})).toEqual(["end-missing"]);
  expect(codes({ until: "2027-03-05", decideOn: "2027-03-04" })).toEqual(["end-and-decision"]);
  expect(codes({ until: "2027-02-28" })).toEqual(["ends-before-it-begins"]);
  expect(codes({ until: "2027-03-05", sentence: "Demander 2 84 12 67 482 123 45" })).toEqual([
    "personal-number-refused",
  ]);
});

describe("what residents read of a closure", () => {
  test("is told at its place two weeks before and while it lasts, with its sentence, and not once it is lifted", async () => {
    const { id, library, annex, closes, lifts } = await anOrganisation();
    const later = await closes({ place: library.id, from: "2027-03-10", until: "2027-03-12" });
    await closes({ place: library.id, from: "2027-04-10", until: "2027-04-12" });
    const at = { ...library, organisation: id };
    expect((await readClosuresAt(at, 14)).map(({ sentence }) => sentence)).toEqual([FLOOD]);
    expect(await readClosuresAt({ ...annex, organisation: id }, 14)).toEqual([]);
    expect(await readClosedNow(id)).toEqual([]);
    setTime("2027-03-10T10:00:00+01:00");
    expect(await readClosedNow(id)).toMatchObject([{ place: "Médiathèque", sentence: FLOOD, unknownEnd: false }]);
    await lifts(later.closure!);
    expect([await readClosuresAt(at, 14), await readClosedNow(id)]).toEqual([[], []]);
  });

  test("is told by the place, the week and the list of closures alike, while it stands and once it is lifted", async () => {
    const { id, library, organisation, actor, holds, closes, lifts } = await anOrganisation();
    await holds("2027-03-04");
    const { closure = "" } = await closes({ place: library.id, from: "2027-03-02", decideOn: "2027-03-03" });
    const told = async () => {
      const [atPlace, list, week] = await Promise.all([
        readClosuresAt({ id: library.id, organisation: organisation.id, timeZone: "Europe/Paris" }, 14),
        readClosures(actor, id),
        readPlanning(actor, { organisation: id, from: "2027-03-01", days: 7 }),
      ]);
      if (!list.ok || !week.ok) throw new Error("not allowed");
      const days = week.value.places.flatMap(({ shut, halfDays }) => [
        ...shut.flatMap((day) => (day.closure === undefined ? [] : [day.closure])),
        ...halfDays.flatMap(({ closed }) => closed ?? []),
      ]);
      return [atPlace.map(({ sentence }) => sentence), list.value.map(({ sentence }) => sentence), [...new Set(days)]];
    };
    expect(await told()).toEqual([[FLOOD], [FLOOD], [FLOOD]]);
    await lifts(closure);
    expect(await told()).toEqual([[], [], []]);
  });

  test("of every place is told at each of them", async () => {
    const { id, annex, closes } = await anOrganisation();
    await closes({ from: "2027-03-01", decideOn: "2027-03-08" });
    const told = () => readClosuresAt({ ...annex, organisation: id }, 14);
    expect(await told()).toMatchObject([{ unknownEnd: true, decideOn: "2027-03-08" }]);
    expect((await readClosedNow(id)).map(({ place }) => place)).toEqual([undefined]);
    setTime("2027-03-09T10:00:00+01:00");
    const [undecided] = await told();
    expect(undecided).toMatchObject({ unknownEnd: true });
    expect(undecided).not.toHaveProperty("decideOn");
  });

  test("leads to the pages of its place as long as it stands", async () => {
    const { library, actor, closes, lifts } = await anOrganisation();
    const slugOf = async (closure: string) => {
      const read = await readClosure(actor, closure);
      if (!read.ok) throw new Error(read.refusal);
      return read.value.slug;
    };
    const one = await closes({ place: library.id, from: "2027-03-10", until: "2027-03-12" });
    const every = await closes({ from: "2027-04-01", until: "2027-04-02" });
    const { slug } = await db.place.findUniqueOrThrow({ where: { id: library.id } });
    expect([await slugOf(one.closure!), await slugOf(every.closure!)]).toEqual([slug, undefined]);
    await lifts(one.closure!);
    expect(await slugOf(one.closure!)).toBeUndefined();
  });
});

/**
 * A coordinator with a login at a place that holds a half-day on Tuesday 2 March; `posts` answers where a form leads,
 * and what it came back with.
 */
async function closing() {
  const of = await organisationWithPlace(db);
  const place = await of.placeOf("Médiathèque");
  const { id: halfDay } = await db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: of.id,
      timeZone: "Europe/Paris",
      localDate: new Date("2027-03-02"),
      startsAt: new Date(instantOf("2027-03-02T09:00:00+01:00")),
      endsAt: new Date(instantOf("2027-03-02T12:00:00+01:00")),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      createdAt: new Date(clock.now()),
      updatedAt: new Date(clock.now()),
    },
  });
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: of.id } });
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({
    data: { userId: of.coordinator.user, expires: new Date("2099-01-01T00:00:00Z"), sessionToken },
  });
  const fields = {
    slug,
    place: place.id,
    from: "2027-03-01",
    end: "known",
    until: "2027-03-05",
    sentence: "Fuite d’eau dans la salle",
  };
  const posts = async (acte: string, sent: Readonly<Record<string, string>>, id?: string) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(sent)) body.append(name, value);
    const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
    const request = new Request("http://localhost/x", { method: "POST", body, headers });
    const answer = id
      ? await change.POST(request, { params: Promise.resolve({ locale: "fr", id, acte }) })
      : await create.POST(request, { params: Promise.resolve({ locale: "fr", acte }) });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost");
    const back = openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), of.coordinator.user);
    return { led, back };
  };
  return { ...of, place, halfDay, fields, posts };
}

test("a closure is typed, looked at, and saved with what was seen; its page lists what is left and opens again", async () => {
  const { id, coordinator, halfDay, fields, posts } = await closing();
  const looked = await posts("voir", fields);
  expect(looked.back).toMatchObject({ form: "fermeture", refusals: {} });
  const { effect } = await effectOfClosureForm(coordinator, looked.back, { organisation: id });
  expect(effect?.halfDays.map(({ permanence, outcome }) => [permanence, outcome])).toEqual([[halfDay, "is-cancelled"]]);
  const saved = await posts("enregistrer", { ...fields, seen: effect?.version ?? "" });
  expect(saved.led.searchParams.get("fait")).toBe("closureMade");
  const closure = saved.led.pathname.split("/").at(-1) ?? "";
  expect(await db.permanence.findUnique({ where: { id: halfDay } })).toMatchObject({ status: "cancelled" });
  const early = await posts("retablir", { permanence: halfDay }, closure);
  expect(early.back?.refusals).toEqual({ form: "still-shut" });
  const stale = await posts("rouvrir", { seen: "another" }, closure);
  expect(stale.back?.refusals).toEqual({ form: "effect-changed" });
});

test("what is missing is said beside its field, and nothing typed is lost", async () => {
  const { fields, posts } = await closing();
  const { back } = await posts("voir", { ...fields, until: "", sentence: "" });
  expect(back).toMatchObject({ refusals: { until: "missing", sentence: "missing" }, fields: { from: "2027-03-01" } });
  const unknown = await posts("voir", { ...fields, end: "unknown" });
  expect(unknown.back?.refusals).toEqual({ decideOn: "decision-day-missing" });
});

test("a place that was not chosen is asked for, and never means every place", async () => {
  const { id, fields, posts } = await closing();
  const { back } = await posts("enregistrer", { ...fields, place: "" });
  expect(back).toMatchObject({
    refusals: { place: "place-not-chosen" },
    fields: { sentence: "Fuite d’eau dans la salle" },
  });
  expect(await db.closure.count({ where: { organisationId: id } })).toBe(0);
});

test("a closure comes back into its form as it was typed", () => {
  const typed = {
    place: "all",
    from: "2027-03-01",
    fromHour: "09:30",
    end: "known",
    until: "2027-03-02",
    untilHour: "",
    decideOn: "",
    sentence: "Travaux",
  };
  const read = readClosureForm(typed);
  expect(read).toMatchObject({ ok: true, value: { fromMinute: 570, untilMinute: 1440 } });
  const moments = { from: { day: "2027-03-01", minute: 570 }, until: { day: "2027-03-02", minute: 1440 } };
  expect({ place: "all", ...fieldsOfClosure({ ...moments, sentence: "Travaux" }) }).toEqual(typed);
  expect(readClosureForm({ ...typed, fromHour: "nine" })).toEqual({ ok: false, refusals: { fromHour: "malformed" } });
});

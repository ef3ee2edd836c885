import { randomUUID } from "node:crypto";
import { NO_TEAM, NOBODY_TO_TELL, type Remedy } from "#lib/booking/disruption.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayBody } from "#lib/wire/schedule/series.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./assignments/planned.ts";
import { sentForm } from "#tests/support/sent-form.ts";

// A Monday at 7:30 in Strasbourg.
const NOW = "2027-03-01T07:30:00+01:00";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");
const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { transaction } = await import("#lib/server/db.ts");
const { settleDisruption } = await import("#lib/server/planning/disruption/settle-disruption.ts");
const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
const { readDoorNotice } = await import("#lib/server/schedule/read-door-notice.ts");
const { readPlace } = await import("#lib/server/place/read-places.ts");
const { readOwnDisruption } = await import("#lib/server/planning/disruption/read-own.ts");
const { holdAgain } = await import("#lib/server/planning/disruption/hold-again.ts");
const { settleOwn } = await import("#lib/server/planning/disruption/settle-own.ts");
const { saveOwn, holdsAgain } =
  await import("#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts");
const { readDisruption } = await import("#lib/server/planning/disruption/read-disruption.ts");
const { readOwnWeek } = await import("#lib/server/planning/assignments/read-own-week.ts");
const { readWhatAbsencesTouch } = await import("#lib/server/planning/absences/read-absences.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { secretOf } = await import("#lib/server/secrets.ts");

/** Somebody answers what is offered to them. */
const says = async ({ id, secret }: { readonly id: string; readonly secret: string }, answer: "yes" | "no") => {
  const offer = await db.appointmentOffer.findFirstOrThrow({
    where: { appointmentId: id },
    orderBy: { createdAt: "desc" },
  });
  return answerOffer(secret, { offer: offer.id, answer });
};

const placeOf = async (slug: string) => {
  const place = await readPlace(slug);
  if (!place) throw new Error(`There is no place ${slug}.`);
  return place;
};

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

const BOOKED = [
  { from: 0, to: 120, mode: "appointment" },
  { from: 120, to: 180, mode: "walk-in" },
];
const ALL_DAY: Interval = { start: monday("00:00"), end: on("03-02 00:00") };
const CLOSED_TODAY = {
  from: "2027-03-01",
  fromMinute: 0,
  until: "2027-03-01",
  untilMinute: 1440,
  sentence: "Fuite d’eau dans la salle.",
};

/**
 * Two conseillers at two desks of a Monday morning at Neuhof, of which the first two hours are booked; and one who is
 * free.
 */
async function disrupted() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  await db.topic.createMany({ data: [{ organisationId: organisation, key: "impots", rank: 0, minutes: 30 }] });
  await db.permanence.update({
    where: { id: here.permanence },
    data: { bookableLanes: 2, windows: BOOKED },
  });
  const ill = await here.person("A. B.");
  const there = await here.person("C. D.");
  const free = await here.person("E. F.");
  for (const account of [ill, there]) {
    const planned_ = await assign(here.coordinator, { permanence: here.permanence, account });
    if (!planned_.ok) throw new Error(planned_.refusal);
  }
  const books = async (
    start: Instant,
    lane: number,
    contact: { phone?: string; email?: string } = {},
    permanenceId = here.permanence,
  ) => {
    const { placeId } = await db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
    const endsAt = new Date(plusMinutes(start, 30));
    const { id } = await db.appointment.create({
      data: {
        permanenceId,
        organisationId: organisation,
        placeId,
        startsAt: new Date(start),
        endsAt,
        lane,
        topicKeys: ["impots"],
        bookedAt: new Date(plusMinutes(clock.now(), -60 * 24 * 3)),
        createdAt: new Date(plusMinutes(clock.now(), -60 * 24 * 3)),
      },
    });
    if (Object.keys(contact).length > 0)
      await db.appointmentContact.create({
        data: { appointmentId: id, endsAt, day: new Date(endsAt.toISOString().slice(0, 10)), ...contact },
      });
    return { id, secret: secretOf("appointment", id, 1) };
  };
  const settle = (
    decided: readonly { permanence?: string; remedy: Remedy; seen?: string }[],
    more: Partial<Parameters<typeof settleDisruption>[1]> = {},
  ) =>
    settleDisruption(here.coordinator, {
      organisation,
      away: [{ account: ill, span: ALL_DAY }],
      closures: [],
      decided: decided.map((one) => ({ permanence: here.permanence, reason: "Elle ne peut pas avoir lieu.", ...one })),
      preview: false,
      ...more,
    });
  const settles = async (...args: Parameters<typeof settle>) => {
    const done = await settle(...args);
    if (!done.ok) throw new Error(done.refusal);
    return done.value;
  };
  const row = (id = here.permanence) => db.permanence.findUniqueOrThrow({ where: { id } });
  const everything = async () =>
    JSON.stringify(
      await Promise.all([
        db.permanence.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } }),
        db.assignment.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } }),
        db.appointment.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } }),
        db.absence.findMany({ where: { organisationId: organisation } }),
        db.closure.findMany({ where: { organisationId: organisation } }),
        db.journalEntry.count({ where: { organisationId: organisation } }),
      ]),
      (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    );
  return { ...here, organisation, ill, there, free, books, settle, settles, row, everything };
}

const fewer: Remedy = { kind: "fewer-desks" };
const cancel: Remedy = { kind: "cancel" };

test("a preview says what each remedy would do and whom to tell by which way, and writes nothing", async () => {
  const { books, settles, everything, free } = await disrupted();
  await books(monday("09:00"), 1, { phone: "+33612345678" });
  await books(monday("09:00"), 2, { email: "a@exemple.fr" });
  await books(monday("10:00"), 1);
  const before = await everything();
  const asked = async (remedy: Remedy) => (await settles([{ remedy }], { preview: true })).settled[0];
  expect(await asked({ kind: "replace", accounts: [free] })).toMatchObject({ kept: 3, offers: [], people: ["E. F."] });
  expect(await asked(fewer)).toMatchObject({
    kept: 2,
    desks: 1,
    offers: [{ former: monday("09:00"), hour: monday("09:30") }],
    toTell: { ...NOBODY_TO_TELL, email: 1 },
  });
  expect(await asked({ kind: "move", date: "2027-03-08", account: free })).toMatchObject({
    kept: 0,
    offers: [monday("09:00"), monday("09:00"), monday("10:00")].map((former) => ({
      former,
      hour: plusMinutes(former, 7 * 24 * 60),
    })),
    toTell: { ...NOBODY_TO_TELL, phone: 1, email: 1, none: 1 },
  });
  expect(await asked(cancel)).toMatchObject({ without: 3, toTell: { ...NOBODY_TO_TELL, phone: 1, email: 1, none: 1 } });
  expect(await everything()).toBe(before);
});

test("a preview counts the colleagues to call who come now or no longer do, and those without a telephone; whoever is away knows", async () => {
  const { settles, free, ill, coordinator, organisation, permanence } = await disrupted();
  const team = async (remedy: Remedy) => (await settles([{ remedy }], { preview: true })).team;
  expect(await team({ kind: "replace", accounts: [free] })).toEqual({ ...NO_TEAM, none: 1 });
  await db.user.updateMany({ where: { id: { in: [free, ill] } }, data: { phone: "+33612345678" } });
  expect(await team({ kind: "replace", accounts: [free] })).toEqual({ ...NO_TEAM, calls: 1 });
  expect(await team(cancel)).toEqual({ ...NO_TEAM, none: 1 });
  expect(await team({ kind: "move", date: "2027-03-08", account: free })).toEqual({ ...NO_TEAM, calls: 1, none: 1 });
  expect(await team(fewer)).toEqual(NO_TEAM);
  // The next page lists as many, with the telephone of who gave one.
  const { planned: comes, settled } = await settles([{ remedy: { kind: "move", date: "2027-03-08", account: free } }]);
  const after = await readAfterDisruption(
    coordinator,
    organisation,
    [permanence, ...settled.flatMap(({ moved }) => moved ?? [])],
    comes,
  );
  expect(after.ok && after.value.team.map(({ name, phone }) => [name, phone])).toEqual([
    ["C. D.", undefined],
    ["E. F.", "+33612345678"],
  ]);
});

test("who is ill is replaced at their desk, the absence is noted, and every appointment stays", async () => {
  const { books, settles, standing, free, ill } = await disrupted();
  const { secret } = await books(monday("09:00"), 1);
  await settles([{ remedy: { kind: "replace", accounts: [free] } }]);
  expect(await standing()).toEqual(["E. F. 1 09:00–12:00", "C. D. 2 09:00–12:00"]);
  expect(await db.absence.count({ where: { conseillerId: ill } })).toBe(1);
  expect(await readAppointment(secret)).toMatchObject({ state: "booked", span: { start: monday("09:00") } });
});

test("who left the team is to be replaced like somebody who is away, without an absence, and named", async () => {
  const { organisation, coordinator, ill, there, free, permanence, settles, standing } = await disrupted();
  await db.membership.updateMany({ where: { userId: ill }, data: { endsAt: new Date(monday("07:00")) } });
  const read = await readDisruption(coordinator, {
    organisation,
    day: "2027-03-01",
    away: new Map(),
    shut: new Set(),
    besides: [],
  });
  expect(read).toMatchObject({
    value: {
      short: 1,
      toSettle: [{ permanence, away: ["A. B."], there: ["C. D."], replace: { suggested: [free] } }],
    },
  });
  await settles([{ remedy: { kind: "replace", accounts: [free] } }], { away: [] });
  expect(await standing()).toEqual(["E. F. 1 09:00–12:00", "C. D. 2 09:00–12:00"]);
  expect(await db.absence.count({ where: { organisationId: organisation } })).toBe(0);
  // Of who is at another place alone, the colleague at this one is left; of both, nobody is.
  await db.membership.updateMany({ where: { userId: { in: [free, there] } }, data: { everyPlace: false } });
  expect(await settles([{ remedy: fewer }], { away: [], preview: true })).toMatchObject({
    refused: [{ refusal: "nobody-is-left" }],
  });
});

test("with one desk the other keeps hour and lane, and who has none is offered a later hour and keeps their own until they say yes", async () => {
  const { books, settles, standing, row, permanence } = await disrupted();
  const kept = await books(monday("09:00"), 1);
  const asked = await books(monday("09:00"), 2);
  await settles([{ remedy: fewer }]);
  expect(await standing()).toEqual(["C. D. 1 09:00–12:00"]);
  expect(await row()).toMatchObject({ desks: 1, bookableLanes: 1, status: "scheduled" });
  expect(await db.appointment.findUnique({ where: { id: kept.id } })).toMatchObject({ lane: 1, state: "booked" });
  const waiting = await db.appointment.findUniqueOrThrow({ where: { id: asked.id } });
  expect(waiting).toMatchObject({ lane: null, state: "booked", startsAt: new Date(monday("09:00")) });
  expect(await db.appointment.findMany({ where: { permanenceId: permanence, state: "held" } })).toMatchObject([
    { startsAt: new Date(monday("09:30")), lane: 1, code: null },
  ]);
  expect(await says(asked, "yes")).toMatchObject({ ok: true });
  expect(await db.appointment.findUnique({ where: { id: asked.id } })).toMatchObject({
    startsAt: new Date(monday("09:30")),
    lane: 1,
    state: "booked",
  });
  expect(await db.appointment.count({ where: { permanenceId: permanence, state: "held" } })).toBe(0);
});

test("a date of a series that has fewer desks keeps them when its series changes, and is shown as changed by hand", async () => {
  const { settles, permanence, organisation, row } = await disrupted();
  const { placeId } = await row();
  const series = await db.series.create({
    data: {
      organisationId: organisation,
      placeId,
      weekday: 1,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2027-03-01"),
      desks: 2,
      bookableLanes: 2,
      windows: BOOKED,
    },
  });
  await db.permanence.update({
    where: { id: permanence },
    data: { seriesId: series.id, originalDate: new Date("2027-03-01") },
  });
  await settles([{ remedy: fewer }]);
  expect(await db.seriesException.findMany({ where: { seriesId: series.id } })).toMatchObject([
    { kind: "changed", ownPlan: true },
  ]);
});

test("a half-day that is moved is held by who was chosen, everybody is offered their hour there, and the former one is cancelled with its sentence", async () => {
  const { books, settles, row, standing, free } = await disrupted();
  const { secret, id } = await books(monday("09:30"), 2);
  const { settled } = await settles([{ remedy: { kind: "move", date: "2027-03-08", account: free } }]);
  const [{ moved } = {}] = settled;
  expect(await row()).toMatchObject({ status: "cancelled", cancelReason: "Elle ne peut pas avoir lieu." });
  expect(await row(moved)).toMatchObject({ status: "scheduled", startsAt: new Date(on("03-08 09:00")), desks: 2 });
  expect(await standing(moved)).toEqual(["E. F. 1 09:00–12:00"]);
  expect(await readAppointment(secret)).toMatchObject({ state: "cancelled-by-service" });
  expect(await says({ id, secret }, "yes")).toMatchObject({ ok: true });
  expect(await db.appointment.findUnique({ where: { id } })).toMatchObject({
    permanenceId: moved,
    startsAt: new Date(on("03-08 09:30")),
    state: "booked",
    lane: 2,
  });
});

/** The text of an event in whole lines, with plain spaces. */
const textOf = ({ vevent }: { readonly vevent: string | null }): string =>
  (vevent ?? "").replaceAll("\r\n ", "").replaceAll("\u00a0", " ");

describe("a half-day that moved", () => {
  const lineOf = (vevent: string | null): string | undefined =>
    /Déplacée[^\\]*(?:\\,[^\\]*)*/u.exec(textOf({ vevent }))?.[0];

  /** It has moved to Monday the 8th; `event`: of the former one, its sequence, state and where it says that it went. */
  async function hasMoved() {
    const here = await disrupted();
    await transaction((tx) => writeVevent(tx, here.permanence), "service");
    const move = async (date: string, permanence = here.permanence): Promise<string> => {
      const away = [{ account: here.ill, span: { start: clock.now(), end: plusMinutes(clock.now(), 600) } }];
      const { settled, refused } = await here.settles([{ permanence, remedy: { kind: "move", date } }], { away });
      expect(refused).toEqual([]);
      return settled[0]?.moved ?? "";
    };
    const event = async () => {
      const { sequence, vevent } = await here.row();
      return [sequence, /STATUS:(\w+)/u.exec(vevent ?? "")?.[1], lineOf(vevent)];
    };
    const change = async (permanence: string, halfDay: Partial<HalfDayBody>) => {
      const { id: place } = here.neuhof;
      const hours = { date: "2027-03-08", from: 540, to: 720, desks: 2, bookableDesks: 0 };
      const changed = await changeHalfDay(here.coordinator, {
        organisation: here.organisation,
        permanence,
        halfDay: { place, ...hours, windows: [], topics: [], languages: [], ...halfDay },
        preview: false,
      });
      expect(changed).toMatchObject({ ok: true });
    };
    return { ...here, move, event, change };
  }

  test("says in the same event of the calendars of partners when it is held instead, anew when that changes its hour or its place, and nothing once it is cancelled", async () => {
    const { move, event, change, meinau, coordinator } = await hasMoved();
    expect(await event()).toEqual([0, "CONFIRMED", undefined]);
    const moved = await move("2027-03-08");
    expect(await event()).toEqual([1, "CANCELLED", "Déplacée : lundi 8 mars à 9 h\\, même adresse."]);
    await change(moved, { from: 840, to: 1020 });
    expect(await event()).toEqual([2, "CANCELLED", "Déplacée : lundi 8 mars à 14 h\\, même adresse."]);
    await change(moved, { desks: 1, from: 840, to: 1020 });
    expect((await event())[0]).toBe(2);
    await change(moved, { place: meinau.id, date: "2027-03-09" });
    expect(await event()).toEqual([3, "CANCELLED", "Déplacée : mardi 9 mars à 9 h\\, Meinau."]);
    expect(await cancelPermanence(coordinator, { permanence: moved, preview: false, reason: "travaux" })).toMatchObject(
      {
        ok: true,
      },
    );
    expect(await event()).toEqual([4, "CANCELLED", undefined]);
  });

  test("says the last day when it moves twice", async () => {
    const { move, event, row } = await hasMoved();
    const first = await move("2027-03-08");
    const last = await move("2027-03-10", first);
    const said = "Déplacée : mercredi 10 mars à 9 h\\, même adresse.";
    expect(await event()).toEqual([2, "CANCELLED", said]);
    expect(lineOf((await row(first)).vevent)).toBe(said);
    expect(await row()).toMatchObject({ movedToId: last });
  });

  test("says so on its own page, on the notice for its door, and in the week", async () => {
    const { move, permanence, neuhof, coordinator, organisation } = await hasMoved();
    const moved = await move("2027-03-08");
    const movedTo = { permanence: moved, start: on("03-08 09:00"), timeZone: "Europe/Paris" };
    expect(await readPermanence(permanence)).toMatchObject({ movedTo });
    expect((await readDoorNotice(await placeOf(neuhof.slug), "2027-03-01")).notHeld).toEqual([
      expect.objectContaining({ id: permanence, movedTo }),
    ]);
    const week = await readPlanning(coordinator, { organisation, from: "2027-03-01", days: 7 });
    expect(week.ok && week.value.places.flatMap(({ halfDays }) => halfDays)).toMatchObject([
      { id: permanence, movedTo },
    ]);
  });
});

describe("a half-day that goes on at one desk", () => {
  /** It has begun at two desks, and one conseiller goes home ill at 9:10. */
  async function reduced() {
    const here = await disrupted();
    setTime(monday("09:10"));
    await here.settles([{ remedy: fewer }], {
      away: [{ account: here.ill, span: { start: monday("09:10"), end: ALL_DAY.end } }],
    });
    const shown = async () => {
      const read = await readPlanning(here.coordinator, {
        organisation: here.organisation,
        from: "2027-03-01",
        days: 7,
      });
      if (!read.ok) throw new Error(read.refusal);
      const [day] = read.value.days;
      const [halfDay] = read.value.places.flatMap(({ halfDays }) => halfDays);
      return { day, staffing: halfDay?.staffing };
    };
    const summary = async () => /SUMMARY:.*/u.exec(textOf(await here.row()))?.[0];
    return { ...here, shown, summary };
  }
  const GAP = { desk: 1, span: { start: monday("09:10"), end: monday("12:00") } };

  test("has no free desk in the week: the other one is closed since then, and the tablet keeps both", async () => {
    const { shown, row } = await reduced();
    expect(await shown()).toMatchObject({
      staffing: { held: 1, missing: 0, gaps: [], closed: [GAP] },
      day: { desks: 1, held: 1 },
    });
    expect(await row()).toMatchObject({ desks: 2, closedDesks: [1], bookableLanes: 1 });
  });

  test("has one desk in calendars too, and opens the other one again when somebody is planned there", async () => {
    const { shown, row, summary, coordinator, permanence, free } = await reduced();
    expect(await summary()).toMatch(/1 table$/u);
    setTime(monday("09:30"));
    expect(await assign(coordinator, { permanence, account: free })).toMatchObject({ ok: true, value: { desk: 1 } });
    expect(await row()).toMatchObject({ closedDesks: [] });
    expect((await shown()).day).toMatchObject({ desks: 2 });
    expect(await summary()).toMatch(/2 tables$/u);
  });
});

describe("of the team, whom to tell afterwards", () => {
  /** « E. F. comes », as it stands. */
  const team = async (
    here: Awaited<ReturnType<typeof disrupted>>,
    ids: readonly string[],
    planned: Parameters<typeof readAfterDisruption>[3],
  ) => {
    const after = await readAfterDisruption(here.coordinator, here.organisation, ids, planned);
    if (!after.ok) throw new Error(after.refusal);
    return after.value.team.map(({ name, comes, localDate }) => `${name} ${comes ? "comes" : "stays"} ${localDate}`);
  };

  test("is who takes over, as long as they are planned there, and not who is away or was there already", async () => {
    const here = await disrupted();
    const { planned } = await here.settles([{ remedy: { kind: "replace", accounts: [here.free] } }]);
    expect(planned).toEqual([{ account: here.free, permanence: here.permanence }]);
    expect(await team(here, [here.permanence], planned)).toEqual(["E. F. comes 2027-03-01"]);
    // An address that names somebody else reads nothing of them.
    expect(await team(here, [here.permanence], [{ account: randomUUID(), permanence: here.permanence }])).toEqual([]);
    await db.assignment.deleteMany({ where: { conseillerId: here.free } });
    expect(await team(here, [here.permanence], planned)).toEqual([]);
  });

  test("is the colleague of a half-day that is cancelled, and who holds the one on another day", async () => {
    const here = await disrupted();
    const { planned, settled } = await here.settles([
      { remedy: { kind: "move", date: "2027-03-04", account: here.free } },
    ]);
    expect(await team(here, [settled[0]!.permanence], planned)).toEqual([
      "C. D. stays 2027-03-01",
      "E. F. comes 2027-03-04",
    ]);
  });

  test("is nobody of another organisation", async () => {
    const mine = await disrupted();
    const theirs = await disrupted();
    const { planned } = await theirs.settles([{ remedy: { kind: "replace", accounts: [theirs.free] } }]);
    expect(await team(mine, [theirs.permanence], planned)).toEqual([]);
  });
});

test("a place that is shut has its half-days cancelled with the sentence, and what was decided about one of them holds", async () => {
  const { settles, row, halfDay, neuhof, free } = await disrupted();
  const afternoon = (await halfDay(neuhof, monday("14:00"), { desks: 1 })).id;
  const body = { ...CLOSED_TODAY, place: neuhof.id };
  const asked = [{ remedy: { kind: "move", date: "2027-03-08", account: free } as const }];
  const looked = await settles(asked, { away: [], closures: [body], preview: true });
  expect(looked.closures[0]?.halfDays.map(({ permanence }) => permanence)).toEqual([afternoon]);
  const { settled, refused } = await settles(asked, { away: [], closures: [body] });
  expect([settled.length, refused]).toEqual([1, []]);
  expect(await row(afternoon)).toMatchObject({ status: "cancelled", cancelReason: body.sentence });
  expect(await row(settled[0]?.moved)).toMatchObject({ status: "scheduled" });
});

test("each half-day changes whole or not: the others are settled, and the one that could not be is named with the reason", async () => {
  const { settles, row, meinau, halfDay, ill, free } = await disrupted();
  const other = (await halfDay(meinau, monday("14:00"), { desks: 1 })).id;
  await db.assignment.create({
    data: {
      organisationId: (await row()).organisationId,
      permanenceId: other,
      conseillerId: ill,
      desk: 1,
      startsAt: new Date(monday("14:00")),
      endsAt: new Date(monday("17:00")),
      topicKeys: [],
    },
  });
  const { settled, refused } = await settles([
    { remedy: { kind: "replace", accounts: [free] } },
    { permanence: other, remedy: fewer },
  ]);
  expect(settled.map(({ permanence }) => permanence)).toEqual([(await row()).id]);
  expect(refused).toMatchObject([{ permanence: other, refusal: "nobody-is-left" }]);
  expect(await row(other)).toMatchObject({ desks: 1, status: "scheduled" });
});

test("a move whose person cannot be there is refused whole: no half-day is added, and the former one stands", async () => {
  const { settles, row, away, free, organisation } = await disrupted();
  await away(free, on("03-08 08:00"), on("03-08 13:00"));
  for (const preview of [true, false]) {
    const { refused } = await settles([{ remedy: { kind: "move", date: "2027-03-08", account: free } }], { preview });
    expect(refused).toMatchObject([{ refusal: "absent" }]);
  }
  expect(await row()).toMatchObject({ status: "scheduled" });
  expect(await db.permanence.count({ where: { organisationId: organisation } })).toBe(1);
});

test("somebody who is still at a desk keeps their half-day from being cancelled, and the desk is named", async () => {
  const { settles, permanence, row } = await disrupted();
  setTime(monday("09:10"));
  await db.permanence.update({
    where: { id: permanence },
    data: { status: "open", openedAt: new Date(monday("09:00")) },
  });
  await db.desk.create({ data: { permanenceId: permanence, number: 1, since: new Date(monday("09:00")) } });
  await db.visit.create({
    data: {
      permanenceId: permanence,
      number: 1,
      joinedAt: new Date(monday("09:01")),
      state: "serving",
      desk: 1,
      calledAt: new Date(monday("09:02")),
      startedAt: new Date(monday("09:03")),
    },
  });
  for (const preview of [true, false]) {
    const { refused } = await settles([{ remedy: cancel }], { preview });
    expect(refused).toMatchObject([{ refusal: "desk-busy", desks: [1] }]);
  }
  expect(await row()).toMatchObject({ status: "open" });
});

test("one person for two half-days at one time is refused for the second, in the preview as in the act", async () => {
  const { settles, halfDay, meinau, there, free, organisation } = await disrupted();
  const other = (await halfDay(meinau, monday("10:00"), { desks: 1 })).id;
  const second = await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name: "I. J." } });
  await db.membership.create({ data: { userId: second.id, organisationId: organisation, role: "conseiller" } });
  await db.assignment.create({
    data: {
      organisationId: organisation,
      permanenceId: other,
      conseillerId: second.id,
      desk: 1,
      startsAt: new Date(monday("10:00")),
      endsAt: new Date(monday("13:00")),
      topicKeys: [],
    },
  });
  const remedy: Remedy = { kind: "replace", accounts: [free] };
  const both = { away: [second.id, there].map((account) => ({ account, span: ALL_DAY })) };
  for (const preview of [true, false]) {
    const { settled, refused } = await settles([{ remedy }, { permanence: other, remedy }], { ...both, preview });
    expect(settled).toHaveLength(1);
    expect(refused).toMatchObject([{ permanence: other, refusal: "planned-elsewhere" }]);
  }
});

test("of two coordinators who settle one half-day, the second is told that it has changed, and nothing is overwritten", async () => {
  const first = fewer;
  const second = cancel;
  const { settles, row } = await disrupted();
  const look = async (remedy: Remedy) =>
    (await settles([{ remedy }], { preview: true })).settled.map(({ version }) => version)[0] ?? "";
  const seenByFirst = await look(first);
  const seenBySecond = await look(second);
  expect((await settles([{ remedy: first, seen: seenByFirst }])).settled).toHaveLength(1);
  const after = JSON.stringify(await row());
  expect((await settles([{ remedy: second, seen: seenBySecond }])).refused).toMatchObject([
    { refusal: "changed-meanwhile" },
  ]);
  expect(JSON.stringify(await row())).toBe(after);
});

test("settled at the same moment by two, one is settled and the other is told", async () => {
  const { settle, books } = await disrupted();
  await books(monday("09:00"), 2);
  const look = await settle([{ remedy: fewer }], { preview: true });
  const seen = look.ok ? (look.value.settled[0]?.version ?? "") : "";
  const both = await Promise.all([settle([{ remedy: fewer, seen }]), settle([{ remedy: fewer, seen }])]);
  const outcomes = both.map((one) => (one.ok ? `${one.value.settled.length} ${one.value.refused[0]?.refusal}` : ""));
  expect(outcomes.toSorted()).toEqual(["0 changed-meanwhile", "1 undefined"]);
});

test("the day says who is planned, what is to be settled because of an absence that is announced, and what each remedy would do", async () => {
  const { coordinator, organisation, books, ill, free, permanence } = await disrupted();
  await books(monday("09:00"), 1);
  await books(monday("09:00"), 2);
  const asked = { organisation, shut: new Set<string>(), besides: [] };
  const quiet = await readDisruption(coordinator, { ...asked, away: new Map() });
  expect(quiet).toMatchObject({ ok: true, value: { day: "2027-03-01", toSettle: [], short: 0 } });
  const read = await readDisruption(coordinator, { ...asked, away: new Map([[ill, "morning"]]) });
  expect(read).toMatchObject({
    ok: true,
    value: {
      short: 1,
      toSettle: [
        {
          permanence,
          away: ["A. B."],
          there: ["C. D."],
          appointments: 2,
          replace: { needed: 1, suggested: [free] },
          fewer: { desks: 1, kept: 1, offers: [{ former: monday("09:00"), hour: monday("09:30") }] },
          suggested: "replace",
        },
      ],
    },
  });
  if (!read.ok) return;
  expect(read.value.toSettle[0]?.move?.days.map(({ date }) => date)).toEqual([
    "2027-03-02",
    "2027-03-03",
    "2027-03-04",
    "2027-03-05",
  ]);
});

test("whoever plans is proposed last: to replace somebody, and to hold a half-day on another day", async () => {
  const { coordinator, organisation, ill, there, free, permanence, plansToo } = await withCoordinator();
  const asked = { organisation, shut: new Set<string>(), besides: [], away: new Map([[ill, "day" as const]]) };
  const read = await readDisruption(coordinator, asked);
  const [half] = read.ok ? read.value.toSettle : [];
  expect(half).toMatchObject({ permanence, replace: { suggested: [free] } });
  expect(half?.replace?.people.map(({ account }) => account)).toEqual([free, plansToo]);
  expect(half?.move?.days).toHaveLength(4);
  for (const { account } of half?.move?.days ?? []) expect(account).not.toBe(plansToo);
  for (const account of [free, there])
    await db.membership.updateMany({ where: { userId: account }, data: { endsAt: new Date(clock.now()) } });
  const alone = await readDisruption(coordinator, asked);
  expect(alone.ok && alone.value.toSettle[0]?.replace?.suggested).toEqual([plansToo]);

  async function withCoordinator() {
    const here = await disrupted();
    const user = here.coordinator.user;
    await db.membership.create({ data: { userId: user, organisationId: here.organisation, role: "coordinator" } });
    const later = await here.halfDay(here.meinau, on("03-03 14:00"), { desks: 2 });
    // The others have hours in that week, whoever plans has none.
    for (const account of [here.free, here.there])
      expect((await assign(here.coordinator, { permanence: later.id, account })).ok).toBe(true);
    return { ...here, plansToo: user };
  }
});

test("once a day is settled, the next day of the same absence that has something to settle is said, and of no other", async () => {
  const { coordinator, organisation, ill, there, settles, halfDay, neuhof, meinau, away, permanence } =
    await disrupted();
  const tuesday = await halfDay(neuhof, on("03-02 09:00"), { desks: 2 });
  const wednesday = await halfDay(meinau, on("03-03 09:00"), { desks: 2 });
  for (const { id } of [tuesday, wednesday])
    expect((await assign(coordinator, { permanence: id, account: ill })).ok).toBe(true);
  // Somebody else is away on Tuesday alone: that is no reason of Monday.
  expect((await assign(coordinator, { permanence: tuesday.id, account: there })).ok).toBe(true);
  await away(there, on("03-02 00:00"), on("03-03 00:00"));
  const next = async (day: string) => {
    const read = await readAfterDisruption(coordinator, organisation, [permanence], [], day);
    return read.ok && read.value.next;
  };
  expect(await next("2027-03-01")).toBeUndefined();
  await away(ill, monday("00:00"), on("03-04 00:00"));
  expect(await next("2027-03-01")).toEqual({ day: "2027-03-02", halfDays: 1 });
  await settles([{ permanence: tuesday.id, remedy: cancel }], { away: [] });
  expect(await next("2027-03-01")).toEqual({ day: "2027-03-03", halfDays: 1 });
  expect(await next("2027-03-03")).toBeUndefined();
});

test("the notice for a door says what is not held and why, and where to come afterwards, never before", async () => {
  const { settles, halfDay, neuhof } = await disrupted();
  const place = await placeOf(neuhof.slug);
  const before = on("02-27 09:00");
  const after = on("03-03 09:00");
  setTime(instantOf("2027-02-26T10:00:00+01:00"));
  await halfDay(neuhof, before);
  await halfDay(neuhof, after);
  expect((await readDoorNotice(place, "2027-03-01")).notHeld).toEqual([]);
  await settles([{ remedy: cancel }]);
  const notice = {
    notHeld: [{ span: { start: monday("09:00") }, cancelReason: "Elle ne peut pas avoir lieu." }],
    here: [{ span: { start: after } }],
    until: "2027-03-01",
  };
  expect(await readDoorNotice(place, "2027-03-01")).toMatchObject(notice);
  expect(await readDoorNotice(place)).toMatchObject(notice);
  setTime(monday("12:00"));
  expect(await readDoorNotice(place, "2027-03-01")).toMatchObject({ notHeld: [], here: [{ span: { start: after } }] });
});

test("of a place that « Imprévu » shuts without a known end, the notice says since when, and names no last day", async () => {
  const { settles, neuhof, halfDay, coordinator, organisation, permanence } = await disrupted();
  await halfDay(neuhof, on("03-04 09:00"));
  const kept = (await halfDay(neuhof, on("03-15 09:00"))).id;
  const { until: _until, ...from } = CLOSED_TODAY;
  await settles([{ remedy: cancel }], { away: [], closures: [{ ...from, decideOn: "2027-03-10", place: neuhof.id }] });
  const notice = await readDoorNotice(await placeOf(neuhof.slug));
  expect(notice).toMatchObject({ closure: { unknownEnd: true, sentence: CLOSED_TODAY.sentence } });
  expect(notice.notHeld.map(({ localDate }) => localDate)).toEqual(["2027-03-01", "2027-03-04"]);
  expect(notice).not.toHaveProperty("until");
  // What it cancels is settled with it, and what it keeps waits for the decision: no further day asks for a remedy.
  expect(await db.permanence.findUnique({ where: { id: kept } })).toMatchObject({
    status: "scheduled",
    closureId: expect.any(String),
  });
  const after = await readAfterDisruption(coordinator, organisation, [permanence]);
  expect(after).toMatchObject({ ok: true });
  expect(after.ok && after.value.next).toBeUndefined();
});

test("where nothing is held here any more, the notice names the next half-day near by that begins afterwards", async () => {
  const { settles, halfDay, neuhof, meinau } = await disrupted();
  setTime(instantOf("2027-02-26T10:00:00+01:00"));
  await halfDay(meinau, on("02-27 09:00"));
  const { id } = await halfDay(meinau, on("03-02 09:00"));
  await settles([{ remedy: cancel }]);
  expect((await readDoorNotice(await placeOf(neuhof.slug))).near).toMatchObject({ id, at: { id: meinau.id } });
});

test("nobody settles the half-days of another organisation", async () => {
  const here = await disrupted();
  const elsewhere = await disrupted();
  const done = await here.settle([{ permanence: elsewhere.permanence, remedy: cancel }]);
  expect(done).toMatchObject({ ok: true, value: { settled: [], refused: [{ refusal: "not-found" }] } });
  const asked = { organisation: elsewhere.organisation, away: [], closures: [], preview: false };
  expect(await settleDisruption(here.coordinator, { ...asked, decided: [] })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await elsewhere.row()).toMatchObject({ status: "scheduled" });
});

describe("who is planned at a half-day", () => {
  const own = async () => {
    const here = await disrupted();
    const actor = (user: string, role: "conseiller" | "civic-service" = "conseiller") =>
      ({
        kind: "staff",
        user,
        by: "login",
        roles: [{ organisation: here.organisation, role, places: "all" }],
      }) as const;
    const says = (
      user: string,
      declared: Parameters<typeof settleOwn>[1]["declared"],
      more: Partial<Parameters<typeof settleOwn>[1]> = {},
    ) =>
      settleOwn(actor(user), {
        permanence: here.permanence,
        declared,
        reason: "Le lieu est fermé.",
        preview: false,
        ...more,
      });
    const alone = () => db.assignment.deleteMany({ where: { conseillerId: here.there } });
    return { ...here, says, alone, actor };
  };

  test("says on a Saturday, when nobody coordinates, that it is not held: it is cancelled with the sentence, and the list names whom to tell", async () => {
    const { says, books, ill, row, permanence, coordinator } = await own();
    setTime(instantOf("2027-02-27T10:00:00+01:00"));
    const { id } = await books(monday("09:00"), 1, { phone: "+33612345678" });
    const looked = await says(ill, { kind: "not-held" }, { preview: true });
    expect(looked).toMatchObject({ ok: true, value: { cancelled: 1, others: ["C. D."], toTell: { phone: 1 } } });
    expect(await row()).toMatchObject({ status: "scheduled" });
    const seen = looked.ok ? looked.value.version : "";
    expect(await says(ill, { kind: "not-held" }, { seen })).toMatchObject({ ok: true });
    expect(await row()).toMatchObject({ status: "cancelled", cancelReason: "Le lieu est fermé." });
    const told = await readPeopleToTell(coordinator, permanence);
    expect(told.ok && told.value.people.map(({ appointment }) => appointment)).toEqual([id]);
  });

  test("may say so as well when an absence of theirs is noted, since nobody else can be there", async () => {
    const { says, ill, alone, away, actor, permanence, books } = await own();
    await alone();
    await away(ill, ALL_DAY.start, ALL_DAY.end);
    const { id } = await books(monday("09:00"), 1);
    expect(await readOwnDisruption(actor(ill), permanence)).toMatchObject({ value: { open: true, nobody: true } });
    expect(await says(ill, { kind: "not-held" })).toMatchObject({ ok: true, value: { cancelled: 1 } });
    const told = await readPeopleToTell(actor(ill), permanence);
    expect(told.ok && told.value.people.map(({ appointment }) => appointment)).toEqual([id]);
  });

  test("ends it early: who is booked until then stays, later hours are cancelled, and their own time ends with it", async () => {
    const { says, books, alone, ill, row, standing } = await own();
    await alone();
    const early = await books(monday("09:00"), 1);
    const late = await books(monday("10:30"), 1);
    await db.appointment.create({
      data: {
        ...(await db.appointment.findUniqueOrThrow({
          where: { id: late.id },
          select: { permanenceId: true, organisationId: true, placeId: true, topicKeys: true },
        })),
        startsAt: new Date(monday("10:30")),
        endsAt: new Date(monday("11:00")),
        state: "held",
        heldUntil: new Date(monday("10:00")),
        lane: 2,
        bookedAt: new Date(clock.now()),
        createdAt: new Date(clock.now()),
      },
    });
    const done = await says(ill, { kind: "ends-early", at: monday("10:15") });
    expect(done).toMatchObject({ ok: true, value: { kept: 1, cancelled: 1 } });
    expect(await row()).toMatchObject({
      endsAt: new Date(monday("10:15")),
      windows: [{ from: 0, to: 75, mode: "appointment" }],
    });
    expect(await standing()).toEqual(["A. B. 1 09:00–10:15"]);
    expect(await readAppointment(early.secret)).toMatchObject({ state: "booked" });
    expect(await readAppointment(late.secret)).toMatchObject({ state: "cancelled-by-service" });
    expect(await db.appointment.count({ where: { state: "held", permanenceId: (await row()).id } })).toBe(0);
  });

  test("cannot end it while a colleague stays, nor at an hour that is past or after its end", async () => {
    const { says, alone, ill, row } = await own();
    expect(await says(ill, { kind: "ends-early", at: monday("10:15") })).toEqual({
      ok: false,
      refusal: "others-are-there",
    });
    await alone();
    for (const hour of ["07:00", "09:00", "12:00", "13:00"])
      expect(await says(ill, { kind: "ends-early", at: monday(hour) })).toEqual({ ok: false, refusal: "not-between" });
    expect(await row()).toMatchObject({ endsAt: new Date(monday("12:00")) });
  });

  test("is the only conseiller who may: one who is planned elsewhere may not, and a service civique never", async () => {
    const { says, actor, free, ill, permanence, alone } = await own();
    expect(await says(free, { kind: "not-held" })).toEqual({ ok: false, refusal: "not-allowed" });
    const asked = { permanence, declared: { kind: "not-held" } as const, reason: "Fermé.", preview: true };
    expect(await settleOwn(actor(ill, "civic-service"), asked)).toEqual({ ok: false, refusal: "not-allowed" });
    await alone();
    await db.assignment.deleteMany({ where: { conseillerId: ill } });
    expect(await says(free, { kind: "not-held" }, { preview: true })).toMatchObject({ ok: true });
  });

  describe("who has said that it is not held", () => {
    /** It was cancelled by who is ill, alone, with somebody booked at 9 and at 10; `holds`: they hold it after all. */
    const cancelled = async () => {
      const here = await own();
      const early = await here.books(monday("09:00"), 1, { phone: "+33612345678" });
      const late = await here.books(monday("10:00"), 2);
      expect(await here.says(here.ill, { kind: "not-held" })).toMatchObject({ ok: true });
      const holds = (more: { preview?: boolean; seen?: string; user?: string } = {}) => {
        const { user = here.ill, preview = false, seen } = more;
        return holdAgain(here.actor(user), {
          permanence: here.permanence,
          preview,
          ...(seen !== undefined && { seen }),
        });
      };
      return { ...here, early, late, holds };
    };

    test("holds it after all: it can be booked again, its people are planned, and each person is offered their own hour", async () => {
      const { holds, row, standing, permanence, early, late, coordinator, everything } = await cancelled();
      expect(await standing()).toEqual([]);
      const before = await everything();
      const looked = await holds({ preview: true });
      expect(looked).toMatchObject({ ok: true, value: { offered: 2 } });
      expect(await everything()).toBe(before);
      expect(await holds({ seen: looked.ok ? looked.value.version : "" })).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ status: "scheduled", cancelReason: null });
      expect(await standing()).toEqual(["A. B. 1 09:00–12:00", "C. D. 2 09:00–12:00"]);
      const told = await readPeopleToTell(coordinator, permanence);
      expect(told.ok && told.value.people.map(({ kept, offer }) => [kept, offer?.start])).toEqual([
        [false, monday("09:00")],
        [false, monday("10:00")],
      ]);
      // Nobody is restored without a yes.
      expect(await readAppointment(early.secret)).toMatchObject({ state: "cancelled-by-service" });
      expect(await says(early, "yes")).toMatchObject({ ok: true });
      expect(await says(late, "no")).toMatchObject({ ok: true });
      expect(await readAppointment(early.secret)).toMatchObject({ state: "booked", span: { start: monday("09:00") } });
      expect(await readAppointment(late.secret)).toMatchObject({ state: "cancelled-by-service" });
      expect(await holds()).toEqual({ ok: false, refusal: "state-changed" });
    });

    test("holds it though they are away and nobody else is there: it says so before and after, and they see that somebody is missing", async () => {
      const { holds, alone, away, actor, ill, permanence, standing, everything } = await cancelled();
      await alone();
      await away(ill, monday("00:00"), on("03-02 00:00"));
      const before = await everything();
      const nobody = { people: 0, missing: 2, isAway: true };
      const looked = await holds({ preview: true });
      expect(looked).toMatchObject({ ok: true, value: nobody });
      expect(await everything()).toBe(before);
      expect(await holds({ seen: looked.ok ? looked.value.version : "" })).toMatchObject({ ok: true, value: nobody });
      expect(await standing()).toEqual(["A. B. 1 09:00–12:00"]);
      expect(await readOwnDisruption(actor(ill), permanence)).toMatchObject({
        value: { ...nobody, open: true, plans: false },
      });
      const week = await readOwnWeek(actor(ill));
      expect(week.map((one) => [one.permanence, one.away, one.missing])).toEqual([[permanence, true, true]]);
      const touched = await readWhatAbsencesTouch(actor(ill), {
        organisation: actor(ill).roles[0].organisation,
        account: ill,
      });
      expect(touched.ok && touched.value.halfDays.map((one) => [one.permanence, one.nobody])).toEqual([
        [permanence, true],
      ]);
    });

    test("is told when somebody who would be there is away meanwhile", async () => {
      const { holds, away, ill } = await cancelled();
      const looked = await holds({ preview: true });
      expect(looked).toMatchObject({ value: { people: 2, missing: 0, isAway: false } });
      await away(ill, monday("00:00"), on("03-02 00:00"));
      expect(await holds({ seen: looked.ok ? looked.value.version : "" })).toEqual({
        ok: false,
        refusal: "changed-meanwhile",
      });
    });

    test("holds it also once it should have begun: whose hour has begun is offered none", async () => {
      const { holds, late, permanence } = await cancelled();
      setTime(monday("09:10"));
      expect(await holds()).toMatchObject({ ok: true, value: { offered: 1 } });
      const offers = await db.appointmentOffer.findMany({ where: { permanenceId: permanence, answer: null } });
      expect(offers.map(({ appointmentId }) => appointmentId)).toEqual([late.id]);
    });

    test("not after its end, nor beside a closure or another half-day, nor once somebody had a number there", async () => {
      const { holds, neuhof, organisation, permanence, halfDay } = await cancelled();
      const shut = await db.closure.create({
        data: {
          organisationId: organisation,
          placeId: neuhof.id,
          reason: "Travaux",
          startsAt: new Date(monday("08:00")),
          endsAt: new Date(monday("18:00")),
        },
      });
      expect(await holds()).toEqual({ ok: false, refusal: "still-shut" });
      await db.closure.update({ where: { id: shut.id }, data: { liftedAt: new Date(monday("07:10")) } });
      const other = await halfDay(neuhof, monday("09:00"));
      expect(await holds()).toEqual({ ok: false, refusal: "hours-taken" });
      await db.permanence.delete({ where: { id: other.id } });
      setTime(monday("12:00"));
      expect(await holds()).toEqual({ ok: false, refusal: "permanence-closed" });
      setTime(monday("08:00"));
      await db.permanence.update({ where: { id: permanence }, data: { openedAt: new Date(monday("07:00")) } });
      expect(await holds()).toEqual({ ok: false, refusal: "permanence-closed" });
    });

    test("is one of those who were planned there, or who plans it, and is told when the list has changed meanwhile", async () => {
      const { holds, free, there, late, row } = await cancelled();
      expect(await holds({ user: free })).toEqual({ ok: false, refusal: "not-allowed" });
      const looked = await holds({ preview: true, user: there });
      const cancelledAt = new Date(clock.now());
      await db.appointment.update({ where: { id: late.id }, data: { state: "cancelled-by-resident", cancelledAt } });
      const seen = looked.ok ? looked.value.version : "";
      expect(await holds({ seen })).toEqual({ ok: false, refusal: "changed-meanwhile" });
      expect(await row()).toMatchObject({ status: "cancelled" });
      expect(await holds({ user: there })).toMatchObject({ ok: true, value: { offered: 1 } });
    });
  });

  test("is led on by a sentence that is true: whether residents are to be told, and whether somebody is there when it is held after all", async () => {
    const { actor, alone, away, books, ill, permanence, says } = await own();
    await alone();
    const half = async () => {
      const read = await readOwnDisruption(actor(ill), permanence);
      if (!read.ok) throw new Error(read.refusal);
      return read.value;
    };
    const reason = "Le lieu est fermé.";
    const notHeld = async () => {
      const looked = await says(ill, { kind: "not-held" }, { preview: true, reason });
      const seen = looked.ok ? looked.value.version : "";
      return saveOwn(sentForm(actor(ill), { declared: "not-held", reason, seen }), await half());
    };
    const again = async () => {
      const looked = await holdAgain(actor(ill), { permanence, preview: true });
      return holdsAgain(sentForm(actor(ill), { seen: looked.ok ? looked.value.version : "" }, { id: permanence }));
    };
    expect(await notHeld()).toMatchObject({ done: "ownNotHeldNobody" });
    expect(await again()).toMatchObject({ done: "heldAgain" });
    await books(monday("09:00"), 1, { phone: "+33612345678" });
    expect(await notHeld()).toMatchObject({ done: "ownNotHeld" });
    await away(ill, monday("00:00"), on("03-02 00:00"));
    expect(await again()).toMatchObject({ done: "heldAgainNobody" });
    expect(await notHeld()).toMatchObject({ done: "ownNotHeld" });
    await db.absence.deleteMany({ where: { conseillerId: ill } });
    await db.membership.updateMany({ where: { userId: ill }, data: { endsAt: new Date(monday("11:00")) } });
    expect(await again()).toMatchObject({ done: "heldAgainNobody" });
  });

  test("is told when it has changed since the preview", async () => {
    const { says, books, ill, row } = await own();
    const looked = await says(ill, { kind: "not-held" }, { preview: true });
    await books(monday("09:00"), 1);
    const seen = looked.ok ? looked.value.version : "";
    expect(await says(ill, { kind: "not-held" }, { seen })).toEqual({ ok: false, refusal: "changed-meanwhile" });
    expect(await row()).toMatchObject({ status: "scheduled" });
  });
});

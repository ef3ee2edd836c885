import { randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "./planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { planPermanences } = await import("#lib/server/planning/series/plan-permanences.ts");

afterAll(() => db.$disconnect());

/** Mondays without a last day. */
const EVERY_MONDAY = { ...MONDAYS, untilDate: undefined };

const anOrganisation = () => planner(db, saveSeries, NOW);

test("a new series has its dates a year ahead, without public holidays, and says which it leaves out", async () => {
  const { saves, held } = await anOrganisation();
  const { dates, share, bookableLanes } = await saves(EVERY_MONDAY);
  expect(await held("2027-03-01", "2027-04-12")).toEqual([
    "03-01 09:00–12:00",
    "03-08 09:00–12:00",
    "03-15 09:00–12:00",
    "03-22 09:00–12:00",
    "04-05 09:00–12:00",
  ]);
  expect(
    dates
      .filter(({ notHeld }) => notHeld === "public-holiday")
      .map(({ localDate }) => localDate)
      .slice(0, 2),
  ).toEqual(["2027-03-29", "2027-05-17"]);
  expect(dates.at(-1)?.localDate).toBe("2028-02-28");
  expect([bookableLanes, share?.warning]).toEqual([2, false]);
});

test("a preview says the same and writes nothing", async () => {
  const { saves, held } = await anOrganisation();
  const preview = await saves(MONDAYS, { preview: true });
  expect(await held("2027-01-01", "2029-01-01")).toEqual([]);
  const { dates } = await saves(MONDAYS);
  expect(preview.dates).toEqual(dates);
});

test("a series without school holidays leaves them out, and what nobody knows yet, until it is known", async () => {
  await db.schoolHoliday.createMany({
    data: [
      { zone: "B", name: "Printemps", fromDate: new Date("2027-04-18"), toDate: new Date("2027-05-02") },
      { zone: "A", name: "Printemps", fromDate: new Date("2027-04-11"), toDate: new Date("2027-04-25") },
    ],
  });
  const { saves, held } = await anOrganisation();
  await saves({ ...EVERY_MONDAY, weekday: 3, inSchoolHolidays: false });
  expect(await held("2027-04-01", "2027-07-01")).toEqual(["04-07 09:00–12:00", "04-14 09:00–12:00"]);
  await db.schoolHoliday.create({
    data: { zone: "B", name: "Été", fromDate: new Date("2027-07-04"), toDate: new Date("2027-08-31") },
  });
  await planPermanences(NOW, 366);
  expect((await held("2027-05-01", "2027-12-01")).slice(0, 2)).toEqual(["05-05 09:00–12:00", "05-12 09:00–12:00"]);
  expect((await held("2027-05-01", "2029-01-01")).at(-1)).toBe("06-30 09:00–12:00");
  await db.schoolHoliday.deleteMany();
});

describe("a series that changes from a day on", () => {
  test("leaves what is before as it was, gives later half-days their new hours, and keeps their identity", async () => {
    const { saves, held, on } = await anOrganisation();
    const { series } = await saves(MONDAYS);
    const before = await on("2027-03-22");
    const later = { ...MONDAYS, from: "08:30", windows: [] };
    const changed = await saves(later, { seriesId: series!, from: "2027-03-22" });
    expect(await held("2027-03-08", "2027-04-12")).toEqual([
      "03-08 09:00–12:00",
      "03-15 09:00–12:00",
      "03-22 08:30–12:00",
      "04-05 08:30–12:00",
    ]);
    const after = await on("2027-03-22");
    expect([after.id, after.sequence, after.bookableLanes, after.seriesId]).toEqual([
      before.id,
      before.sequence + 1,
      0,
      changed.series,
    ]);
    const [former, next] = await db.series.findMany({
      where: { id: { in: [series!, changed.series!] } },
      orderBy: { fromDate: "asc" },
    });
    expect([former?.untilDate?.toISOString().slice(0, 10), next?.followsId]).toEqual(["2027-03-21", series]);
    await planPermanences(NOW, 366);
    expect(await held("2027-03-08", "2027-03-30")).toHaveLength(3);
  });

  test("before its first half-day was held is the same series", async () => {
    const { saves } = await anOrganisation();
    const { series } = await saves({ ...MONDAYS, fromDate: "2027-03-08" });
    const changed = await saves({ ...MONDAYS, desks: 3 }, { seriesId: series! });
    expect(changed.series).toBe(series);
  });

  test("leaves a half-day as it is in which an appointment would lose its hour, and says so; the night does not write it again", async () => {
    const { saves, held, books } = await anOrganisation();
    const { series } = await saves(MONDAYS);
    const booked = await books("2027-03-22", "09:00");
    const later = { ...MONDAYS, weekday: 2 };
    const changed = await saves(later, { seriesId: series!, from: "2027-03-22" });
    expect(changed.halfDays[0]).toMatchObject({
      localDate: "2027-03-22",
      outcome: "stays-for-appointments",
      appointments: 1,
    });
    await planPermanences(NOW, 366);
    expect(await held("2027-03-22", "2027-04-12")).toEqual([
      "03-22 09:00–12:00",
      "03-30 09:00–12:00",
      "04-06 09:00–12:00",
    ]);
    expect(await db.appointment.findUniqueOrThrow({ where: { id: booked.id } })).toMatchObject({
      state: "booked",
      lane: 1,
      startsAt: booked.startsAt,
    });
    // A second change still knows that a person has to look at it. Of Thursdays one is a public holiday, the 6th of
    // May.
    const again = await saves(
      { ...MONDAYS, weekday: 4 },
      { seriesId: changed.series!, from: "2027-03-22", sentence: "Le jeudi." },
    );
    expect(again.halfDays.filter(({ outcome }) => outcome === "is-cancelled").map(({ to }) => to?.localDate)).toEqual([
      "2027-05-06",
    ]);
    expect(again.halfDays[0]).toMatchObject({ localDate: "2027-03-22", outcome: "stays-by-hand" });
    expect(await held("2027-03-22", "2027-04-09")).toEqual([
      "03-22 09:00–12:00",
      "04-01 09:00–12:00",
      "04-08 09:00–12:00",
    ]);
  });

  test("to every second week cancels those between with a sentence that residents read, and asks for it", async () => {
    const { asks, saves, held } = await anOrganisation();
    const { series } = await saves(MONDAYS);
    const fortnight = { ...MONDAYS, everyWeeks: 2 };
    const without = await asks(fortnight, { seriesId: series!, from: "2027-03-08" });
    expect(without).toEqual({ ok: false, refusal: "sentence-missing" });
    await saves(fortnight, { seriesId: series!, from: "2027-03-08", sentence: "Une semaine sur deux." });
    expect(await held("2027-03-08", "2027-03-30")).toEqual([
      "03-08 09:00–12:00",
      "03-15 09:00–12:00 cancelled: Une semaine sur deux.",
      "03-22 09:00–12:00",
    ]);
  });

  test("gives who is planned the new hours, unless they are elsewhere then; a preview counts people and dates, and names who cannot follow", async () => {
    const { saves, at, on, organisation, place, halfDay } = await anOrganisation();
    const { series } = await saves(MONDAYS);
    const people = await Promise.all(
      ["a", "b"].map((name) => db.user.create({ data: { email: `${name}-${randomUUID()}@ville.example`, name } })),
    );
    const monday = await on("2027-03-22");
    for (const [index, { id }] of people.entries())
      await db.assignment.create({
        data: {
          permanenceId: monday.id,
          organisationId: organisation.id,
          conseillerId: id,
          desk: index + 1,
          startsAt: monday.startsAt,
          endsAt: monday.endsAt,
        },
      });
    const afternoon = await halfDay(await place("Meinau"), instantOf("2027-03-22T13:00:00+01:00"));
    await db.assignment.create({
      data: {
        permanenceId: afternoon.id,
        organisationId: organisation.id,
        conseillerId: people[1]!.id,
        desk: 1,
        startsAt: afternoon.startsAt,
        endsAt: afternoon.endsAt,
      },
    });
    expect(at.id).toBe(monday.placeId);
    // One of them comes on the Monday after it too.
    const after = await on("2027-04-05");
    await db.assignment.create({
      data: {
        permanenceId: after.id,
        organisationId: organisation.id,
        conseillerId: people[0]!.id,
        desk: 1,
        startsAt: after.startsAt,
        endsAt: after.endsAt,
      },
    });
    const change = { seriesId: series!, from: "2027-03-22" };
    const looked = async (series: object) =>
      (await saves({ ...MONDAYS, ...series }, { ...change, preview: true })).planned;
    expect(await looked({ to: "13:30", windows: [] })).toEqual({
      people: 2,
      dates: 2,
      leaving: [{ name: "b", dates: 1 }],
    });
    expect(await looked({})).toEqual({ people: 2, dates: 2, leaving: [] });
    expect(await looked({ desks: 1 })).toMatchObject({ leaving: [{ name: "b", dates: 1 }] });
    const { released } = await saves({ ...MONDAYS, to: "13:30", windows: [] }, change);
    expect(released).toBe(1);
    const planned = await db.assignment.findMany({ where: { permanenceId: monday.id } });
    expect(planned.map(({ conseillerId, endsAt }) => [conseillerId, endsAt.toISOString()])).toEqual([
      [people[0]!.id, "2027-03-22T12:30:00.000Z"],
    ]);
  });

  test("shows its half-days in the shares of the former series too", async () => {
    const { saves, organisation } = await anOrganisation();
    const { series } = await saves(MONDAYS);
    const share = await db.calendarShare.create({
      data: {
        name: "CAF",
        giverId: organisation.id,
        receiverId: organisation.id,
        level: "open-hours",
        shows: "series",
        everyPlace: false,
        createdAt: new Date(NOW),
        series: { create: { seriesId: series! } },
      } as never,
    });
    const { series: next } = await saves({ ...MONDAYS, desks: 3 }, { seriesId: series!, from: "2027-03-22" });
    const shown = await db.calendarShareSeries.findMany({ where: { shareId: share.id } });
    expect(shown.map(({ seriesId }) => seriesId).toSorted()).toEqual([series, next].toSorted());
  });
});

test("a change from today on leaves the half-day that goes on as it is, and writes no second one beside it", async () => {
  const { saves, held, on } = await anOrganisation();
  const early = { ...MONDAYS, from: "07:00", to: "10:00", windows: [] };
  const { series } = await saves(early);
  const going = await on("2027-03-01");
  const { halfDays } = await saves({ ...MONDAYS, from: "14:00", to: "17:00", windows: [] }, { seriesId: series! });
  expect(halfDays[0]).toMatchObject({ permanence: going.id, outcome: "stays-begun" });
  await planPermanences(NOW, 366);
  expect(await held("2027-03-01", "2027-03-09")).toEqual(["03-01 07:00–10:00", "03-08 14:00–17:00"]);
});

test("half-days that a closure without a known end keeps take a change of their series, and stay to be given back", async () => {
  const { saves, organisation, at, on, held } = await anOrganisation();
  const { series } = await saves(MONDAYS);
  const closure = await db.closure.create({
    data: {
      organisationId: organisation.id,
      placeId: at.id,
      startsAt: new Date("2027-03-10T00:00:00Z"),
      endsAt: new Date("2200-01-01T00:00:00Z"),
      decideOn: new Date("2027-03-12"),
      reason: "Dégât des eaux",
    },
  });
  await db.permanence.updateMany({
    where: { seriesId: series!, localDate: { gt: new Date("2027-03-12") } },
    data: { closureId: closure.id },
  });
  const { halfDays } = await saves(
    { ...MONDAYS, from: "08:30", windows: [] },
    { seriesId: series!, from: "2027-03-08" },
  );
  expect(new Set(halfDays.map(({ outcome }) => outcome))).toEqual(new Set(["follows"]));
  expect(await held("2027-03-15", "2027-03-16")).toEqual(["03-15 08:30–12:00"]);
  expect((await on("2027-03-15")).closureId).toBe(closure.id);
});

test("a series that ends cancels what comes after, with a sentence, but for half-days with appointments, which are listed", async () => {
  const { saves, held, books } = await anOrganisation();
  const { series } = await saves(MONDAYS);
  await books("2027-03-15", "09:00");
  const { halfDays } = await saves(undefined, { seriesId: series!, from: "2027-03-15", sentence: "C’est fini." });
  expect(halfDays.find(({ localDate }) => localDate === "2027-03-15")).toMatchObject({
    outcome: "stays-for-appointments",
  });
  await planPermanences(NOW, 366);
  expect(await held("2027-03-08", "2027-03-30")).toEqual([
    "03-08 09:00–12:00",
    "03-15 09:00–12:00",
    "03-22 09:00–12:00 cancelled: C’est fini.",
  ]);
});

test("a change made after the preview was read is told, and nothing is written", async () => {
  const { asks, saves, held, books } = await anOrganisation();
  const { series } = await saves(MONDAYS);
  const wish = { seriesId: series!, from: "2027-03-22" };
  const later = { ...MONDAYS, from: "08:30" };
  const { version } = await saves(later, { ...wish, preview: true });
  await books("2027-03-22", "09:00");
  expect(await asks(later, { ...wish, seen: version })).toEqual({ ok: false, refusal: "changed-meanwhile" });
  expect(await held("2027-03-22", "2027-03-23")).toEqual(["03-22 09:00–12:00"]);
});

test("nobody plans for another organisation, at another’s place, in the past, or for a topic that is not theirs", async () => {
  const here = await anOrganisation();
  const other = await anOrganisation();
  const { series } = await other.saves(MONDAYS);
  const refusal = async (asked: ReturnType<typeof here.asks>) => {
    const saved = await asked;
    return saved.ok ? undefined : saved.refusal;
  };
  expect(await refusal(here.asks({ ...MONDAYS, place: other.at.id }))).toBe("no-own-place");
  expect(await refusal(here.asks(MONDAYS, { seriesId: series! }))).toBe("not-found");
  expect(
    await refusal(saveSeries(here.actor, { organisation: other.organisation.id, seriesId: series!, preview: true })),
  ).toBe("not-allowed");
  expect(await refusal(here.asks({ ...MONDAYS, fromDate: "2027-02-22" }))).toBe("begins-in-the-past");
  expect(await refusal(here.asks({ ...MONDAYS, topics: ["caf"] }))).toBe("unknown-topic");
  expect(await refusal(other.asks(undefined, { seriesId: series!, sentence: "Dossier 2 85 05 67 482 123 45." }))).toBe(
    "personal-number-refused",
  );
});

test("for whom a series mostly is, and its languages, are read with each of its half-days; without them those of the place", async () => {
  const { readPublicPermanence } = await import("#lib/server/schedule/read-permanence.ts");
  const { saves, on, place } = await anOrganisation();
  const arabic = await place("Centre", { languages: ["fr", "ar"] });
  await saves({ ...MONDAYS, place: arabic.id, audience: "les allocataires", languages: ["tr"] });
  expect(await readPublicPermanence((await on("2027-03-15")).id)).toMatchObject({
    audience: "les allocataires",
    at: { languages: ["tr"] },
  });
  await saves({ ...MONDAYS, place: arabic.id, weekday: 2 });
  const plain = await readPublicPermanence((await on("2027-03-16")).id);
  expect([plain?.audience, plain?.at.languages]).toEqual([undefined, ["fr", "ar"]]);
});

test("a series outside the opening hours of its place is told so", async () => {
  const { saves, place } = await anOrganisation();
  const library = await place("Bibliothèque", { openingHours: "Mo 10:00-12:00; We 09:00-18:00" });
  expect((await saves({ ...MONDAYS, place: library.id }, { preview: true })).outsideHours).toBe(true);
  expect((await saves({ ...MONDAYS, place: library.id, weekday: 3 }, { preview: true })).outsideHours).toBe(false);
});

test("a change of hours that was looked at before a colleague changed the desks does not undo theirs", async () => {
  const { saves, asks } = await anOrganisation();
  const { series } = await saves(MONDAYS);
  const later = { ...MONDAYS, to: "11:30", windows: [] };
  const looked = await saves(later, { seriesId: series!, from: "2027-03-01", preview: true });
  await saves({ ...MONDAYS, desks: 3 }, { seriesId: series!, from: "2027-03-01" });
  expect(await asks(later, { seriesId: series!, from: "2027-03-01", seen: looked.version })).toEqual({
    ok: false,
    refusal: "changed-meanwhile",
  });
});

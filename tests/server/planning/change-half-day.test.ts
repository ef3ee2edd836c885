import { instantOf } from "#lib/time/instant.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { halfDayBody } from "#lib/wire/schedule/series.ts";
import { MONDAYS, planner } from "./planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");
const { planPermanences } = await import("#lib/server/planning/series/plan-permanences.ts");

afterAll(() => db.$disconnect());

const { weekday: _weekday, fromDate: _fromDate, untilDate: _untilDate, ...HOURS } = MONDAYS;

/** An organisation with Mondays, and what their coordinator does with one half-day. */
async function mondays() {
  const here = await planner(db, saveSeries, NOW);
  const { series } = await here.saves(MONDAYS);
  const asks = async (date: string | undefined, change: object | undefined, more: object = {}) =>
    changeHalfDay(here.actor, {
      organisation: here.organisation.id,
      ...(date !== undefined && { permanence: (await here.on(date)).id }),
      ...(change && { halfDay: halfDayBody.parse({ ...HOURS, place: here.at.id, date, ...change }) }),
      preview: false,
      ...more,
    });
  const changes = async (date: string | undefined, change: object | undefined, more: object = {}) => {
    const changed = await asks(date, change, more);
    if (!changed.ok) throw new Error(changed.refusal);
    return changed.value;
  };
  const refusal = async (date: string | undefined, change: object | undefined, more: object = {}) => {
    const changed = await asks(date, change, more);
    return changed.ok ? undefined : changed.refusal;
  };
  const exceptions = async () =>
    (await db.seriesException.findMany({ where: { organisationId: here.organisation.id } })).map((row) =>
      [
        row.originalDate.toISOString().slice(5, 10),
        row.localDate && `on ${row.localDate.toISOString().slice(5, 10)}`,
        row.startMinute !== null && `${row.startMinute}–${row.endMinute}`,
        row.placeId && "elsewhere",
        row.despiteHoliday && "despite the holiday",
        row.ownPlan && "own plan",
      ]
        .filter(Boolean)
        .join(", "),
    );
  return { ...here, series: series!, asks, changes, refusal, exceptions };
}

test("a date that is moved and extended is detached from its series, keeps its identity, and the night does not write it again", async () => {
  const { changes, held, exceptions, on } = await mondays();
  const before = await on("2027-03-15");
  await changes("2027-03-15", { date: "2027-03-17", to: "13:00", windows: [] });
  expect(await held("2027-03-15", "2027-03-22")).toEqual(["03-17 09:00–13:00"]);
  expect(await exceptions()).toEqual(["03-15, on 03-17, 540–780, own plan"]);
  const after = await on("2027-03-17");
  expect([after.id, after.sequence]).toEqual([before.id, before.sequence + 1]);
  await planPermanences(NOW, 366);
  expect(await held("2027-03-15", "2027-03-22")).toEqual(["03-17 09:00–13:00"]);
});

test("given back to its series it is as the series says, and detached no more", async () => {
  const { changes, held, exceptions, place, on } = await mondays();
  const meinau = await place("Meinau");
  await changes("2027-03-15", { date: "2027-03-17", place: meinau.id, desks: 5 });
  expect(await exceptions()).toEqual(["03-15, on 03-17, elsewhere, own plan"]);
  await changes("2027-03-17", undefined);
  expect(await held("2027-03-15", "2027-03-22")).toEqual(["03-15 09:00–12:00"]);
  expect(await exceptions()).toEqual([]);
  expect(await on("2027-03-15")).toMatchObject({ desks: 2, bookableLanes: 2, placeId: expect.any(String) as string });
});

test("desks of one date alone stay when the series changes", async () => {
  const { changes, saves, series, on } = await mondays();
  await changes("2027-03-15", { desks: 4 });
  await saves({ ...MONDAYS, from: "08:30" }, { seriesId: series, from: "2027-03-08" });
  expect(await on("2027-03-15")).toMatchObject({ desks: 4, startsAt: new Date("2027-03-15T08:00:00Z") });
});

test("an appointment that would lose its hour refuses the change; a longer half-day keeps it", async () => {
  const { changes, refusal, books, held } = await mondays();
  await books("2027-03-15", "09:30");
  expect(await refusal("2027-03-15", { from: "10:00", windows: [] })).toBe("appointments-do-not-fit");
  expect(await refusal("2027-03-15", { date: "2027-03-16" })).toBe("appointments-do-not-fit");
  expect(await held("2027-03-15", "2027-03-17")).toEqual(["03-15 09:00–12:00"]);
  expect(await changes("2027-03-15", { to: "13:00", windows: HOURS.windows.slice(0, 1) })).toMatchObject({
    appointments: 1,
  });
});

test("a half-day in which somebody booked has not begun: it is changed, and follows its series, as long as they keep their hour", async () => {
  const { changes, saves, series, on } = await mondays();
  const { id: permanence } = await on("2027-03-15");
  const wish = { permanence, topics: ["impots"], start: instantOf("2027-03-15T09:30:00+01:00"), onBehalfOf: false };
  expect(await bookAppointment({ kind: "anonymous" }, wish)).toMatchObject({ ok: true });
  const { halfDays } = await saves({ ...MONDAYS, desks: 3 }, { seriesId: series, from: "2027-03-08" });
  expect(halfDays.find((one) => one.permanence === permanence)).toMatchObject({ outcome: "follows", appointments: 1 });
  await changes("2027-03-15", { desks: 4 });
  expect(await on("2027-03-15")).toMatchObject({ id: permanence, desks: 4 });
});

test("a half-day that a closure keeps can be booked again once it is held where that closure does not reach it", async () => {
  const { changes, refusal, on, place, at, actor, organisation } = await mondays();
  const meinau = await place("Meinau");
  const body = closureBody.parse({
    place: at.id,
    from: "2027-03-08",
    decideOn: "2027-03-08",
    sentence: "Fuite d’eau.",
  });
  await saveClosure(actor, { organisation: organisation.id, body, preview: false });
  expect((await on("2027-03-15")).closureId).not.toBeNull();
  expect(await refusal("2027-03-15", { date: "2027-03-17" })).toBe("closed-then");
  await changes("2027-03-15", { date: "2027-03-17", place: meinau.id });
  expect(await on("2027-03-17")).toMatchObject({ status: "scheduled", closureId: null });
});

test("a half-day is added outside every series, also at a place that has none, and on a public holiday it is said", async () => {
  const { changes, held, place } = await mondays();
  const hall = await place("Salle des fêtes");
  const { publicHoliday } = await changes(undefined, { date: "2027-03-29", place: hall.id });
  expect(publicHoliday).toBe(true);
  expect(await held("2027-03-29", "2027-03-30")).toEqual(["03-29 09:00–12:00"]);
});

test("a date moved to a public holiday is held although it is one, in later nights too", async () => {
  const { changes, exceptions, held } = await mondays();
  await changes("2027-03-22", { date: "2027-03-29" });
  expect(await exceptions()).toEqual(
    ["03-22, on 03-29, own plan, despite the holiday"].map((one) =>
      one.replace("own plan, despite the holiday", "despite the holiday, own plan"),
    ),
  );
  await planPermanences(NOW, 366);
  expect(await held("2027-03-22", "2027-03-30")).toEqual(["03-29 09:00–12:00"]);
});

test("a preview writes nothing, and one that is no longer true is refused", async () => {
  const { changes, refusal, held, books } = await mondays();
  const { version } = await changes("2027-03-15", { to: "13:00" }, { preview: true });
  expect(await held("2027-03-15", "2027-03-16")).toEqual(["03-15 09:00–12:00"]);
  await books("2027-03-15", "09:30");
  expect(await refusal("2027-03-15", { to: "13:00" }, { seen: version })).toBe("changed-meanwhile");
});

test("nothing is planned in a closure, in the past, in a half-day that is over, or for another organisation", async () => {
  const here = await mondays();
  const other = await mondays();
  await db.closure.create({
    data: {
      organisationId: here.organisation.id,
      placeId: here.at.id,
      startsAt: new Date("2027-03-16T00:00:00Z"),
      endsAt: new Date("2027-03-18T00:00:00Z"),
      reason: "Travaux",
    },
  });
  expect(await here.refusal("2027-03-15", { date: "2027-03-17" })).toBe("closed-then");
  expect(await here.refusal("2027-03-15", { date: "2027-02-26" })).toBe("begins-in-the-past");
  expect(await here.refusal("2027-03-15", { place: other.at.id })).toBe("no-own-place");
  expect(await here.refusal("2027-03-15", { topics: ["caf"] })).toBe("unknown-topic");
  const foreign = (await other.on("2027-03-15")).id;
  expect(await here.refusal(undefined, { date: "2027-03-16" }, { permanence: foreign })).toBe("not-found");
  const asked = await changeHalfDay(here.actor, {
    organisation: other.organisation.id,
    permanence: foreign,
    preview: true,
  });
  expect(asked).toEqual({ ok: false, refusal: "not-allowed" });
  const { permanence: alone } = await here.changes(undefined, { date: "2027-04-01" });
  expect(await here.refusal(undefined, undefined, { permanence: alone })).toBe("no-series");
  await db.permanence.update({ where: { id: alone! }, data: { status: "cancelled", cancelReason: "Travaux" } });
  expect(await here.refusal(undefined, { date: "2027-04-02" }, { permanence: alone })).toBe("permanence-closed");
});

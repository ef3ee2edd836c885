/** @long */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { halfDayBody, seriesBody } from "#lib/wire/series.ts";
import { runs } from "#tests/support/property-runs.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "./planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { assignWeekly } = await import("#lib/server/planning/assignments/assign-weekly.ts");
const { handOver } = await import("#lib/server/planning/assignments/hand-over.ts");
const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
const { lastPlanning } = await import("#lib/server/planning/assignments/last-act.ts");
const { undoPlanning } = await import("#lib/server/planning/assignments/undo-planning.ts");
const { noteAbsence, removeAbsence } = await import("#lib/server/planning/absences/note-absence.ts");

afterAll(() => db.$disconnect());

/** Mondays at two places, at hours that meet, and three people. */
async function operator() {
  const here = await planner(db, saveSeries, NOW);
  const organisation = here.organisation.id;
  const meinau = await here.place("Meinau");
  const { actor } = here as { readonly actor: StaffActor };
  const first = await here.saves(MORNINGS);
  const second = await here.saves({ ...AFTERNOONS, place: meinau.id });
  const people = [];
  for (const name of ["Awa", "Bo", "Cem"]) {
    const { id } = await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name } });
    await db.membership.create({ data: { userId: id, organisationId: organisation, role: "conseiller" } });
    people.push(id);
  }
  return {
    actor,
    organisation,
    people,
    places: [here.at.id, meinau.id],
    rules: [first.series ?? "", second.series ?? ""],
  };
}

/** Three Mondays: a year of them would only take longer. */
const MORNINGS = { ...MONDAYS, untilDate: "2027-03-15" };
const AFTERNOONS = {
  ...MORNINGS,
  from: "11:00",
  to: "14:00",
  windows: [{ from: "11:00", to: "14:00", mode: "walk-in" }],
};

/** An act of planning: its name, and numbers that say of whom, where and when. */
const anyAct = fc.record({
  act: fc.constantFrom(
    "assign",
    "part",
    "weekly",
    "handOver",
    "unassign",
    "undo",
    "absence",
    "removeAbsence",
    "cancel",
    "move",
    "changeRule",
  ),
  who: fc.nat(2),
  where: fc.nat(1),
  week: fc.nat(2),
  hour: fc.nat(5),
});
type Act = {
  readonly act: string;
  readonly who: number;
  readonly where: number;
  readonly week: number;
  readonly hour: number;
};

type Operator = Awaited<ReturnType<typeof operator>>;

async function does({ actor, organisation, people, places, rules }: Operator, one: Act): Promise<unknown> {
  const account = people[one.who] ?? "";
  const halfDays = await db.permanence.findMany({
    where: { organisationId: organisation, placeId: places[one.where] ?? "" },
    orderBy: { startsAt: "asc" },
    take: 3,
  });
  const halfDay = halfDays[one.week] ?? halfDays[0];
  if (!halfDay) return undefined;
  const permanence = halfDay.id;
  const start = instantOf(halfDay.startsAt.toISOString());
  const seats = await db.assignment.findMany({ where: { organisationId: organisation, released: false } });
  const seat = seats[one.hour % Math.max(1, seats.length)];
  const hours = [`${9 + one.hour}:00`.padStart(5, "0"), `${12 + one.hour}:00`] as const;
  const moved = { from: hours[0], to: hours[1], windows: [{ from: hours[0], to: hours[1], mode: "walk-in" }] };
  const { weekday: _weekday, fromDate: _fromDate, untilDate: _untilDate, ...plan } = MONDAYS;
  switch (one.act) {
    case "assign":
      return assign(actor, { permanence, account });
    case "part":
      return assign(actor, {
        permanence,
        account,
        span: { start: plusMinutes(start, one.hour * 15), end: plusMinutes(start, one.hour * 15 + 60) },
      });
    case "weekly":
      return assignWeekly(actor, { permanence, account, preview: false });
    case "handOver":
      return (
        seat &&
        handOver(actor, { assignment: seat.id, account, at: plusMinutes(instantOf(seat.startsAt.toISOString()), 30) })
      );
    case "unassign":
      return seat && unassign(actor, { assignment: seat.id });
    case "undo": {
      const last = await lastPlanning(db, organisation, actor.user);
      return last && undoPlanning(actor, { organisation, entry: last.entry, preview: false });
    }
    case "absence":
      return noteAbsence(actor, {
        organisation,
        account,
        span: { start, end: plusMinutes(start, 60 + one.hour * 60) },
        preview: false,
      });
    case "removeAbsence": {
      const absence = await db.absence.findFirst({ where: { organisationId: organisation, conseillerId: account } });
      return absence && removeAbsence(actor, { organisation, absence: absence.id, preview: false });
    }
    case "cancel":
      return cancelPermanence(actor, { permanence, preview: false, reason: "Travaux" });
    case "move":
      return changeHalfDay(actor, {
        organisation,
        permanence,
        halfDay: halfDayBody.parse({
          ...plan,
          ...moved,
          place: places[one.who % 2],
          date: halfDay.localDate.toISOString().slice(0, 10),
        }),
        preview: false,
      });
    default:
      return saveSeries(actor, {
        organisation,
        series: rules[one.where] ?? "",
        rule: seriesBody.parse({ ...MORNINGS, ...moved, place: places[one.where] }),
        preview: false,
      });
  }
}

/** People who stand at two half-days at one moment, and assignments outside the hours of their half-day: none. */
const wrong = (organisation: string) => db.$queryRaw<unknown[]>`
  SELECT a.id FROM assignment a JOIN permanence p ON p.id = a.permanence_id
  WHERE p.organisation_id = ${organisation}::uuid AND NOT a.released AND p.status <> 'cancelled' AND (
    a.starts_at < p.starts_at OR a.ends_at > p.ends_at
    OR EXISTS (SELECT FROM assignment b JOIN permanence q ON q.id = b.permanence_id
      WHERE b.id <> a.id AND NOT b.released AND q.status <> 'cancelled'
        AND (b.conseiller_id = a.conseiller_id OR (b.permanence_id = a.permanence_id AND b.desk = a.desk))
        AND b.starts_at < a.ends_at AND a.starts_at < b.ends_at))`;

test("whatever is planned, moved, cancelled and undone, nobody is at two places at once and no table has two people", async () => {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 8, maxLength: 20 }), async (acts) => {
      const here = await operator();
      for (const one of acts) {
        const outcome = (await does(here, one)) as { readonly ok?: boolean; readonly refusal?: string } | undefined;
        if (outcome?.ok === true) done.add(one.act);
        expect([one, await wrong(here.organisation)]).toEqual([one, []]);
      }
    }),
    { numRuns: runs(12) },
  );
  // Each act succeeded at least once: a property over refusals alone would say nothing.
  expect([...done].sort()).toEqual([
    "absence",
    "assign",
    "cancel",
    "changeRule",
    "handOver",
    "move",
    "part",
    "removeAbsence",
    "unassign",
    "undo",
    "weekly",
  ]);
}, 120_000);

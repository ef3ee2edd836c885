import type { Series } from "#prisma/generated/client.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { sayMinuteOfDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { DAYS_PLANNED, runningAt } from "#lib/server/planning/series/plan-permanences.ts";
import { planOf, windowsOfRow, type Plan } from "#lib/server/planning/series/plan-of-series.ts";
import { planSeries } from "#lib/server/planning/series/plan-series.ts";
import type { NamedPlace } from "./places.ts";
import { changesOf, isEmpty, SetupRefused, type ItemWithPath, type SetUpNote, type SetUpStep } from "./progress.ts";

type Weekly = SetupFile["weekly"][number];

/**
 * Writes a weekly half-day and its dates a year ahead. A series is recognised by its place, day and hours. When its
 * desks or windows change, so do its half-days to come, but for those in which somebody has an appointment or a number,
 * or that were changed by hand. Refused where it overlaps another series of the organisation at that place, and, unless
 * it `mayChange` it, where a series stands with other desks or windows: `series-with-desks`, `series-with-windows`,
 * under the field `change`. `series`: its id.
 */
export async function saveWeekly(
  tx: Tx,
  organisationId: string,
  { path, item }: ItemWithPath<Weekly>,
  place: NamedPlace,
  now: Instant,
  mayChange = true,
): Promise<{ readonly series: string; readonly step: SetUpStep }> {
  const hours = { placeId: place.id, weekday: item.weekday, startMinute: item.from, endMinute: item.to };
  const sameDay = await tx.series.findMany({
    where: { organisationId, placeId: place.id, weekday: item.weekday, ...runningAt(now) },
    orderBy: { id: "asc" },
  });
  const row = sameDay.find(
    (one) =>
      one.startMinute === item.from && one.endMinute === item.to && one.everyWeeks === 1 && one.nthOfMonth === null,
  );
  const { weekday, from, to } = item;
  const step = { kind: "weekly", name: place.name, series: { weekday, from, to } } as const;
  if (row && !mayChange) await refuseOtherPlan(tx, row, planOf(item), now);
  if (row) return { series: row.id, step: { ...step, ...(await changeSeries(tx, row, planOf(item), now)) } };
  const other = sameDay.find((one) => one.startMinute < item.to && item.from < one.endMinute);
  if (other) throw new SetupRefused([overlapping(path, other)]);
  const fromDate = toDate(instantOf(localDateOf(now, place.timeZone)));
  const { id } = await tx.series.create({
    data: { ...hours, ...planOf(item), organisationId, fromDate },
    select: { id: true },
  });
  return { series: id, step: { ...step, did: "made", notes: await writeDates(tx, id, now) } };
}

const planOfRow = ({ desks, bookableLanes, windows }: Series): Plan => ({
  desks,
  bookableLanes,
  windows: windowsOfRow(windows),
});

async function refuseOtherPlan(tx: Tx, row: Series, plan: Plan, now: Instant): Promise<void> {
  const before = planOfRow(row);
  if (isEmpty(changesOf(before, plan))) return;
  const dates = await tx.permanence.count({
    where: { seriesId: row.id, startsAt: { gt: toDate(now) }, status: "scheduled" },
  });
  const code = before.desks === plan.desks ? "series-with-windows" : "series-with-desks";
  throw new SetupRefused([{ path: "change", code, values: { desks: before.desks, dates } }]);
}

const overlapping = (path: string, { startMinute, endMinute }: Series): SetupProblem => ({
  path,
  code: "overlaps",
  values: { from: sayMinuteOfDay(startMinute, "fr"), to: sayMinuteOfDay(endMinute, "fr") },
});

async function writeDates(tx: Tx, series: string, now: Instant): Promise<readonly SetUpNote[]> {
  const planned = await planSeries(tx, series, now, DAYS_PLANNED);
  if (!planned.ok) throw new Error(`A series that passed the schema cannot be kept: ${planned.refusal}.`);
  const { toWrite, inTheWay } = planned.value;
  return counted({ "dates-written": toWrite.length, "in-the-way": inTheWay.length });
}

async function changeSeries(tx: Tx, row: Series, plan: Plan, now: Instant): Promise<Pick<SetUpStep, "did" | "notes">> {
  const before = planOfRow(row);
  if (isEmpty(changesOf(before, plan))) return { did: "unchanged" };
  await tx.series.update({ where: { id: row.id }, data: plan, select: { id: true } });
  const coming = await tx.permanence.findMany({
    where: { seriesId: row.id, startsAt: { gt: toDate(now) }, status: "scheduled" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  let changed = 0;
  for (const { id } of coming) changed += (await changeDate(tx, id, before, plan, now)) ? 1 : 0;
  return { did: "changed", notes: counted({ "dates-changed": changed, "dates-kept": coming.length - changed }) };
}

/**
 * Whether the half-day took the new plan: nobody is expected or has a number, and it still stands as the series had it.
 */
async function changeDate(tx: Tx, id: string, before: Plan, plan: Plan, now: Instant): Promise<boolean> {
  await lockPermanence(tx, id);
  const row = await tx.permanence.findUniqueOrThrow({
    where: { id },
    select: {
      desks: true,
      bookableLanes: true,
      windows: true,
      status: true,
      numbers: true,
      line: { select: { permanenceId: true } },
      _count: { select: { appointments: true, visits: true, assignments: true } },
    },
  });
  const { appointments, visits, assignments } = row._count;
  const isFree =
    row.status === "scheduled" && row.numbers === "not-yet" && !row.line && appointments + visits + assignments === 0;
  if (!isFree || !isEmpty(changesOf({ ...row, windows: windowsOfRow(row.windows) }, before))) return false;
  await tx.permanence.update({ where: { id }, data: { ...plan, updatedAt: toDate(now) }, select: { id: true } });
  await writeVevent(tx, id);
  return true;
}

const counted = (
  counts: Partial<Record<Extract<SetUpNote, { count: number }>["note"], number>>,
): readonly SetUpNote[] =>
  Object.entries(counts).flatMap(([note, count]) =>
    count === 0 ? [] : [{ note: note as Extract<SetUpNote, { count: number }>["note"], count }],
  );

import { actorName } from "#lib/access/actor.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import type { JournalAct } from "#lib/access/journal.ts";
import type { LastAct, OtherAct, PlannedAct } from "#lib/schedule/planned-week.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { changeOfEntry, contraryOf, type AssignmentChange } from "./assignment-change.ts";
import { readStaffed, type StaffedHalfDay } from "./staff-half-day.ts";

/** Minutes for which an act of planning can be undone, and an undoing be taken back. */
const UNDOABLE_FOR = 24 * 60;

/** The moment since which an act can be undone. */
export const undoableSince = (): Date => toDate(plusMinutes(clock.now(), -UNDOABLE_FOR));

/** Acts that planned people or took them off, which their contrary undoes. */
export const UNDOABLE = [
  "person-planned",
  "person-planned-weekly",
  "person-unplanned",
  "person-unplanned-weekly",
  "desk-handed-over",
  "dates-handed-over",
  "planning-redone",
  "planning-undone",
] as const satisfies readonly JournalAct[];

const OF_HALF_DAYS = [
  "half-day-cancelled",
  "half-day-given-back",
  "half-day-added",
  "half-day-changed",
  "half-day-back-to-series",
  "half-day-ends-early",
  "desks-taken-away",
] as const satisfies readonly JournalAct[];
const OF_SERIES = ["series-made", "series-changed", "series-ended"] as const satisfies readonly JournalAct[];
const OF_CLOSURES = ["closure-made", "closure-changed", "closure-lifted"] as const satisfies readonly JournalAct[];
/** Acts of another kind that change half-days: what was planned there before is no longer undone over them. */
const TOUCHING = [...OF_HALF_DAYS, ...OF_SERIES, ...OF_CLOSURES];
/** Acts of planning that are taken back on a page of their own. */
const OTHERS = [
  ...TOUCHING,
  "absence-noted",
  "absence-changed",
  "absence-removed",
  "planning-imported",
  "planning-import-undone",
] as const satisfies readonly JournalAct[];

/** Most newer acts that are looked at. */
const MOST = 50;

type EntryRow = {
  readonly id: bigint;
  readonly at: Date;
  readonly act: string;
  readonly actor: string;
  readonly placeId: string | null;
  readonly permanenceId: string | null;
  readonly data: unknown;
};
const COLUMNS = { id: true, at: true, act: true, actor: true, placeId: true, permanenceId: true, data: true } as const;

/** Whether an act is undone, or an undoing taken back. */
export const wayOf = (act: string): "undo" | "redo" => (act === "planning-undone" ? "redo" : "undo");

/**
 * The last act of planning of this person at an organisation, within a day, wherever it was, or at these places (ids)
 * alone; undefined when there is none. `elsewhere`: it is of a kind that is taken back on a page of its own, or such an
 * act, of anybody, has touched its half-days since (docs/planning.md#undo). A bounded number of queries.
 */
export async function lastPlanning(
  tx: Tx,
  organisation: string,
  user: string,
  places: "all" | readonly string[] = "all",
): Promise<LastAct | undefined> {
  const self = nameOfUser(user);
  const row = await tx.journalEntry.findFirst({
    where: {
      organisationId: organisation,
      actor: self,
      act: { in: [...UNDOABLE, ...OTHERS] },
      at: { gt: undoableSince() },
      ...(places !== "all" && { OR: [{ placeId: null }, { placeId: { in: [...places] } }] }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: COLUMNS,
  });
  if (!row) return undefined;
  const entry = String(row.id);
  const made = isUndoable(row.act) ? changeOfEntry(organisation, row.data) : undefined;
  if (!made) return { entry, way: "elsewhere", other: await otherAct(tx, organisation, row, self) };
  const halfDays = await readStaffed(tx, halfDaysOf(made));
  const newer = await newerAct(tx, organisation, row, halfDays);
  if (newer) return { entry, way: "elsewhere", other: await otherAct(tx, organisation, newer, self) };
  const way = wayOf(row.act);
  const what = actOf(way === "redo" ? contraryOf(made) : made, halfDays, await namesIn(tx, made));
  return what && { entry, way, what };
}

/** The name by which the journal notes the acts of an account. */
export const nameOfUser = (user: string): string => actorName({ kind: "staff", user, by: "login", roles: [] });

const isUndoable = (act: string): boolean => UNDOABLE.some((one) => one === act);

/** The half-days of a change, each once. */
export const halfDaysOf = ({ removed, added }: AssignmentChange): readonly string[] => [
  ...new Set([...removed, ...added].map(({ permanence }) => permanence)),
];

/** The names of the people of a change, by account. */
export const namesIn = (
  tx: Pick<Tx, "user">,
  { removed, added }: AssignmentChange,
): Promise<ReadonlyMap<string, string>> =>
  namesOfAccounts(
    tx,
    [...removed, ...added].map(({ account }) => account),
  );

/** The names of accounts; an anonymised one has none. */
export async function namesOfAccounts(
  tx: Pick<Tx, "user">,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const users = await tx.user.findMany({
    where: { id: { in: [...new Set(accounts)] }, anonymisedAt: null },
    select: { id: true, name: true },
  });
  return new Map(users.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

/**
 * A change in the words by which it is named: who came, or else who left, where, and on which day first. `halfDays`: in
 * order of time.
 */
export function actOf(
  { removed, added }: AssignmentChange,
  halfDays: readonly StaffedHalfDay[],
  names: ReadonlyMap<string, string>,
): PlannedAct | undefined {
  const before = new Set(removed.map(({ id }) => id));
  const came = added.filter(({ id }) => !before.has(id));
  const rows = came.length > 0 ? came : removed;
  const theirs = halfDays.filter(({ id }) => rows.some(({ permanence }) => permanence === id));
  const [first] = theirs;
  return (
    first && {
      did: came.length > 0 ? "planned" : "taken-off",
      people: [...new Set(rows.map(({ account }) => account))].map((account) => names.get(account)),
      place: first.placeName,
      localDate: first.localDate,
      halfDays: theirs.length,
    }
  );
}

/** The newest act of another kind, of anybody, that has touched one of these half-days since an entry. */
export async function newerAct(
  tx: Pick<Tx, "journalEntry" | "closure">,
  organisation: string,
  { id, at }: Pick<EntryRow, "id" | "at">,
  halfDays: readonly StaffedHalfDay[],
): Promise<EntryRow | undefined> {
  const rows = await tx.journalEntry.findMany({
    where: {
      organisationId: organisation,
      id: { gt: id },
      at: { gte: at },
      act: { in: TOUCHING },
      OR: [
        { permanenceId: { in: halfDays.map((one) => one.id) } },
        { permanenceId: null, placeId: null },
        { permanenceId: null, placeId: { in: halfDays.map(({ place }) => place) } },
      ],
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST,
    select: COLUMNS,
  });
  if (rows.length === 0) return undefined;
  const closures = await tx.closure.findMany({
    where: { id: { in: rows.flatMap(({ data }) => idIn(data, "closure") ?? []) } },
    select: { id: true, startsAt: true, endsAt: true },
  });
  return rows.find((row) => {
    if (row.permanenceId !== null) return true;
    const there = halfDays.filter(({ place }) => row.placeId === null || row.placeId === place);
    const closure = closures.find((one) => one.id === idIn(row.data, "closure"));
    if (closure) {
      const span = { start: instant(closure.startsAt.getTime()), end: instant(closure.endsAt.getTime()) };
      return there.some((one) => overlaps(one.span, span));
    }
    const seriesId = idIn(row.data, "series");
    const from = wordIn(row.data, "from") ?? "";
    return there.some(({ series, localDate }) => seriesId !== undefined && series === seriesId && from <= localDate);
  });
}

/** Acts after which a place is closed. A half-day is cancelled by the closure that its row names. */
const CLOSING: readonly string[] = ["closure-made", "closure-changed", "half-day-cancelled"];

/**
 * An act of another kind as a page names it, and what leads to where it is taken back. `by`: of a colleague. A half-day
 * that a closure cancelled is named by that closure.
 */
export async function otherAct(tx: Tx, organisation: string, row: EntryRow, self: string): Promise<OtherAct> {
  const { act, actor, placeId, permanenceId, data } = row;
  const account = /^staff:(.+)$/u.exec(actor)?.[1];
  const colleague = actor !== self && account !== undefined && isUuid(account) ? account : undefined;
  const place =
    placeId === null ? null : await tx.place.findUnique({ where: { id: placeId }, select: { shortName: true } });
  const held =
    permanenceId === null
      ? null
      : await tx.permanence.findFirst({
          where: { id: permanenceId, organisationId: organisation },
          select: { localDate: true, status: true, closureId: true },
        });
  const user =
    colleague === undefined ? null : await tx.user.findUnique({ where: { id: colleague }, select: { name: true } });
  const series = idIn(data, "series");
  const away = idIn(data, "account");
  const cancelledBy = act === "half-day-cancelled" && held?.status === "cancelled" ? held.closureId : null;
  const closure = idIn(data, "closure") ?? cancelledBy ?? undefined;
  const by = typeof user?.name === "string" ? { by: user.name } : {};
  const standing =
    closure === undefined || !CLOSING.includes(act)
      ? null
      : await tx.closure.findFirst({
          where: { id: closure, organisationId: organisation, liftedAt: null },
          select: { place: { select: { shortName: true } } },
        });
  if (closure !== undefined && standing)
    return {
      act: act === "closure-changed" ? act : "closure-made",
      closes: true,
      ...by,
      ...(standing.place && { place: standing.place.shortName }),
      closure,
    };
  return {
    act: act as JournalAct,
    ...by,
    ...(place && { place: place.shortName }),
    ...(held && { localDate: dateOfColumn(held.localDate) }),
    ...(permanenceId !== null && { permanence: permanenceId }),
    ...(closure !== undefined && { closure }),
    ...(series !== undefined && { series }),
    ...(away !== undefined && { account: away }),
  };
}

function wordIn(data: unknown, key: string): string | undefined {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === "string" ? value : undefined;
}

function idIn(data: unknown, key: string): string | undefined {
  const word = wordIn(data, key);
  return word !== undefined && isUuid(word) ? word : undefined;
}

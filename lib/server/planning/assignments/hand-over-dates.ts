import type { Actor } from "#lib/access/actor.ts";
import { reachIn, reaches, type Reach } from "#lib/access/where-may.ts";
import { accept, refuse } from "#lib/result.ts";
import { whatIsLeft } from "#lib/schedule/assignment.ts";
import {
  countToTakeOver,
  listedDate,
  takeOver,
  type DateOfPerson,
  type DatesToHandOver,
} from "#lib/schedule/dates-to-hand-over.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, freshId, toDate } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { dataOfChange, writeChange } from "./assignment-change.ts";
import { namesOfAccounts } from "./last-act.ts";
import { readPeopleToPlan, stopsOf, type PersonToPlan } from "./read-free-people.ts";
import { lockHalfDays, planning, readStaffed, type AssignmentOutcome, type StaffedHalfDay } from "./staff-half-day.ts";

/** Whose dates, in which organisation; `from`, `until`: from and until which day alone, YYYY-MM-DD. */
type DatesOf = {
  readonly organisation: string;
  readonly account: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/**
 * The dates to come of somebody who has or had a role in this organisation, at the places where this person plans, and
 * which colleagues could take them over (docs/planning.md#handing-over-dates). `to`: of whom the dates are said one by
 * one. A constant number of statements. Refused: `not-allowed`, `not-found`.
 */
export async function readDatesToHandOver(
  actor: Actor,
  asked: DatesOf & { readonly to?: string | undefined },
): Promise<AssignmentOutcome<DatesToHandOver>> {
  const { organisation, account, to } = asked;
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  if (!(await isKnown(db, asked))) return refuse("not-found");
  const now = clock.now();
  const all = await readStaffed(db, await halfDaysOf(db, asked, now));
  const dates = datesOf(all, reach, asked, now);
  const people = await peopleFor(db, asked, dates, now);
  const colleagues = people
    .filter((one) => one.account !== account)
    .map((one) => ({ ...named(one), dates: countToTakeOver(one, dates, now) }))
    .filter((one) => one.dates > 0)
    .toSorted((a, b) => b.dates - a.dates);
  const chosen = people.find((one) => one.account === to && one.account !== account);
  const name = (await namesOfAccounts(db, [account])).get(account);
  return accept({
    account,
    ...(name !== undefined && { name }),
    dates: dates.map(({ halfDay }) => listedDate(halfDay)),
    otherPlaces: datesOf(all, { organisation, places: "all" }, asked, now).length - dates.length,
    colleagues,
    ...(chosen && {
      chosen: { ...named(chosen), ...takeOver(chosen, dates, people, { stops: stopsFor(people, dates), now }) },
    }),
  });
}

/**
 * Hands the dates of somebody over to a colleague: each that the colleague can take over, at the same desk and hours;
 * the others stay. Of a half-day that has begun, the former stays planned for what has passed. Answers how many. One
 * transaction, one act, which can be undone; nothing is written where they can take none.
 */
export function handOverDates(
  actor: Actor,
  wanted: DatesOf & { readonly to: string },
): Promise<AssignmentOutcome<number>> {
  const reach = reachIn(actor, "plan-half-days", wanted.organisation);
  return reach
    ? planning(actor, (tx) => handOverOnce(tx, actor, reach, wanted))
    : Promise.resolve(refuse("not-allowed"));
}

async function handOverOnce(
  tx: Tx,
  actor: Actor,
  reach: Reach,
  wanted: DatesOf & { readonly to: string },
): Promise<AssignmentOutcome<number>> {
  const { organisation, account, to } = wanted;
  if (!(await isKnown(tx, wanted)) || !isUuid(to) || to === account) return refuse("not-found");
  const now = clock.now();
  const dates = datesOf(await lockHalfDays(tx, await halfDaysOf(tx, wanted, now)), reach, wanted, now);
  const people = await peopleFor(tx, wanted, dates, now);
  const person = people.find((one) => one.account === to);
  if (!person) return refuse("no-role-there");
  const { planned } = takeOver(person, dates, people, { stops: stopsFor(people, dates), now });
  const [first] = planned;
  if (!first) return accept(0);
  const change = {
    organisation,
    removed: planned.map(({ former }) => former),
    added: planned.flatMap(({ former, span }) => [
      ...(span.start > former.span.start ? [{ ...former, span: { start: former.span.start, end: span.start } }] : []),
      { ...former, id: freshId(), account: to, span },
    ]),
  };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const places = new Map(dates.map(({ halfDay }) => [halfDay.id, halfDay.place]));
  const firstHere = new Map(planned.toReversed().map(({ permanence }) => [places.get(permanence), permanence]));
  const note = (place: string | undefined, permanence: string, { removed, added }: typeof change) => {
    const data = { account: to, former: account, ...dataOfChange({ organisation, removed, added }) };
    return appendJournal(
      tx,
      actor,
      { act: "dates-handed-over", organisation, ...(place !== undefined && { place }), permanence, data },
      now,
    );
  };
  // A half-day reads its history at its place, so each place has an entry. The last one has all, to be undone as one.
  const wherever = places.get(first.permanence);
  for (const [place, permanence] of firstHere) {
    const isHere = (row: { readonly permanence: string }): boolean => places.get(row.permanence) === place;
    const { removed, added } = change;
    if (place !== wherever)
      await note(place, permanence, { organisation, removed: removed.filter(isHere), added: added.filter(isHere) });
  }
  await note(wherever, first.permanence, change);
  return accept(planned.length);
}

/** Whether they have or had a role in the organisation. */
async function isKnown(tx: Pick<Tx, "membership">, { organisation, account }: DatesOf): Promise<boolean> {
  if (!isUuid(organisation) || !isUuid(account)) return false;
  const held = { userId: account, organisationId: organisation, user: { anonymisedAt: null } };
  return (await tx.membership.findFirst({ where: held, select: { role: true } })) !== null;
}

/** The half-days of the organisation at which somebody is planned and that are not over. */
async function halfDaysOf(
  tx: Pick<Tx, "assignment">,
  { organisation, account }: DatesOf,
  now: Instant,
): Promise<readonly string[]> {
  const rows = await tx.assignment.findMany({
    where: {
      conseillerId: account,
      released: false,
      endsAt: { gt: toDate(now) },
      permanence: { organisationId: organisation, status: { in: ["scheduled", "open"] } },
    },
    select: { permanenceId: true },
  });
  return [...new Set(rows.map(({ permanenceId }) => permanenceId))];
}

type DateOf = DateOfPerson & { readonly halfDay: StaffedHalfDay };

const datesOf = (
  halfDays: readonly StaffedHalfDay[],
  reach: Reach,
  { account, from = "", until }: DatesOf,
  now: Instant,
): readonly DateOf[] =>
  halfDays
    .filter(({ place, localDate }) => reaches(reach, place) && from <= localDate && localDate <= (until ?? localDate))
    .flatMap((halfDay) =>
      halfDay.seats
        .filter((seat) => seat.account === account && whatIsLeft(seat.span, now) !== undefined)
        .map((seat) => ({ halfDay, seat })),
    );

/** Who may be planned at these dates, with what they are planned for then. */
async function peopleFor(
  tx: Tx,
  { organisation }: DatesOf,
  dates: readonly DateOf[],
  now: Instant,
): Promise<readonly PersonToPlan[]> {
  const { start } = dates[0]?.halfDay.span ?? { start: now };
  const { end } = dates.at(-1)?.halfDay.span ?? { end: now };
  return readPeopleToPlan(tx, organisation, { start, end });
}

const stopsFor = (people: readonly PersonToPlan[], dates: readonly DateOf[]) =>
  stopsOf(
    people,
    dates.map(({ halfDay }) => halfDay),
  );

const named = ({ account, name }: PersonToPlan) => ({ account, ...(name !== undefined && { name }) });

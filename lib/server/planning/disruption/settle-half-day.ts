import type { Actor } from "#lib/access/actor.ts";
import type { PersonAway, Remedy, RemedyRefusal, SettledHalfDay } from "#lib/booking/disruption.ts";
import { offerUntil } from "#lib/booking/offer.ts";
import { fewerDesks, movedHours, type AppointmentToMove, type NewHour } from "#lib/booking/new-hours.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { decideAssignment, whatIsLeft, type Busy, type SeatRefused } from "#lib/schedule/assignment.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import type { HalfDayBody } from "#lib/wire/schedule/series.ts";
import { loadBookable, type BookableHalfDay } from "#lib/server/booking/load-bookable.ts";
import { makeOffers } from "#lib/server/booking/offers/make-offers.ts";
import { notifyLineChanged, saveLanes, endExpiredHolds } from "#lib/server/booking/appointment-rows.ts";
import { countPeopleByWay } from "#lib/server/booking/count-people-by-way.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { assignOnce } from "#lib/server/planning/assignments/assign.ts";
import { dataOfChange, writeChange } from "#lib/server/planning/assignments/assignment-change.ts";
import { readPeopleToPlan, type PersonToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { lockHalfDays, mayPlan } from "#lib/server/planning/assignments/staff-half-day.ts";
import { cancelOnce } from "#lib/server/planning/cancel-permanence.ts";
import { windowsOfRow } from "#lib/server/planning/series/plan-of-series.ts";
import { changeHalfDayOnce } from "#lib/server/planning/series/change-half-day.ts";
import { keepByHand } from "#lib/server/planning/series/write-change.ts";
import { readDisrupted, type DisruptedHalfDay } from "./disrupted-half-days.ts";

/**
 * What is asked about one half-day. `away`: absences that are announced and not written yet; `planned`: for what people
 * are planned by what was settled before in the same preview. `reason`: what residents read of a half-day that is not
 * held. `seen`: the version that was read.
 */
export type Settling = {
  readonly organisation: string;
  readonly permanence: string;
  readonly remedy: Remedy;
  readonly away: readonly PersonAway[];
  readonly planned?: readonly PlannedFor[];
  readonly reason: string;
  readonly preview: boolean;
  readonly seen?: string;
};

/** Somebody and the half-day for which a preview would plan them. */
export type PlannedFor = { readonly account: string; readonly busy: Busy };

/** What was settled, with whom it plans. */
export type Settled = SettledHalfDay & { readonly plans: readonly PlannedFor[] };

export type NotSettled = {
  readonly ok: false;
  readonly refusal: RemedyRefusal;
  readonly elsewhere?: SeatRefused["elsewhere"];
  readonly desks?: readonly number[];
};

/**
 * Settles one half-day of a disruption by a remedy, whole or not, in a transaction of the caller; with `preview` only
 * what that would do (docs/planning.md#imprévu). Locks the organisation, then the half-day. Refused:
 * `changed-meanwhile` (it is no longer as the preview showed it), `nobody-is-away`, `nobody-is-left` (fewer desks
 * without anybody), `too-many-people` (more than are away), `desk-busy` (somebody is called or helped, with the desks),
 * and whatever planning somebody, adding a half-day or cancelling one is refused.
 */
export async function settleOnce(tx: Tx, actor: Actor, wanted: Settling): Promise<Result<Settled, never> | NotSettled> {
  if (!isUuid(wanted.organisation) || !isUuid(wanted.permanence)) return refuse("not-found");
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${wanted.organisation}::uuid FOR NO KEY UPDATE`;
  await lockHalfDays(tx, [wanted.permanence]);
  const now = clock.now();
  const [held] = await readDisrupted(tx, [wanted.permanence], wanted.away, now);
  if (!held || held.staffed.organisation !== wanted.organisation) return refuse("not-found");
  if (!mayPlan(actor, held.staffed)) return refuse("not-allowed");
  const { status } = held.staffed;
  const version = contentHash({ remedy: wanted.remedy, stands: standsOf(held) });
  if (!wanted.preview && wanted.seen !== undefined && wanted.seen !== version) return refuse("changed-meanwhile");
  if (status === "cancelled" || status === "closed" || held.span.end <= now) return refuse("permanence-closed");
  const settling = { ...wanted, held, now };
  const done = await settleAs(tx, actor, settling);
  if (!done.ok) return done;
  const { asked, ...rest } = done.value;
  const { kind } = wanted.remedy;
  const isHeld = kind === "replace" || kind === "fewer-desks";
  const toTell = await countPeopleByWay(
    tx,
    {
      permanences: [wanted.permanence],
      notHeld: isHeld ? [] : [wanted.permanence],
      cancelled: [],
      offered: asked,
      freed: kind === "fewer-desks" ? expired(held, now) : [],
      waiting: isHeld ? 0 : held.waiting,
    },
    now,
  );
  const { permanence, place, localDate, span, timeZone } = held;
  const named = { permanence, place, localDate, span, timeZone, kind };
  return accept({ ...named, ...rest, toTell, version });
}

/** What a preview showed: when that has changed, it is shown anew. Numbers that come and go are not in it. */
const standsOf = ({ staffed, away, there, appointments, bookable }: DisruptedHalfDay) => ({
  status: staffed.status,
  span: staffed.span,
  desks: staffed.desks,
  lanes: bookable.halfDay.bookableLanes,
  away,
  there,
  appointments: appointments
    .filter(({ state }) => state === "booked")
    .map(({ id, span, lane }) => [id, span.start, lane ?? null])
    .toSorted(),
});

type SettlingContext = Settling & { readonly held: DisruptedHalfDay; readonly now: Instant };

/** `asked`: ids of the appointments whose people are offered another hour. */
type SettledChanges = Omit<
  SettledHalfDay,
  "permanence" | "place" | "localDate" | "span" | "timeZone" | "kind" | "toTell" | "version"
> & {
  readonly asked: readonly string[];
  readonly plans: readonly PlannedFor[];
};
type SettleResult = Result<SettledChanges, never> | NotSettled;

function settleAs(tx: Tx, actor: Actor, settling: SettlingContext): Promise<SettleResult> {
  const { remedy } = settling;
  switch (remedy.kind) {
    case "replace":
      return replace(tx, actor, settling, remedy.accounts);
    case "fewer-desks":
      return holdAtFewerDesks(tx, actor, settling);
    case "move":
      return move(tx, actor, settling, remedy);
    case "cancel":
      return cancel(tx, actor, settling);
  }
}

const UNCHANGED = { offers: [], without: 0, people: [], asked: [], plans: [] } as const;

/** Hours that were held until a moment that has passed; they end when lanes are allotted anew. */
const expired = (held: DisruptedHalfDay, now: Instant): readonly string[] =>
  held.appointments.flatMap(({ id, heldUntil }) => (heldUntil !== undefined && heldUntil <= now ? [id] : []));

/** Those who are to come and keep their hour. */
const booked = (held: DisruptedHalfDay, now: Instant): readonly AppointmentToMove[] =>
  held.appointments.filter(({ state, span }) => state === "booked" && now < span.end);

/** The desks of those who are away go to others; of more who are away than named, the desks stay without anybody. */
async function replace(
  tx: Tx,
  actor: Actor,
  { held, now, ...wanted }: SettlingContext,
  accounts: readonly string[],
): Promise<SettleResult> {
  const { away, staffed } = held;
  if (away.length === 0) return refuse("nobody-is-away");
  if (accounts.length === 0 || new Set(accounts).size !== accounts.length) return refuse("nobody-is-left");
  if (accounts.length > away.length) return refuse("too-many-people");
  const people = await candidates(tx, wanted, staffed.span, accounts);
  const passed = away.flatMap((seat) => passedOf(seat, now));
  const added: PlannedSeat[] = [];
  for (const [index, account] of accounts.entries()) {
    const seat = away[index];
    const person = people.get(account);
    if (!seat) continue;
    const left = whatIsLeft(seat.span, now);
    if (!left) return refuse("half-day-over");
    const seats = [...held.there, ...added];
    const found = decideAssignment(
      person ?? nobody(account),
      { ...staffed, seats },
      { desk: seat.desk, span: left },
      now,
    );
    if (!found.ok) return found;
    added.push({ ...seat, ...found.value, id: freshId() });
  }
  const plans = added.map(({ account, span }) => plannedFor(account, held, staffed.id, span));
  const outcome = {
    ...UNCHANGED,
    kept: booked(held, now).length,
    desks: staffed.desks,
    people: accounts.map((account) => people.get(account)?.name ?? ""),
    plans,
  };
  if (wanted.preview) return accept(outcome);
  const { organisation, place, id: permanence } = staffed;
  const change = { organisation, removed: away, added: [...passed, ...added] };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  const data = { account: accounts[0] ?? "", desk: away[0]?.desk ?? 1, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "person-planned", organisation, place, permanence, data }, now);
  return accept(outcome);
}

/**
 * The half-day is held at the desks of those who are there; whoever loses their lane is offered a later hour. Before it
 * has begun its desks are counted anew from 1; once it has, the tablet has opened them, so they keep their numbers and
 * the others are closed.
 */
async function holdAtFewerDesks(
  tx: Tx,
  actor: Actor,
  { held, now, ...wanted }: SettlingContext,
): Promise<SettleResult> {
  const { staffed, away, there, bookable } = held;
  if (away.length === 0) return refuse("nobody-is-away");
  const left = [...new Set(there.map(({ desk }) => desk))].toSorted((a, b) => a - b);
  if (left.length === 0) return refuse("nobody-is-left");
  const begun = staffed.span.start <= now || staffed.status !== "scheduled";
  const desks = begun ? staffed.desks : left.length;
  const closedDesks = Array.from({ length: desks }, (_, index) => index + 1).filter(
    (desk) => begun && !left.includes(desk),
  );
  const hours = fewerDesks(bookable.halfDay, bookable.topics, held.appointments, left.length, now);
  const outcome = {
    ...UNCHANGED,
    kept: hours.kept.length,
    offers: hours.offered.map(offerOf),
    without: hours.beside.length,
    desks: left.length,
    // Who stands beside the lanes keeps their hour: there is nothing to tell them.
    asked: hours.offered.map(({ appointment }) => appointment),
  };
  if (wanted.preview) return accept(outcome);
  const { organisation, place, id: permanence } = staffed;
  const change = {
    organisation,
    removed: [...away, ...(begun ? [] : there)],
    added: [
      ...away.flatMap((seat) => passedOf(seat, now)),
      ...(begun ? [] : there.map((seat) => ({ ...seat, desk: left.indexOf(seat.desk) + 1 }))),
    ],
  };
  const written = await writeChange(tx, change);
  if (!written.ok) return written;
  await endExpiredHolds(tx, { permanence, conseiller: undefined }, now);
  await saveLanes(tx, hours.allotted);
  await tx.permanence.update({
    where: { id: permanence },
    data: { desks, closedDesks, bookableLanes: hours.lanes, updatedAt: toDate(now) },
    select: { id: true },
  });
  await keepByHand(tx, permanence, undefined, now);
  await makeOffers(tx, wishesOf(hours.offered, bookable, now), now);
  await writeVevent(tx, permanence);
  await notifyLineChanged(tx, permanence);
  const data = { desks: left.length, offered: hours.offered.length, ...dataOfChange(change) };
  await appendJournal(tx, actor, { act: "desks-taken-away", organisation, place, permanence, data }, now);
  return accept(outcome);
}

/**
 * The half-day is held on another day at the same hours; everybody who is to come is offered their hour there, and the
 * former day is cancelled.
 */
async function move(
  tx: Tx,
  actor: Actor,
  { held, now, ...wanted }: SettlingContext,
  { date, account }: { readonly date: string; readonly account?: string },
): Promise<SettleResult> {
  const { organisation } = wanted;
  const row = await tx.permanence.findUniqueOrThrow({
    where: { id: held.permanence },
    select: { desks: true, bookableLanes: true, windows: true, topicKeys: true, languages: true, audience: true },
  });
  const startMinute = minuteOfDay(held.span.start, held.timeZone);
  const body: HalfDayBody = {
    place: held.staffed.place,
    date,
    from: startMinute,
    to: startMinute + (held.span.end - held.span.start) / MINUTE,
    desks: row.desks,
    bookableDesks: row.bookableLanes,
    windows: windowsOfRow(row.windows).map(({ from, to, mode }) => ({
      from: startMinute + from,
      to: startMinute + to,
      mode,
    })),
    topics: row.topicKeys,
    languages: row.languages,
    ...(row.audience !== null && { audience: row.audience }),
  };
  const asked = { organisation, halfDay: body, preview: wanted.preview };
  const added = await changeHalfDayOnce(tx, actor, asked);
  if (!added.ok) return refuse(refusalOfAdding(added.refusal));
  const { localDate, span, outsideHours, permanence } = added.value;
  const target = permanence === undefined ? undefined : await loadBookable(tx, permanence, "seen");
  const bookable = target ?? asBookable(held, span);
  const coming = booked(held, now);
  const hours = movedHours(held.span, bookable.halfDay, bookable.topics, coming, now);
  const people = await candidates(tx, wanted, span, account === undefined ? [] : [account]);
  const plans: PlannedFor[] = [];
  if (account !== undefined) {
    const planned = permanence
      ? await assignOnce(tx, actor, { permanence, account })
      : decideAssignment(
          people.get(account) ?? nobody(account),
          { ...held.staffed, id: "", span, status: "scheduled", seats: [] },
          {},
          now,
        );
    if (!planned.ok) return planned as NotSettled;
    plans.push(plannedFor(account, held, permanence ?? "", span));
  }
  if (permanence) await makeOffers(tx, wishesOf(hours.offered, bookable, now), now);
  const cancelled = await cancelOnce(
    tx,
    actor,
    wanted.preview
      ? { permanence: held.permanence, preview: true }
      : {
          permanence: held.permanence,
          preview: false,
          reason: wanted.reason,
          ...(permanence !== undefined && { movedTo: permanence }),
        },
  );
  if (!cancelled.ok) return refusedToCancel(cancelled.refusal, held);
  if (wanted.preview && held.busy.length > 0) return { ok: false, refusal: "desk-busy", desks: held.busy };
  return accept({
    ...UNCHANGED,
    kept: 0,
    offers: hours.offered.map(offerOf),
    without: hours.without.length,
    asked: hours.offered.map(({ appointment }) => appointment),
    desks: row.desks,
    people: account === undefined ? [] : [people.get(account)?.name ?? ""],
    to: { localDate, span, outsideHours },
    ...(permanence !== undefined && { moved: permanence }),
    plans,
  });
}

/** Nobody is received: the same as cancelling it by hand. */
async function cancel(tx: Tx, actor: Actor, { held, now, ...wanted }: SettlingContext): Promise<SettleResult> {
  const { permanence } = held;
  const asked = wanted.preview
    ? { permanence, preview: true as const }
    : { permanence, preview: false as const, reason: wanted.reason };
  const cancelled = await cancelOnce(tx, actor, asked);
  if (!cancelled.ok) return refusedToCancel(cancelled.refusal, held);
  if (held.busy.length > 0) return { ok: false, refusal: "desk-busy", desks: held.busy };
  const coming = booked(held, now).filter(({ arrived }) => !arrived);
  return accept({
    ...UNCHANGED,
    kept: 0,
    without: coming.length,
    desks: 0,
  });
}

const refusedToCancel = (refusal: string, { busy }: DisruptedHalfDay): NotSettled =>
  refusal === "desk-busy"
    ? { ok: false, refusal, desks: busy }
    : { ok: false, refusal: refusal === "personal-number-refused" ? "state-changed" : (refusal as RemedyRefusal) };

const refusalOfAdding = (refusal: string): RemedyRefusal =>
  refusal === "closed-then" || refusal === "begins-in-the-past" || refusal === "not-allowed" ? refusal : "not-found";

/** The half-day on its new day, as it would be. */
const asBookable = ({ bookable, span: former }: DisruptedHalfDay, span: Interval): BookableHalfDay => {
  const minutes = (span.start - former.start) / MINUTE;
  const { shut: _shut, ...halfDay } = bookable.halfDay;
  const windows = halfDay.windows.map(({ span: { start, end }, mode }) => ({
    span: { start: plusMinutes(start, minutes), end: plusMinutes(end, minutes) },
    mode,
  }));
  return { ...bookable, id: "", halfDay: { ...halfDay, status: "scheduled", span, windows } };
};

/** What of a seat has passed and stays written. */
function passedOf(seat: PlannedSeat, now: Instant): readonly PlannedSeat[] {
  const left = whatIsLeft(seat.span, now);
  return left && left.start > seat.span.start ? [{ ...seat, span: { start: seat.span.start, end: left.start } }] : [];
}

/** Those who are named, as they would be once what was announced and settled before is written. */
async function candidates(
  tx: Tx,
  { organisation, away, planned = [] }: Pick<Settling, "organisation" | "away" | "planned">,
  span: Interval,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, PersonToPlan>> {
  const people = new Map<string, PersonToPlan>();
  for (const account of accounts) {
    const [person] = isUuid(account) ? await readPeopleToPlan(tx, organisation, span, account) : [];
    if (!person) continue;
    people.set(account, {
      ...person,
      busy: [...person.busy, ...planned.filter((one) => one.account === account).map(({ busy }) => busy)],
      absences: [...person.absences, ...away.filter((one) => one.account === account).map((one) => one.span)],
    });
  }
  return people;
}

const nobody = (account: string) => ({ account, holds: [], busy: [], absences: [] });

const plannedFor = (account: string, held: DisruptedHalfDay, permanence: string, span: Interval): PlannedFor => ({
  account,
  busy: { permanence, place: held.place, span, timeZone: held.timeZone },
});

const offerOf = ({ former, span }: NewHour) => ({ former: former.start, hour: span.start });

const wishesOf = (offered: readonly NewHour[], { id, timeZone }: BookableHalfDay, now: Instant) =>
  offered.map(({ appointment, span, lane }) => ({
    appointment,
    permanence: id,
    span,
    lane,
    until: offerUntil(span.start, now, timeZone),
  }));

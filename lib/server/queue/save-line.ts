import type { Prisma } from "#prisma/generated/client.ts";
import { accountOf, actorName, type Actor } from "#lib/access/actor.ts";
import type { QueueEvent } from "#lib/queue/acts/acts.ts";
import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { CommandRecord, EventRecord } from "#lib/queue/receive-command.ts";
import { keysOfTopicsTaken } from "#lib/schedule/topic.ts";
import { toDate, freshId } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { endTabletLogins } from "#lib/server/auth/tablet/tablet-login.ts";
import { putHelpCall } from "#lib/server/message/help/put-help-call.ts";
import { saveLateHelps } from "./save-late-helps.ts";
import { writeCounters, stateColumnsOf } from "./line-rows.ts";
import { tellOfAct } from "./tell-numbers.ts";
import { withdrawOffers } from "./withdraw-offers.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import type { TurnedAwayFacts } from "#lib/queue/acts/turn-away.ts";
import { UNDO_WITHIN } from "#lib/queue/line/line-state.ts";
import { instant, type Instant } from "#lib/time/instant.ts";

/**
 * What changed a line: its record, who did it (the service at an automatic end), the local date of the half-day, and
 * who is told by SMS.
 */
type Act = Omit<CommandRecord, "type" | "refusal"> & {
  readonly actor: Actor | "service";
  readonly localDate: Date;
  readonly bySms: readonly string[];
};

/**
 * Writes what an act changed, under the lock of the permanence: the rows that differ between the line before and after,
 * the facts that only an event holds (`saveEventFacts`), and the events. `evolve` keeps the same object for what did
 * not change, so a row is written when its object is a different one. The row of the command itself is written by
 * `apply-command.ts`.
 */
export async function saveLine(
  tx: Tx,
  before: LineState,
  after: LineState,
  events: readonly EventRecord[],
  act: Act,
): Promise<void> {
  await saveVisits(tx, before, after);
  const arrived = arrivedIn(before, after);
  if (arrived.length > 0) await withdrawOffers(tx, arrived, act.receivedAt);
  await tellOfAct(tx, before, after, events, act);
  await saveDesks(tx, before, after);
  await saveExpectedHours(tx, before, after);
  await saveLeases(tx, before, after, act);
  for (const record of events) await saveEventFacts(tx, after.permanence, record);
  await saveHelpCalls(tx, after.permanence, events, act);
  await saveCountersAndStates(tx, before, after, events, act);
  await appendEvents(tx, events, act);
  if (events.some(({ event }) => event.type === "act-noted"))
    await saveLateHelps(tx, after, { localDate: act.localDate, receivedAt: toDate(act.receivedAt) });
}

/** Who is on duty is told of what « Besoin d’aide » asked for (docs/messages.md#a-call-for-help). */
async function saveHelpCalls(
  tx: Tx,
  permanence: string,
  events: readonly EventRecord[],
  { id, actor, receivedAt }: Act,
): Promise<void> {
  for (const { event, at } of events)
    if (event.type === "help-asked")
      await putHelpCall(
        tx,
        { id, permanence, desk: event.desk, asker: actor === "service" ? undefined : accountOf(actor), at },
        receivedAt,
      );
}

/**
 * The appointments whose person has checked in: they stand in line at their hour, and another one that was offered is
 * free.
 */
const arrivedIn = (before: LineState, after: LineState): readonly string[] =>
  after.visits.flatMap(({ id, origin }) =>
    origin.kind === "appointment" && !visitOf(before, id) ? [origin.appointment] : [],
  );

/**
 * New visits are created. Others are updated only in the state that the decision saw. Name and phone are not written
 * here.
 */
async function saveVisits(tx: Tx, before: LineState, after: LineState): Promise<void> {
  for (const visit of after.visits) {
    const former = visitOf(before, visit.id);
    if (!former) await createVisit(tx, after.permanence, visit);
    else if (former !== visit) await updateVisit(tx, after, former, visit);
  }
}

const createVisit = (tx: Tx, permanenceId: string, visit: Visit): Promise<unknown> =>
  tx.visit.create({
    data: {
      id: visit.id,
      permanenceId,
      number: visit.number,
      joinedAt: toDate(visit.joinedAt),
      card: visit.card ?? null,
      passedTurns: [...(visit.passedTurns ?? [])],
      receivedAt: visit.receivedAt === undefined ? null : toDate(visit.receivedAt),
      ...stateColumnsOf(visit),
    },
    select: { id: true },
  });

async function updateVisit(tx: Tx, after: LineState, former: Visit, visit: Visit): Promise<void> {
  const { count } = await tx.visit.updateMany({
    where: { id: visit.id, permanenceId: after.permanence, state: former.state },
    data: {
      ...stateColumnsOf(visit),
      ...((former.state !== visit.state || deskOf(former) !== deskOf(visit)) && {
        conseillerId: conseillerOf(visit, after),
      }),
    },
  });
  if (count !== 1) throw new Error("A visit changed under the lock of its permanence.");
}

/** Whose the help is (`whoseHelp`), or who is at the desk of this visit as it comes into its state. */
const conseillerOf = (visit: Visit, line: LineState): string | null =>
  visit.state === "done"
    ? (visit.conseiller ?? null)
    : (line.desks.find((desk) => desk.number === deskOf(visit))?.conseiller ?? null);

const deskOf = (visit: Visit): number | undefined => ("desk" in visit ? visit.desk : undefined);

/** Desks that were left are written first: their person may sit at another by now, and a constraint allows only one. */
async function saveDesks(tx: Tx, before: LineState, after: LineState): Promise<void> {
  const changed = after.desks.filter((desk) => !before.desks.includes(desk));
  for (const desk of changed.toSorted((a, b) => Number(b.state === "left") - Number(a.state === "left"))) {
    const row = {
      conseillerId: desk.conseiller ?? null,
      state: desk.state,
      since: toDate(desk.since),
      breakUntil: desk.breakUntil === undefined ? null : toDate(desk.breakUntil),
      topicKeys: keysOfTopicsTaken(desk.topics),
      ...(desk.formerly && { formerly: asJson(desk.formerly) }),
    };
    await tx.desk.upsert({
      where: { permanenceId_number: { permanenceId: after.permanence, number: desk.number } },
      create: { permanenceId: after.permanence, number: desk.number, ...row },
      update: row,
      select: { number: true },
    });
  }
}

/** When a booked person says they will come. */
async function saveExpectedHours(tx: Tx, before: LineState, after: LineState): Promise<void> {
  for (const { id, expectedAt } of after.expected) {
    const former = before.expected.find((expected) => expected.id === id);
    if (former && expectedAt !== undefined && expectedAt !== former.expectedAt)
      await tx.appointment.update({ where: { id }, data: { expectedAt: toDate(expectedAt) }, select: { id: true } });
  }
}

/**
 * New leases are created. Leases end with the permanence: those with a number that nobody was given are recorded void.
 */
async function saveLeases(tx: Tx, before: LineState, after: LineState, { receivedAt }: Act): Promise<void> {
  const permanenceId = after.permanence;
  for (const lease of after.leases.filter((one) => !before.leases.includes(one)))
    await tx.numberLease.create({
      data: {
        permanenceId,
        device: lease.device,
        firstNumber: lease.first,
        lastNumber: lease.last,
        leasedAt: toDate(receivedAt),
      },
      select: { id: true },
    });
  const unused = before.leases
    .filter((lease) => !after.leases.includes(lease))
    .filter(({ device, first, last }) => lentTo(before, device).some((number) => first <= number && number <= last));
  if (unused.length > 0)
    await tx.numberLease.updateMany({
      where: { permanenceId, firstNumber: { in: unused.map(({ first }) => first) } },
      data: { voidedAt: toDate(receivedAt) },
    });
}

/**
 * The counters of the line, and, in the same statement, the columns of the permanence that the act changed: its states,
 * its message, and what its opening and its closing add. Most acts change the counters only.
 */
async function saveCountersAndStates(
  tx: Tx,
  before: LineState,
  after: LineState,
  events: readonly EventRecord[],
  { at, receivedAt }: Act,
): Promise<void> {
  const counters = writeCounters(after);
  // A late close changes how a half-day ended that is closed already.
  const ended = events.find(({ event }) => event.type === "closed" || event.type === "ended-automatically");
  if (!ended && STATES.every((state) => before[state] === after[state])) {
    await tx.$executeRaw(counters);
    return;
  }
  const now = toDate(receivedAt);
  const happened = toDate(at);
  const outcome = ended?.event.type === "closed" ? ended.event.outcome : ended ? "not-recorded" : null;
  const opens = before.status === "scheduled" && after.status === "open";
  const reopens = before.status === "closed" && after.status !== "closed";
  await tx.$executeRaw`
    WITH counted AS (${counters})
    UPDATE permanence SET status = ${after.status}, numbers = ${after.numbers}, suspended = ${after.suspended}, numbers_by_team = ${after.numbersByTeam ?? false},
      message = ${after.message ?? null}, opened_at = coalesce(${opens ? happened : null}::timestamptz, opened_at),
      outcome = CASE WHEN ${reopens} THEN NULL ELSE coalesce(${outcome}, outcome) END,
      closed_at = CASE WHEN ${reopens} THEN NULL ELSE coalesce(${ended ? toDate(ended.at) : null}::timestamptz, closed_at) END,
      updated_at = ${now}
    WHERE id = ${after.permanence}::uuid`;
  if (reopens) await endTabletLogins(tx, after.permanence);
}

/** What of a line stands in the row of its permanence. */
const STATES = ["status", "numbers", "suspended", "numbersByTeam", "message"] as const;

/** Events are only ever appended, with the state before them, and hold no text that people wrote. */
const appendEvents = (tx: Tx, events: readonly EventRecord[], act: Act): Promise<unknown> =>
  tx.queueEvent.createMany({
    data: events.map(({ event, at, version, kept }) => {
      const { type, ...facts } = withoutFreeText(event);
      return {
        permanenceId: act.permanence,
        version,
        commandId: act.id,
        type,
        visitId: visitIn(event),
        at: toDate(at),
        receivedAt: toDate(act.receivedAt),
        actor: act.actor === "service" ? act.actor : actorName(act.actor),
        device: act.device,
        data: asJson({ ...kept, ...facts }),
        localDate: act.localDate,
      };
    }),
  });

/**
 * The visit whose course an event changes. None for one that only describes the person: who reads a visit’s events
 * looks for its states.
 */
const visitIn = (event: QueueEvent): string | null =>
  event.type === "visit-to-fetch" || event.type === "visit-described"
    ? null
    : "visit" in event
      ? event.visit
      : "was" in event && event.was
        ? event.was.id
        : null;

const withoutFreeText = (event: QueueEvent): QueueEvent =>
  event.type === "announced" ? { ...event, message: "" } : event;

const asJson = (value: object): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;

/** Writes what an event brings that no line holds: most events bring nothing. */
async function saveEventFacts(tx: Tx, permanenceId: string, { event, at, command }: EventRecord): Promise<void> {
  switch (event.type) {
    case "visit-called":
      // Written from the event: a line does not hold the passes of booked people who have checked in.
      if (event.passes.length > 0)
        await tx.appointment.updateMany({
          where: { id: { in: [...event.passes] } },
          data: { passedBy: { push: command } },
        });
      return;
    case "appointment-cancelled":
      await tx.appointment.updateMany({
        where: { id: event.appointment, state: "booked" },
        data: { state: "cancelled-by-service", cancelledAt: toDate(at) },
      });
      return;
    case "visit-referred":
      await tx.referral.create({
        data: { visitId: event.visit, target: event.target, at: toDate(at) },
        select: { id: true },
      });
      return;
    case "visit-reported":
      return saveReport(tx, event.visit, event.report, at);
    case "turned-away":
      return saveTurnAway(tx, permanenceId, event, { id: command, at });
    case "turn-away-undone":
      return forgetTurnAway(tx, permanenceId, event.turnAway, at);
    case "act-noted":
      if (event.turnedAway) await saveTurnAway(tx, permanenceId, event.turnedAway, { id: command, at });
      if (event.act === "undo-turn-away" && event.undoes !== undefined)
        await forgetTurnAway(tx, permanenceId, event.undoes, at);
      return;
    case "undone":
      if (event.call !== undefined) await forgetPasses(tx, permanenceId, event.command);
      // A referral ends a visit, so what was taken back of a visit with one is the referral.
      await tx.referral.deleteMany({ where: { visitId: event.visit } });
      return;
    default:
      return;
  }
}

async function saveTurnAway(
  tx: Tx,
  permanenceId: string,
  facts: TurnedAwayFacts,
  { id, at }: { readonly id: string; readonly at: Instant },
): Promise<void> {
  const { reason, topic: topicKey = null, language = null, target = null } = facts;
  await tx.turnAway.create({
    data: { id, permanenceId, reason, topicKey, language, target, at: toDate(at) },
    select: { id: true },
  });
}

/** As every act it can be taken back for a minute; later the count stays. */
async function forgetTurnAway(tx: Tx, permanenceId: string, id: string, at: Instant): Promise<void> {
  await tx.turnAway.deleteMany({ where: { id, permanenceId, at: { gte: toDate(instant(at - UNDO_WITHIN)) } } });
}

/** The call is taken back, so it took nobody's turn: also not of those who have checked in since. */
const forgetPasses = (tx: Tx, permanenceId: string, command: string): Promise<unknown> =>
  tx.$executeRaw`UPDATE appointment SET passed_by = array_remove(passed_by, ${command}::uuid) WHERE permanence_id = ${permanenceId}::uuid AND ${command}::uuid = ANY (passed_by)`;

/**
 * What was done in a visit, with whose it is, where and when; a second report replaces the first, keeps when the first
 * was written, and says when.
 */
async function saveReport(tx: Tx, visitId: string, report: ReportFacts, at: Instant): Promise<void> {
  const { autonomy = null, redirect = null, ageBand = null, gender = null, status = null } = report;
  const { firstSupport = null, redirected = null } = report;
  await tx.$executeRaw`
    INSERT INTO activity_report AS former (id, visit_id, organisation_id, place_id, local_date, conseiller_id, activity_place,
      themes, minutes, equipment, autonomy, redirect, redirected, first_support, age_band, gender, status, created_at)
    SELECT ${freshId()}::uuid, visit.id, permanence.organisation_id, permanence.place_id, permanence.local_date, visit.conseiller_id, 'lieu_activite',
      ${[...report.themes]}::text[], ${report.minutes}::int, ${[...report.equipment]}::text[], ${autonomy}, ${redirect}, ${redirected}::boolean,
      ${firstSupport}::boolean, ${ageBand}, ${gender}, ${status}, ${toDate(at)}
    FROM visit JOIN permanence ON permanence.id = visit.permanence_id WHERE visit.id = ${visitId}::uuid
    ON CONFLICT (visit_id) DO UPDATE SET
      organisation_id = EXCLUDED.organisation_id, place_id = EXCLUDED.place_id, local_date = EXCLUDED.local_date,
      conseiller_id = coalesce(EXCLUDED.conseiller_id, former.conseiller_id),
      themes = EXCLUDED.themes, minutes = EXCLUDED.minutes, equipment = EXCLUDED.equipment, autonomy = EXCLUDED.autonomy,
      redirect = EXCLUDED.redirect, redirected = EXCLUDED.redirected, first_support = EXCLUDED.first_support,
      age_band = EXCLUDED.age_band, gender = EXCLUDED.gender, status = EXCLUDED.status, updated_at = EXCLUDED.created_at`;
}

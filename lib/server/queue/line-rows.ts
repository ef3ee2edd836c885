import { Prisma } from "#prisma/generated/client.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instant } from "#lib/time/instant.ts";
import { assertNever } from "#lib/result.ts";
import type { BaseVisit, LeftWhy, Origin, PausedFor, Visit, VisitState } from "#lib/queue/line/visit.ts";
import { toDate } from "#lib/server/clock.ts";
import type { isAlive } from "#lib/queue/board/live-board.ts";
import type { NumbersState, PermanenceStatus } from "#lib/schedule/permanence.ts";

/**
 * SQL: half-days `p`, each with the row `l` of its line. That row exists from the first act, heartbeat or booking on;
 * until then nothing was counted (docs/decisions/boards-and-notices.md). LIMIT 1 in LATERAL: each row is looked up by
 * its id, where the planner would rather read the whole table for a few dozen half-days.
 */
export const permanenceWithLine = Prisma.sql`
  permanence p LEFT JOIN LATERAL (SELECT * FROM line WHERE permanence_id = p.id LIMIT 1) AS l ON true`;

/** SQL: the version of `permanenceWithLine`. */
export const versionColumn = Prisma.sql`coalesce(l.version, 0) AS "version"`;

/** SQL: the counters of `permanenceWithLine`, named as in `LineState`. */
export const counterColumns = Prisma.sql`${versionColumn}, coalesce(l.next_number, 1) AS "nextNumber", coalesce(l.calls, 0) AS "calls"`;

/** SQL: when a device of the team was last in touch, of `permanenceWithLine`. */
export const heardAtColumn = Prisma.sql`l.heard_at AS "heardAt"`;

/** SQL: the columns of `permanenceWithLine` that `livelinessOf` reads. */
export const livelinessColumns = Prisma.sql`p.status, p.numbers, ${heardAtColumn}`;

export type LivelinessRow = { readonly status: string; readonly numbers: string; readonly heardAt: Date | null };

/** What `isAlive` asks of a permanence, from its row. */
export const livelinessOf = (row: LivelinessRow): Parameters<typeof isAlive>[0] => ({
  status: row.status as PermanenceStatus,
  numbers: row.numbers as NumbersState,
  heardAt: row.heardAt ? instant(row.heardAt.getTime()) : undefined,
});

/** SQL that writes the counters of a line. The caller holds the lock of its permanence. */
export const writeCounters = ({ permanence, version, nextNumber, calls }: LineState): Prisma.Sql => Prisma.sql`
  INSERT INTO line (permanence_id, version, next_number, calls) VALUES (${permanence}::uuid, ${version}::int, ${nextNumber}::int, ${calls}::int)
  ON CONFLICT (permanence_id) DO UPDATE SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls`;

/** The columns that the line needs: without name and phone. */
export const visitColumns = {
  id: true,
  number: true,
  state: true,
  joinedAt: true,
  late: true,
  priority: true,
  back: true,
  topicKey: true,
  language: true,
  card: true,
  desk: true,
  calledAt: true,
  startedAt: true,
  conseillerId: true,
  endedAt: true,
  endedAbout: true,
  missedCalls: true,
  missedAtCall: true,
  awayUntil: true,
  pausedFor: true,
  awayTimes: true,
  toFetch: true,
  toVerify: true,
  leftWhy: true,
  helpedDesk: true,
  helpedBy: true,
  helpedCalledAt: true,
  helpedStartedAt: true,
  passedTurns: true,
  receivedAt: true,
  appointment: { select: { id: true, startsAt: true, bookedAt: true, passedBy: true, wantedConseillerId: true } },
} satisfies Prisma.VisitSelect;

type VisitRow = Prisma.VisitGetPayload<{ select: typeof visitColumns }>;

/** The visit that a row holds. Throws when its columns do not fit its state, which a CHECK of the database forbids. */
export function visitOf(row: VisitRow): Visit {
  const base = baseOf(row);
  const state = row.state as VisitState;
  const desk = () => present(row.desk);
  switch (state) {
    case "waiting":
      return { ...base, state, back: row.back, ...(row.awayUntil ? { awayUntil: momentOf(row.awayUntil) } : {}) };
    case "absent":
      return { ...base, state, missedAtCall: present(row.missedAtCall) };
    case "called":
      return { ...base, state, desk: desk(), calledAt: momentOf(row.calledAt) };
    case "paused":
      return {
        ...base,
        state,
        for: present(row.pausedFor) as PausedFor,
        desk: desk(),
        calledAt: momentOf(row.calledAt),
        startedAt: momentOf(row.startedAt),
      };
    case "serving":
      return { ...base, state, desk: desk(), calledAt: momentOf(row.calledAt), startedAt: momentOf(row.startedAt) };
    case "done":
      return {
        ...base,
        state,
        desk: desk(),
        calledAt: momentOf(row.calledAt),
        startedAt: momentOf(row.startedAt),
        endedAt: momentOf(row.endedAt),
        ...(row.conseillerId !== null && { conseiller: row.conseillerId }),
        ...(row.endedAbout && { endedAbout: true }),
      };
    case "left":
      return {
        ...base,
        state,
        ...helpedSince(row),
        endedAt: momentOf(row.endedAt),
        why: present(row.leftWhy) as LeftWhy,
      };
    case "redirected":
      return { ...base, state, ...helpedSince(row), endedAt: momentOf(row.endedAt) };
    case "unserved":
      return { ...base, state, endedAt: momentOf(row.endedAt) };
    default:
      return assertNever(state);
  }
}

function baseOf(row: VisitRow): BaseVisit {
  return {
    id: row.id,
    number: row.number,
    origin: originOf(row),
    joinedAt: momentOf(row.joinedAt),
    priority: row.priority,
    missedCalls: row.missedCalls,
    awayTimes: row.awayTimes,
    ...(row.topicKey === null ? {} : { topic: row.topicKey }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.card === null ? {} : { card: row.card }),
    ...(row.passedTurns.length > 0 && { passedTurns: row.passedTurns }),
    ...(row.toFetch && { toFetch: true }),
    ...(row.toVerify && { toVerify: true }),
    ...(row.receivedAt && { receivedAt: momentOf(row.receivedAt) }),
    ...formerHelpOf(row),
  };
}

function formerHelpOf(row: VisitRow): Pick<BaseVisit, "helped"> {
  if (row.helpedDesk === null) return {};
  return {
    helped: {
      desk: row.helpedDesk,
      ...(row.helpedBy !== null && { conseiller: row.helpedBy }),
      calledAt: momentOf(row.helpedCalledAt),
      startedAt: momentOf(row.helpedStartedAt),
    },
  };
}

function originOf({ appointment: booked, late }: VisitRow): Origin {
  if (!booked) return { kind: "walk-in" };
  return {
    kind: "appointment",
    appointment: booked.id,
    hour: momentOf(booked.startsAt),
    bookedAt: momentOf(booked.bookedAt),
    late,
    ...(late && { passedBy: booked.passedBy }),
    ...(booked.wantedConseillerId === null ? {} : { wanted: booked.wantedConseillerId }),
  };
}

/** The columns of a visit that its state decides; number and order key never change. */
export function stateColumnsOf(visit: Visit) {
  return {
    state: visit.state,
    appointmentId: visit.origin.kind === "appointment" ? visit.origin.appointment : null,
    late: visit.origin.kind === "appointment" && visit.origin.late,
    priority: visit.priority,
    missedCalls: visit.missedCalls,
    awayTimes: visit.awayTimes,
    toFetch: visit.toFetch ?? false,
    toVerify: visit.toVerify ?? false,
    topicKey: visit.topic ?? null,
    language: visit.language ?? null,
    back: visit.state === "waiting" && visit.back,
    awayUntil: dateOf(visit.state === "waiting" ? visit.awayUntil : undefined),
    pausedFor: visit.state === "paused" ? visit.for : null,
    missedAtCall: visit.state === "absent" ? visit.missedAtCall : null,
    desk: "desk" in visit ? visit.desk : null,
    calledAt: dateOf("calledAt" in visit ? visit.calledAt : undefined),
    startedAt: dateOf("startedAt" in visit ? visit.startedAt : undefined),
    endedAt: dateOf("endedAt" in visit ? visit.endedAt : undefined),
    endedAbout: visit.state === "done" && visit.endedAbout === true,
    leftWhy: visit.state === "left" ? visit.why : null,
    helpedDesk: visit.helped?.desk ?? null,
    helpedBy: visit.helped?.conseiller ?? null,
    helpedCalledAt: dateOf(visit.helped?.calledAt),
    helpedStartedAt: dateOf(visit.helped?.startedAt),
  };
}

const helpedSince = ({ startedAt }: VisitRow) => (startedAt ? { startedAt: momentOf(startedAt) } : {});

const momentOf = (date: Date | null) => instant(present(date).getTime());

const dateOf = (moment: Visit["joinedAt"] | undefined): Date | null => (moment === undefined ? null : toDate(moment));

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A visit's row lacks a column its state needs.");
  return value;
}

import type { Prisma } from "#prisma/generated/client.ts";
import { instant } from "../../time/instant.ts";
import { assertNever } from "../../result.ts";
import type { BaseVisit, LeftWhy, Origin, PausedFor, Visit, VisitState } from "../../queue/line/visit.ts";
import { toDate } from "../clock.ts";

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
  endedAt: true,
  endedAbout: true,
  missedCalls: true,
  missedAtCall: true,
  awayUntil: true,
  pausedFor: true,
  awayTimes: true,
  toFetch: true,
  leftWhy: true,
  helpedDesk: true,
  helpedBy: true,
  helpedCalledAt: true,
  helpedStartedAt: true,
  passedTurns: true,
  receivedAt: true,
  appointment: { select: { id: true, startsAt: true, bookedAt: true, passedBy: true, wantedConseillerId: true } },
} satisfies Prisma.VisitSelect;

export type VisitRow = Prisma.VisitGetPayload<{ select: typeof visitColumns }>;

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

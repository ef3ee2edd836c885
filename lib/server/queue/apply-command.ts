import { accountOf, type Actor } from "#lib/access/actor.ts";
import type { Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import {
  factsNeeded,
  isLateArrival,
  NOTHING_NEEDED,
  receive,
  refuseArrival,
  type Arrival,
  type CommandRecord,
  type CommandResult,
  type Reception,
  type Assignment,
  type CommandFacts,
  type FactsNeeded,
  leaveElsewhere,
} from "#lib/queue/receive-command.ts";
import { instant, type Instant, MINUTE } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { rolesOfAccounts } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { afterCommit, transaction, type Tx, db } from "#lib/server/db.ts";
import { queueRefusals, refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { loadLines, loadVisitsBeforeEnd, lockPermanence, type LoadedLine } from "./load-line.ts";
import { notifyFollowers, type ShareOfTransaction } from "./notify-followers.ts";
import { recordForecasts } from "./paces.ts";
import { saveLine } from "./save-line.ts";
import { may } from "#lib/access/may.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { isTopicThere } from "#lib/server/schedule/read-topics.ts";

/**
 * What became of a command, with the line as it then is; without it when the command was known, or there is no such
 * line.
 */
type CommandOutcome = { readonly result: CommandResult; readonly line?: LineState };

/**
 * Who sends the command, and when its device was last known to act, which bounds the time it claims. `cancels`: a close
 * with which a half-day is cancelled, on whatever day. `sentBy`: the colleague who sends it from the tablet of who did
 * it.
 */
export type Sender = {
  readonly actor: Actor;
  readonly lastExchange: Instant | undefined;
  readonly sentBy?: string | undefined;
  readonly cancels?: true;
};

/**
 * Runs one command in a transaction of its own under the permanence's lock. A constraint of the database that refuses
 * what the rules accepted becomes the refusal it stands for, and is kept as one.
 */
export async function applyCommand(permanenceId: string, command: Command, sender: Sender): Promise<CommandOutcome> {
  try {
    return await transaction((tx) => applyUnderLock(tx, permanenceId, command, sender, "whole"), sender.actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, queueRefusals);
    if (refusal === undefined) throw error;
    return transaction((tx) => lockAndRefuse(tx, permanenceId, command, sender, refusal), sender.actor);
  }
}

/** The same in the caller's transaction, when more is to be written with it. Throws when a constraint refuses. */
export const lockAndApply = (tx: Tx, permanenceId: string, command: Command, sender: Sender): Promise<CommandOutcome> =>
  applyUnderLock(tx, permanenceId, command, sender, "part");

async function applyUnderLock(
  tx: Tx,
  permanenceId: string,
  command: Command,
  sender: Sender,
  share: ShareOfTransaction,
): Promise<CommandOutcome> {
  const former = await lockWithFormerSeats(tx, permanenceId, seatedBy(command, sender));
  if (!former) return { result: { id: command.id, outcome: "refused", refusal: "not-found" } };
  const arrival = await arrivalOf(tx, permanenceId, command, sender);
  // A command that is known needs neither the line nor the facts.
  const loaded = arrival.known
    ? undefined
    : (await loadLines(tx, [permanenceId], arrival.receivedAt, "acted-on", undoneBy(command))).get(
        permanenceId.toLowerCase(),
      );
  const isLate = loaded !== undefined && isLateArrival(arrival, loaded.state);
  // Who sat down before the line ended sits elsewhere by now, and stays there.
  const formerLines = arrival.known || isLate ? [] : await loadFormerLines(tx, former, arrival);
  const facts = {
    ...(await loadFacts(tx, permanenceId, arrival.known ? NOTHING_NEEDED : factsNeeded(arrival), sender.actor)),
    heldUpElsewhere: formerLines.flatMap(({ left }) => left.heldUp),
    beforeEnd: isLate ? await loadVisitsBeforeEnd(tx, loaded) : [],
    ...(loaded && !sender.cancels && isBeforeItsDay(loaded, arrival.receivedAt) && { beforeItsDay: true as const }),
  };
  const reception = receive(arrival, loaded?.state, facts);
  // The former seats are saved first: a constraint allows a conseiller only one.
  if (reception.result.outcome === "applied" && reception.record)
    await leaveFormerLines(tx, formerLines, { ...reception.record, actor: sender.actor });
  const outcome = await save(tx, reception, sender, loaded);
  if (loaded && reception.line && reception.events.length > 0) {
    const line = { ...loaded, state: reception.line };
    notifyFollowers(tx, line, share);
    afterCommit(tx, () => recordForecasts(line, reception.events));
  }
  return outcome;
}

const isBeforeItsDay = ({ localDate, timeZone }: LoadedLine, now: Instant): boolean =>
  localDateOf(now, timeZone) < dateOfColumn(localDate);

const undoneBy = (command: Command): string | undefined => (command.type === "undo" ? command.command : undefined);

/** The users whom this command seats at a desk, whatever becomes of it. */
const seatedBy = (command: Command, { actor }: Sender): readonly string[] =>
  factsNeeded({ command, conseiller: accountOf(actor) }).seated;

async function lockAndRefuse(
  tx: Tx,
  permanenceId: string,
  command: Command,
  sender: Sender,
  refusal: QueueRefusal,
): Promise<CommandOutcome> {
  await lockPermanence(tx, permanenceId);
  return save(tx, refuseArrival(await arrivalOf(tx, permanenceId, command, sender), refusal), sender);
}

/** The command with what is kept of its id. The lock must be held: the same command may be on its way twice. */
async function arrivalOf(
  tx: Tx,
  permanence: string,
  command: Command,
  { actor, lastExchange }: Sender,
): Promise<Arrival> {
  const receivedAt = clock.now();
  const row = await tx.queueCommand.findFirst({ where: { id: command.id, receivedOn: receivedLately(receivedAt) } });
  return {
    permanence,
    command,
    conseiller: accountOf(actor),
    lastExchange,
    receivedAt,
    known: row
      ? { permanence: row.permanenceId, refusal: (row.refusal as QueueRefusal | null) ?? undefined }
      : undefined,
  };
}

async function save(
  tx: Tx,
  { result, record, before, line, events }: Reception,
  { actor, sentBy }: Sender,
  loaded?: LoadedLine,
): Promise<CommandOutcome> {
  if (loaded && before && line && record && events.length > 0)
    await saveLine(tx, before, line, events, { ...record, actor, localDate: loaded.localDate, bySms: loaded.bySms });
  if (record) await keep(tx, record, sentBy === undefined ? {} : { doneBy: accountOf(actor) ?? null, sentBy });
  return { result, ...(line && { line }) };
}

const keep = (
  tx: Tx,
  { id, permanence, type, device, at, receivedAt, refusal }: CommandRecord,
  sent: { readonly doneBy?: string | null; readonly sentBy?: string },
): Promise<unknown> =>
  tx.queueCommand.create({
    data: {
      id,
      permanenceId: permanence,
      type,
      device,
      at: toDate(at),
      receivedAt: toDate(receivedAt),
      receivedOn: dayOf(receivedAt),
      outcome: refusal === undefined ? "applied" : "refused",
      refusal: refusal ?? null,
      ...sent,
    },
    select: { id: true },
  });

/** Reads what a command rests on beside the line; nothing is asked of the database that the command does not need. */
async function loadFacts(
  tx: Tx,
  permanenceId: string,
  { topic, seated, named, arranges }: FactsNeeded,
  actor: Actor,
): Promise<Omit<CommandFacts, "heldUpElsewhere" | "beforeEnd">> {
  return {
    topicExists: topic !== undefined && (await isTopicThere(tx, permanenceId, topic)),
    ...(arranges ? arrangerOf(actor, await whereIs(tx, permanenceId)) : { mayArrange: false }),
    assignments: seated.length > 0 ? await assignmentsOf(tx, permanenceId, seated) : [],
    mayRunLine: named.length > 0 ? await whoMayRunLine(tx, permanenceId, named) : [],
  };
}

/** Whether this person may arrange the desks there, and as whom: who has both roles does it as coordination. */
function arrangerOf(
  actor: Actor,
  where: { readonly place: string; readonly organisation: string },
): Pick<CommandFacts, "mayArrange" | "arrangesAs"> {
  const mayBe = (as: Actor): boolean => may(as, { act: "arrange-desks", ...where });
  if (!mayBe(actor)) return { mayArrange: false };
  const coordinates =
    actor.kind === "staff" && mayBe({ ...actor, roles: actor.roles.filter(({ role }) => role === "coordinator") });
  return { mayArrange: true, arrangesAs: coordinates ? "coordination" : "reception" };
}

async function assignmentsOf(tx: Tx, permanenceId: string, users: readonly string[]): Promise<readonly Assignment[]> {
  const rows = await tx.assignment.findMany({
    where: { permanenceId, conseillerId: { in: [...users] } },
    orderBy: { startsAt: "asc" },
    select: { conseillerId: true, topicKeys: true, startsAt: true, endsAt: true },
  });
  return rows.map(({ conseillerId, topicKeys, startsAt, endsAt }) => ({
    conseiller: conseillerId,
    topics: topicsTakenOfKeys(topicKeys),
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  }));
}

/** The place of a half-day and the organisation that holds it. */
async function whereIs(
  tx: Tx,
  permanenceId: string,
): Promise<{ readonly place: string; readonly organisation: string }> {
  const { placeId: place, organisationId: organisation } = await tx.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { placeId: true, organisationId: true },
  });
  return { place, organisation };
}

async function whoMayRunLine(tx: Tx, permanenceId: string, users: readonly string[]): Promise<readonly string[]> {
  const where = await whereIs(tx, permanenceId);
  const rolesOf = await rolesOfAccounts(tx, users, clock.now());
  return users.filter((user) =>
    may(
      { kind: "staff", user, roles: rolesOf(user), by: "login" },
      { act: "run-line", permanence: permanenceId, ...where },
    ),
  );
}

/** The line of another half-day at which some sit who sit down now, and what it is once they have left it. */
type FormerLine = { readonly line: LoadedLine; readonly left: ReturnType<typeof leaveElsewhere> };

type Seat = { readonly conseiller: string; readonly permanence: string };

/**
 * Locks a permanence, and with it those at which the conseillers sit who would sit down there: the locks of the
 * conseillers first, then the half-days in the order of their ids. Answers these other seats, or undefined when there
 * is no such permanence.
 */
async function lockWithFormerSeats(
  tx: Tx,
  permanenceId: string,
  conseillers: readonly string[],
): Promise<readonly Seat[] | undefined> {
  const here = permanenceId.toLowerCase();
  const seats = conseillers.length > 0 ? await lockSeats(tx, here, conseillers) : [];
  let isThere = false;
  for (const id of [...new Set([here, ...seats.map(({ permanence }) => permanence)])].toSorted()) {
    const locked = await lockPermanence(tx, id);
    if (id === here) isThere = locked;
  }
  return isThere ? seats : undefined;
}

async function lockSeats(tx: Tx, here: string, conseillers: readonly string[]): Promise<readonly Seat[]> {
  const users = [...new Set(conseillers)].toSorted();
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended('seat:' || user_id, 0)))::int
    FROM (SELECT user_id FROM unnest(${users}::text[]) AS user_id ORDER BY user_id COLLATE "C") AS in_order`;
  return tx.$queryRaw<Seat[]>`
    SELECT conseiller_id::text AS conseiller, permanence_id::text AS permanence FROM desk
    WHERE conseiller_id = ANY (${users}::uuid[]) AND state <> 'left' AND permanence_id <> ${here}::uuid`;
}

/**
 * Reads the lines of these seats, of which the locks are held, and leaves the seats by the rule of the line, without
 * writing.
 */
async function loadFormerLines(
  tx: Tx,
  seats: readonly Seat[],
  arrival: Pick<Arrival, "command" | "receivedAt">,
): Promise<readonly FormerLine[]> {
  if (seats.length === 0) return [];
  const ids = seats.map(({ permanence }) => permanence);
  const lines = await loadLines(tx, [...new Set(ids)], arrival.receivedAt);
  return [...lines].map(([id, line]) => {
    const theirs = seats.filter(({ permanence }) => permanence === id).map(({ conseiller }) => conseiller);
    return { line, left: leaveElsewhere(line.state, theirs, arrival) };
  });
}

/** Writes that the seats were left by the command, each in its own line, and notifies the followers of that line. */
async function leaveFormerLines(
  tx: Tx,
  lines: readonly FormerLine[],
  act: CommandRecord & { readonly actor: Actor },
): Promise<void> {
  for (const { line, left } of lines) {
    if (left.events.length === 0) continue;
    const { state: before, localDate, bySms } = line;
    await saveLine(tx, before, left.after, left.events, { ...act, permanence: before.permanence, localDate, bySms });
    notifyFollowers(tx, { ...line, state: left.after }, "part");
  }
}

/** A result that is refused `seated-elsewhere` with where the actor sits, unless they have left there meanwhile. */
export async function withSeatElsewhere(result: CommandResult, actor: Actor): Promise<CommandResult> {
  if (result.outcome !== "refused" || result.refusal !== "seated-elsewhere" || actor.kind !== "staff") return result;
  const [elsewhere] = await db.$queryRaw<{ permanence: string; place: string; day: string; desk: number }[]>`
    SELECT desk.permanence_id::text AS permanence, place.short_name AS place, permanence.local_date::text AS day, desk.number AS desk
    FROM desk JOIN permanence ON permanence.id = desk.permanence_id JOIN place ON place.id = permanence.place_id
    WHERE desk.conseiller_id = ${actor.user}::uuid AND desk.state <> 'left'
      AND EXISTS (SELECT FROM visit WHERE visit.permanence_id = desk.permanence_id AND visit.desk = desk.number AND visit.state IN ('called', 'serving'))`;
  return elsewhere ? { ...result, elsewhere } : result;
}

const DAY = 24 * 60 * MINUTE;
/** Days for which a command is kept at most: the month in which it was received, and two more (`COMMANDS_KEPT`). */
const DAYS_KEPT = 93;

/** The day in UTC under which a command of this moment is kept: it decides the partition of its row. */
const dayOf = (receivedAt: Instant): Date => toDate(instant(Math.floor(receivedAt / DAY) * DAY));

/**
 * The days among which a command that is known at `now` was received. Another process may have received it whose clock
 * is ahead, hence a day more.
 */
export const receivedLately = (now: Instant): { readonly gte: Date; readonly lte: Date } => ({
  gte: dayOf(instant(now - DAYS_KEPT * DAY)),
  lte: dayOf(instant(now + DAY)),
});

import { accountOf, type Actor } from "../../access/actor.ts";
import type { Command, QueueRefusal } from "../../queue/acts/acts.ts";
import type { LineState } from "../../queue/line/line-state.ts";
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
  type Facts,
  type FactsNeeded,
} from "../../queue/reception.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { localDateOf } from "../../time/zone.ts";
import { rolesOfAccounts } from "../auth/roles-of-accounts.ts";
import { clock, toDate } from "../clock.ts";
import { afterCommit, transaction, type Tx } from "../db.ts";
import { queueRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { leaveFormerLines, loadFormerLines, lockWithFormerSeats } from "./former-seats.ts";
import { loadLines, loadVisitsBeforeEnd, lockPermanence, type LoadedLine } from "./load-line.ts";
import { notifyFollowers, type ShareOfTransaction } from "./notify-followers.ts";
import { dayOf, receivedLately } from "./received-on.ts";
import { recordForecasts } from "./record-forecasts.ts";
import { saveLine } from "./save-line.ts";
import { may } from "../../access/may.ts";
import { topicsOfKeys } from "../../schedule/topic.ts";
import { dateOfColumn } from "../schedule/dated.ts";
import { isTopicThere } from "../schedule/read-topics.ts";

/** What became of a command, with the line as it then is; without it when the command was known, or there is no such line. */
export type Outcome = { readonly result: CommandResult; readonly line?: LineState };

/**
 * Who sends the command, and when its device was last known to act, which bounds the time it claims. `cancels`: a close with which a half-day is cancelled, on
 * whatever day. `sentBy`: the colleague who sends it from the tablet of who did it.
 */
export type Sender = {
  readonly actor: Actor;
  readonly lastExchange: Instant | undefined;
  readonly sentBy?: string | undefined;
  readonly cancels?: true;
};

/**
 * Runs one command in a transaction of its own under the permanence's lock. A constraint of the database that refuses what
 * the rules accepted becomes the refusal it stands for, and is kept as one.
 */
export async function applyCommand(permanenceId: string, command: Command, sender: Sender): Promise<Outcome> {
  try {
    return await transaction((tx) => applyUnderLock(tx, permanenceId, command, sender, "whole"), sender.actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, queueRefusals);
    if (refusal === undefined) throw error;
    return transaction((tx) => lockAndRefuse(tx, permanenceId, command, sender, refusal), sender.actor);
  }
}

/** The same in the caller's transaction, when more is to be written with it. Throws when a constraint refuses. */
export const lockAndApply = (tx: Tx, permanenceId: string, command: Command, sender: Sender): Promise<Outcome> =>
  applyUnderLock(tx, permanenceId, command, sender, "part");

async function applyUnderLock(
  tx: Tx,
  permanenceId: string,
  command: Command,
  sender: Sender,
  share: ShareOfTransaction,
): Promise<Outcome> {
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
): Promise<Outcome> {
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
): Promise<Outcome> {
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
): Promise<Omit<Facts, "heldUpElsewhere" | "beforeEnd">> {
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
): Pick<Facts, "mayArrange" | "arrangesAs"> {
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
    topics: topicsOfKeys(topicKeys),
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

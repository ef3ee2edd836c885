import type { Actor } from "../../access/actor.ts";
import type { Command, QueueRefusal } from "../../queue/acts/acts.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import {
  factsNeeded,
  receive,
  refuseArrival,
  type Arrival,
  type CommandRecord,
  type CommandResult,
  type Reception,
} from "../../queue/reception.ts";
import type { Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { transaction, type Tx } from "../db.ts";
import { queueRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { loadFacts } from "./load-facts.ts";
import { loadLine, lockPermanence } from "./load-line.ts";
import { saveLine } from "./save-line.ts";

/** What became of a command, with the line as it then is; without it when the command was known, or there is no such line. */
export type Outcome = { readonly result: CommandResult; readonly line?: LineState };

/** Who sends the command, and when its device was last known to act, which bounds the time it claims. */
export type Sender = { readonly actor: Actor; readonly lastExchange: Instant | undefined };

/**
 * Runs one command in a transaction of its own under the permanence's lock. A constraint of the database that refuses what
 * the rules accepted becomes the refusal it stands for, and is kept as one.
 */
export async function applyCommand(permanenceId: string, command: Command, sender: Sender): Promise<Outcome> {
  // Acts of the team go before requests of the public when many wait for a connection.
  const turn = sender.actor.kind === "staff" ? "first" : "in-turn";
  try {
    return await transaction((tx) => lockAndApply(tx, permanenceId, command, sender), turn);
  } catch (error) {
    const refusal = refusalOfConstraint(error, queueRefusals);
    if (refusal === undefined) throw error;
    return transaction((tx) => lockAndRefuse(tx, permanenceId, command, sender, refusal), turn);
  }
}

/** The same in the caller's transaction, when more is to be written with it. Throws when a constraint refuses. */
export async function lockAndApply(tx: Tx, permanenceId: string, command: Command, sender: Sender): Promise<Outcome> {
  if (!(await lockPermanence(tx, permanenceId)))
    return { result: { id: command.id, outcome: "refused", refusal: "not-found" } };
  const arrival = await arrivalOf(tx, permanenceId, command, sender);
  // A command that is known needs neither the line nor the facts.
  const line = arrival.known ? undefined : await loadLine(tx, permanenceId, arrival.receivedAt);
  const facts = await loadFacts(tx, permanenceId, arrival.known ? nothing : factsNeeded(arrival));
  return save(tx, receive(arrival, line, facts), sender.actor);
}

const nothing = { topic: undefined, seated: [], named: [] };

async function lockAndRefuse(
  tx: Tx,
  permanenceId: string,
  command: Command,
  sender: Sender,
  refusal: QueueRefusal,
): Promise<Outcome> {
  await lockPermanence(tx, permanenceId);
  return save(tx, refuseArrival(await arrivalOf(tx, permanenceId, command, sender), refusal), sender.actor);
}

/** The command with what is kept of its id. The lock must be held: the same command may be on its way twice. */
async function arrivalOf(
  tx: Tx,
  permanence: string,
  command: Command,
  { actor, lastExchange }: Sender,
): Promise<Arrival> {
  const row = await tx.queueCommand.findUnique({ where: { id: command.id } });
  return {
    permanence,
    command,
    conseiller: actor.kind === "staff" ? actor.user : undefined,
    lastExchange,
    receivedAt: clock.now(),
    known: row
      ? { permanence: row.permanenceId, refusal: (row.refusal as QueueRefusal | null) ?? undefined }
      : undefined,
  };
}

async function save(tx: Tx, { result, record, before, line, events }: Reception, actor: Actor): Promise<Outcome> {
  if (before && line && record) await saveLine(tx, before, line, events, { ...record, actor });
  if (record) await keep(tx, record);
  return { result, ...(line && { line }) };
}

const keep = (tx: Tx, { id, permanence, type, device, at, receivedAt, refusal }: CommandRecord): Promise<unknown> =>
  tx.queueCommand.create({
    data: {
      id,
      permanenceId: permanence,
      type,
      device,
      at: toDate(at),
      receivedAt: toDate(receivedAt),
      outcome: refusal === undefined ? "applied" : "refused",
      refusal: refusal ?? null,
    },
    select: { id: true },
  });

import type { Actor } from "../../access/actor.ts";
import { decide } from "../../queue/acts/decide.ts";
import type { Command } from "../../queue/line/commands.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import type { QueueRefusal } from "../../queue/line/refusal.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { transaction, type Tx } from "../db.ts";
import { queueRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { actorName } from "./actor-name.ts";
import { attributed } from "./attributed.ts";
import { loadLine, lockPermanence } from "./load-line.ts";
import { seatsOwnTeam } from "./own-team.ts";
import { saveLine, type Act } from "./save-line.ts";

/** What became of a command. A repetition of a refused one is refused again, for the same reason. */
export type CommandResult =
  | { readonly id: string; readonly outcome: "applied" | "already-applied" }
  | { readonly id: string; readonly outcome: "refused"; readonly refusal: QueueRefusal };

/** The same with the line as it then is, unless it was not looked at: the command was known, or there is no such line. */
export type Outcome = { readonly result: CommandResult; readonly line?: LineState };

/** Who sends the command, and before when its device cannot have acted (bounds the time it claims). */
export type Sender = { readonly actor: Actor; readonly lastExchange: Instant | undefined };

/**
 * Runs one command in a transaction of its own under the permanence's lock. A constraint that says no although the
 * rule said yes becomes the refusal it stands for: Postgres has the last word.
 */
export async function applyCommand(permanenceId: string, command: Command, sender: Sender): Promise<Outcome> {
  // A team calls people while a city books.
  const turn = sender.actor.kind === "staff" ? "first" : "in-turn";
  try {
    return await transaction((tx) => lockAndApply(tx, permanenceId, command, sender), turn);
  } catch (error) {
    const refusal = refusalOfConstraint(error, queueRefusals);
    if (refusal === undefined) throw error;
    return transaction((tx) => lockAndRefuse(tx, permanenceId, command, sender, refusal), turn);
  }
}

/** The same in the caller's transaction, when more is to be written with it. Constraints throw. */
export async function lockAndApply(tx: Tx, permanenceId: string, command: Command, sender: Sender): Promise<Outcome> {
  if (!(await lockPermanence(tx, permanenceId))) return { result: refused(command, "not-found") };
  const earlier = await earlierResult(tx, permanenceId, command);
  if (earlier) return { result: earlier };
  const act = await received(tx, permanenceId, command, sender);
  const line = await loadLine(tx, permanenceId, act.receivedAt);
  if (!line) return { result: refused(command, "not-found") };
  if (!(await seatsOwnTeam(tx, permanenceId, act.command)))
    return { result: await keepRefusal(tx, permanenceId, act, "not-found"), line };
  const decided = decide(line, act.command, act.receivedAt);
  if (!decided.ok) return { result: await keepRefusal(tx, permanenceId, act, decided.refusal), line };
  const after = await saveLine(tx, line, decided.value, act);
  await keep(tx, permanenceId, act, null);
  return { result: { id: command.id, outcome: "applied" }, line: after };
}

async function lockAndRefuse(
  tx: Tx,
  permanenceId: string,
  command: Command,
  sender: Sender,
  refusal: QueueRefusal,
): Promise<Outcome> {
  await lockPermanence(tx, permanenceId);
  const earlier = await earlierResult(tx, permanenceId, command);
  return {
    result:
      earlier ?? (await keepRefusal(tx, permanenceId, await received(tx, permanenceId, command, sender), refusal)),
  };
}

/** What this command id led to before. An id used at another permanence is no command of this one. */
async function earlierResult(tx: Tx, permanenceId: string, command: Command): Promise<CommandResult | undefined> {
  const kept = await tx.queueCommand.findUnique({ where: { id: command.id } });
  if (!kept) return undefined;
  if (kept.permanenceId !== permanenceId) return refused(command, "not-found");
  return kept.refusal === null
    ? { id: command.id, outcome: "already-applied" }
    : refused(command, kept.refusal as QueueRefusal);
}

/** The device's time is kept between its last exchange and now. It is for reading and never reorders. */
async function received(tx: Tx, permanenceId: string, command: Command, { actor, lastExchange }: Sender): Promise<Act> {
  const receivedAt = clock.now();
  const claimed = (moment: Instant): Instant =>
    instant(Math.min(Math.max(moment, lastExchange ?? receivedAt), receivedAt));
  const acted = await attributed(tx, permanenceId, dated(command, claimed), actor, receivedAt);
  return { command: acted, actor: actorName(actor), at: claimed(command.at), receivedAt };
}

/** When a person joined is the device's to say for the numbers lent to it only: it gave them without network. */
function dated(command: Command, claimed: (moment: Instant) => Instant): Command {
  if (command.type !== "add-visit") return command;
  const { joinedAt, ...rest } = command;
  return rest.number === undefined || joinedAt === undefined ? rest : { ...rest, joinedAt: claimed(joinedAt) };
}

async function keepRefusal(tx: Tx, permanenceId: string, act: Act, refusal: QueueRefusal): Promise<CommandResult> {
  await keep(tx, permanenceId, act, refusal);
  return refused(act.command, refusal);
}

const keep = (
  tx: Tx,
  permanenceId: string,
  { command, at, receivedAt }: Act,
  refusal: QueueRefusal | null,
): Promise<unknown> =>
  tx.queueCommand.create({
    data: {
      id: command.id,
      permanenceId,
      type: command.type,
      device: command.device,
      at: toDate(at),
      receivedAt: toDate(receivedAt),
      outcome: refusal === null ? "applied" : "refused",
      refusal,
    },
    select: { id: true },
  });

const refused = (command: Command, refusal: QueueRefusal): CommandResult => ({
  id: command.id,
  outcome: "refused",
  refusal,
});

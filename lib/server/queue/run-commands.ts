import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Command } from "../../queue/line/commands.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { applyCommand, type CommandResult, type Sender } from "./apply-command.ts";
import { hear } from "./hear.ts";
import { lastExchangeOf } from "./last-exchange.ts";
import { readLine, type ReadLine } from "./read-line.ts";

export type { CommandResult };
export type Ran = ReadLine & { readonly results: readonly CommandResult[] };

/**
 * Runs a tablet's commands in their order, each in a transaction of its own: a refusal stops nothing, and a command
 * received five times has one effect. Answers each outcome and the line as it then is. Staff of the organisation only.
 */
export async function runCommands(
  actor: Actor,
  permanenceId: string,
  commands: readonly Command[],
): Promise<Result<Ran, "not-found" | "not-allowed">> {
  const permanence = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: { organisationId: true, heardAt: true, timeZone: true },
      })
    : null;
  if (!permanence) return refuse("not-found");
  if (!may(actor, { act: "run-line", organisation: permanence.organisationId })) return refuse("not-allowed");
  const senders = new Map<string, Sender>();
  for (const { device } of commands) {
    if (!senders.has(device))
      senders.set(device, { actor, lastExchange: await lastExchangeOf(permanenceId, device, permanence.heardAt) });
  }
  const results: CommandResult[] = [];
  let last: LineState | undefined;
  for (const command of commands) {
    const { result, line } = await applyCommand(
      permanenceId,
      command,
      senders.get(command.device) ?? { actor, lastExchange: undefined },
    );
    results.push(result);
    last = line;
  }
  if (!last) {
    const read = await readLine(actor, permanenceId);
    return read.ok ? accept({ ...read.value, results }) : read;
  }
  await hear(permanenceId);
  return accept({ state: last, timeZone: permanence.timeZone, results });
}

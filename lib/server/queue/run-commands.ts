import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Command } from "../../queue/commands.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { applyCommand, type CommandResult } from "./apply-command.ts";
import { readLine, type ReadLine } from "./read-line.ts";

export type { CommandResult };
export type Ran = ReadLine & { readonly results: readonly CommandResult[] };

/**
 * Runs a tablet's commands in their order, each in a transaction of its own: a refusal stops nothing, and a command
 * received five times has one effect. Answers each outcome and the line as it then is. Staff of the organisation only.
 */
export async function runCommands(actor: Actor, permanenceId: string, commands: readonly Command[]): Promise<Result<Ran, "not-found" | "not-allowed">> {
  const permanence = isUuid(permanenceId) ? await db.permanence.findUnique({ where: { id: permanenceId }, select: { organisationId: true, heardAt: true } }) : null;
  if (!permanence) return refuse("not-found");
  if (!may(actor, { act: "run-line", organisation: permanence.organisationId })) return refuse("not-allowed");
  const sender = { actor, lastExchange: permanence.heardAt ? instant(permanence.heardAt.getTime()) : undefined };
  const results: CommandResult[] = [];
  for (const command of commands) results.push(await applyCommand(permanenceId, completed(command, actor), sender));
  const read = await readLine(actor, permanenceId);
  return read.ok ? accept({ ...read.value, results }) : read;
}

/** Adds who takes a desk: the person signed in. Drops a joining time: it counts for acts made without network only. */
function completed(command: Command, actor: Actor): Command {
  if (command.type === "take-desk" && command.conseiller === undefined && actor.kind === "staff") return { ...command, conseiller: actor.user };
  if (command.type !== "add-visit") return command;
  const { joinedAt: _, ...withoutTime } = command;
  return withoutTime;
}

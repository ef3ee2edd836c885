import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Command } from "../../queue/acts/acts.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import type { CommandResult } from "../../queue/reception.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { applyCommand, type Sender } from "./apply-command.ts";
import { withSeatElsewhere } from "./former-seats.ts";
import { recordHeartbeat } from "./heartbeat.ts";
import { heardAtColumn, permanenceWithLine } from "./line-row.ts";
import { readLine, type ReadLine } from "./read-line.ts";
import { receivedLately } from "./received-on.ts";

export type Ran = ReadLine & { readonly results: readonly CommandResult[] };

/**
 * Runs a tablet's commands in their order, each in a transaction of its own: a refusal does not stop those after it, and a
 * command that is sent again has no second effect. Answers each result and the line as it then is. Staff of the organisation only.
 */
export async function runCommands(
  actor: Actor,
  permanenceId: string,
  commands: readonly Command[],
): Promise<Result<Ran, "not-found" | "not-allowed">> {
  const permanence = isUuid(permanenceId) ? await permanenceOf(permanenceId) : undefined;
  if (!permanence) return refuse("not-found");
  if (!may(actor, { act: "run-line", place: permanence.placeId, organisation: permanence.organisationId }))
    return refuse("not-allowed");
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
    results.push(await withSeatElsewhere(result, actor));
    last = line;
  }
  if (!last) {
    const read = await readLine(actor, permanenceId);
    return read.ok ? accept({ ...read.value, results }) : read;
  }
  await recordHeartbeat(permanenceId);
  return accept({ state: last, timeZone: permanence.timeZone, results });
}

async function permanenceOf(id: string) {
  const [row] = await db.$queryRaw<
    {
      readonly placeId: string;
      readonly organisationId: string;
      readonly timeZone: string;
      readonly heardAt: Date | null;
    }[]
  >`SELECT p.place_id AS "placeId", p.organisation_id AS "organisationId", p.time_zone AS "timeZone", ${heardAtColumn} FROM ${permanenceWithLine} WHERE p.id = ${id}::uuid`;
  return row;
}

/**
 * The moment before which an act of this device cannot have happened: that of its last act, since a device sends its acts in
 * order. Not when that act arrived: what was done without network may come in several batches. For a device without acts,
 * the last heartbeat of any device of the half-day (`heardAt`).
 */
async function lastExchangeOf(
  permanenceId: string,
  device: string,
  heardAt: Date | null,
): Promise<Instant | undefined> {
  const last = await db.queueCommand.findFirst({
    where: { permanenceId, device, receivedOn: receivedLately(clock.now()) },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  const at = last?.at ?? heardAt;
  return at ? instant(at.getTime()) : undefined;
}

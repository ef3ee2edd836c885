import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db, snapshot } from "../db.ts";
import { recordReading } from "./device-exchange.ts";
import { recordHeartbeat } from "./heartbeat.ts";
import { loadLine } from "./load-line.ts";

export type ReadLine = { readonly state: LineState; readonly timeZone: string };

/**
 * The line as the tablet holds it, without names, for the staff of its organisation. Reading it is a heartbeat of the device.
 * `sentAll`: the device that reads, when it holds no unsent act of the reader; the reading is then its last exchange
 * (docs/without-network.md#offline).
 */
export const readLine = (actor: Actor, permanenceId: string, sentAll?: string): Promise<LineRead> =>
  lineRead(actor, permanenceId, sentAll, recordHeartbeat);

/** The same for a device that keeps the half-day for later: no heartbeat, since nobody stands at that line. */
export const readLineAhead = (actor: Actor, permanenceId: string, sentAll?: string): Promise<LineRead> =>
  lineRead(actor, permanenceId, sentAll, async () => undefined);

type LineRead = Result<ReadLine, "not-found" | "not-allowed">;

async function lineRead(
  actor: Actor,
  permanenceId: string,
  sentAll: string | undefined,
  beat: (permanence: string) => Promise<unknown>,
): Promise<LineRead> {
  const permanence = isUuid(permanenceId)
    ? await db.permanence.findUnique({
        where: { id: permanenceId },
        select: { placeId: true, organisationId: true, timeZone: true },
      })
    : null;
  if (!permanence) return refuse("not-found");
  const { placeId: place, organisationId: organisation } = permanence;
  if (!may(actor, { act: "read-line", permanence: permanenceId, place, organisation })) return refuse("not-allowed");
  await beat(permanenceId);
  const state = await snapshot((tx) => loadLine(tx, permanenceId, clock.now()));
  if (!state) return refuse("not-found");
  if (sentAll !== undefined && actor.kind === "staff") await recordReading(permanenceId, actor, sentAll);
  return accept({ state, timeZone: permanence.timeZone });
}

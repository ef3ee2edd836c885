import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import type { Command } from "../../queue/acts/acts.ts";
import { ON_PEOPLE } from "../../queue/acts/late-acts.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import { exchangeOfActs, type CommandResult } from "../../queue/reception.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { applyCommand, type Sender } from "./apply-command.ts";
import { exchangesOf, recordExchange, type StaffActor } from "./device-exchange.ts";
import { withSeatElsewhere } from "./former-seats.ts";
import { recordHeartbeat } from "./heartbeat.ts";
import { heardAtColumn, permanenceWithLine } from "./line-row.ts";
import { readLine, type ReadLine } from "./read-line.ts";

export type Ran = ReadLine & { readonly results: readonly CommandResult[] };

/**
 * Runs a tablet's commands in their order, each in a transaction of its own: a refusal does not stop those after it, and a
 * command that is sent again has no second effect. Answers each result and the line as it then is. Staff of the organisation only.
 * A shared tablet whose half-day is over may still send acts on people: what the line does with those that come after its end
 * (docs/line.md#what-comes-after-a-persons-close) decides.
 */
export async function runCommands(
  actor: Actor,
  permanenceId: string,
  commands: readonly Command[],
): Promise<Result<Ran, "not-found" | "not-allowed">> {
  if (actor.kind !== "staff") return refuse("not-allowed");
  const permanence = isUuid(permanenceId) ? await permanenceOf(permanenceId, actor) : undefined;
  if (!permanence) return refuse("not-found");
  const { placeId: place, organisationId: organisation } = permanence;
  const of = { permanence: permanenceId, place, organisation };
  const isLate = commands.length > 0 && commands.every(({ type }) => ON_PEOPLE.has(type));
  if (!may(actor, { act: "run-line", ...of }) && !(isLate && may(actor, { act: "send-late-acts", ...of })))
    return refuse("not-allowed");
  const lastExchangeOf = (device: string) => lastExchange(permanence, device);
  const results: CommandResult[] = [];
  let last: LineState | undefined;
  for (const command of commands) {
    const sender: Sender = { actor, lastExchange: lastExchangeOf(command.device) };
    const { result, line } = await applyCommand(permanenceId, command, sender);
    results.push(await withSeatElsewhere(result, actor));
    last = line;
  }
  for (const [device, acts] of Map.groupBy(commands, (command) => command.device)) {
    const at = exchangeOfActs(acts, { lastExchange: lastExchangeOf(device), receivedAt: clock.now() });
    await recordExchange(permanenceId, actor, device, at);
  }
  if (!last) {
    const read = await readLine(actor, permanenceId);
    return read.ok ? accept({ ...read.value, results }) : read;
  }
  await recordHeartbeat(permanenceId);
  return accept({ state: last, timeZone: permanence.timeZone, results });
}

type PermanenceRow = {
  readonly placeId: string;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly heardAt: Date | null;
  readonly exchanges: Readonly<Record<string, number>> | null;
};

async function permanenceOf(id: string, actor: StaffActor): Promise<PermanenceRow | undefined> {
  const [row] = await db.$queryRaw<PermanenceRow[]>`
    SELECT p.place_id AS "placeId", p.organisation_id AS "organisationId", p.time_zone AS "timeZone", ${heardAtColumn}, ${exchangesOf(actor)} AS exchanges
    FROM ${permanenceWithLine} WHERE p.id = ${id}::uuid`;
  return row;
}

/**
 * The moment before which who acts cannot have done on this device what has not been received: their last exchange with it.
 * Without one, the last heartbeat of any device of the half-day.
 */
function lastExchange({ exchanges, heardAt }: PermanenceRow, device: string): Instant | undefined {
  const at = exchanges?.[device] ?? heardAt?.getTime();
  return at === undefined ? undefined : instant(at);
}

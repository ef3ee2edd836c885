import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { clock } from "#lib/server/clock.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { KeptArrival } from "#components/tablet/practice/line-in-memory.ts";
import { check } from "#tests/rig/checker/check.ts";
import { readEvidence, type HalfDayRecord } from "#tests/rig/evidence.ts";
import type { Operation } from "#tests/rig/history.ts";
import { brokenOfShownActs, brokenOfVisits, type ShownAct } from "#tests/support/shown-acts.ts";
import type { AtWork } from "./at-work.ts";

/**
 * What does not hold once all tablets have sent everything, a sentence each: what has to hold of rows and events after
 * any run of acts over the network (tests/rig/checker), and what has to hold of acts that tablets showed as done
 * (tests/support/shown-acts.ts). `startedAhead`: milliseconds by which the clock of the instance was ahead when its
 * appointments were booked.
 */
export async function brokenAtRest(
  { databaseUrl, startedAhead }: { readonly databaseUrl: string; readonly startedAhead: number },
  operations: readonly Operation[],
  line: LineState,
  tablets: readonly AtWork[],
): Promise<readonly string[]> {
  const all = await readEvidence(databaseUrl, operations, startedAhead);
  const evidence = { ...all, halfDays: all.halfDays.filter(({ events }) => events.length > 0) };
  const record = evidence.halfDays.find((one) => one.permanence.id === line.permanence);
  if (!record) throw new Error("The half-day is not in the database.");
  const shown = shownIn(record, operations, tablets);
  const received = receivedIn(record, shown);
  const withEvent = new Set(record.events.map(({ command }) => command));
  const silent = [...received].filter(
    ([id, { refusal }]) => refusal === undefined && shown.has(id) && !withEvent.has(id),
  );
  const ofActs = brokenOfShownActs({
    shown,
    received,
    tablets: tablets.map(({ told }) => ({ told, overtaken: new Set(), alwaysStored: true })),
    unread: new Set(),
    line,
  });
  return [
    ...check(evidence).flatMap(({ invariant, sentences }) => sentences.map((one) => `${invariant}: ${one}`)),
    ...[brokenOfVisits(line.visits, clock.now()) ?? [], ofActs ?? []].flat(),
    ...silent.map(([id]) => `« ${shown.get(id)?.command.type} » (${id}) was accepted, and no event tells of it`),
  ];
}

/**
 * A refusal that came with network is told until the next act alone: each such sentence that stood on the screen since
 * the last time tells of one of those that came since.
 */
export function noteWhatPassed(since: readonly Operation[], tablets: readonly AtWork[]): void {
  for (const { client, action, outcome } of since) {
    const tablet = tablets[client];
    if (!tablet || action.type !== "command" || outcome.kind !== "refused") continue;
    if (tablet.told.has(action.command.id) || tablet.passing.length === 0) continue;
    tablet.passing.shift();
    tablet.told.set(action.command.id, { why: outcome.code as QueueRefusal });
  }
}

/** What was shown as done in this half-day, in its order on each tablet. */
function shownIn(
  { events }: HalfDayRecord,
  operations: readonly Operation[],
  tablets: readonly AtWork[],
): ReadonlyMap<string, ShownAct> {
  const sent = new Map(
    operations.flatMap(({ action }) =>
      action.type === "command" ? [[action.command.id, action.command] as const] : [],
    ),
  );
  const lent = events.flatMap(({ type, data }) =>
    type === "numbers-leased"
      ? [{ device: data["device"], first: Number(data["first"]), last: Number(data["last"]) }]
      : [],
  );
  const shown = new Map<string, ShownAct>();
  for (const tablet of tablets)
    for (const [id, act] of tablet.shown) {
      const command = sent.get(id) ?? tablet.commands.get(id);
      if (!command) throw new Error(`An act was shown, and neither sent nor kept: ${id}.`);
      const number = "number" in command ? command.number : undefined;
      const isLent =
        number !== undefined &&
        lent.some(({ device, first, last }) => device === command.device && first <= number && number <= last);
      shown.set(id, { ...act, command, ...(isLent && { ofLease: true }) });
    }
  return shown;
}

/** What the server has of the commands of this half-day, in the order in which they came. */
function receivedIn(
  { commands, events }: HalfDayRecord,
  shown: ReadonlyMap<string, ShownAct>,
): ReadonlyMap<string, KeptArrival> {
  const versions = new Map(events.map(({ command, version }) => [command, version]));
  const order = [...commands].sort(
    (one, other) => one.receivedAt - other.receivedAt || (versions.get(one.id) ?? 0) - (versions.get(other.id) ?? 0),
  );
  return new Map(
    order.map(({ id, refusal }) => [
      id,
      { by: shown.get(id)?.by, refusal: (refusal ?? undefined) as QueueRefusal | undefined },
    ]),
  );
}

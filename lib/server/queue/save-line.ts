import type { Command } from "../../queue/line/commands.ts";
import { arrivalIn } from "../../queue/order/arrive.ts";
import { holderFor } from "../../queue/line/desks.ts";
import type { QueueEvent, Stamped } from "../../queue/line/events.ts";
import { evolve } from "../../queue/line/evolve.ts";
import { visitOf, type LineState } from "../../queue/line/line-state.ts";
import type { Instant } from "../../time/instant.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { notifyFollowers } from "./notify-followers.ts";
import { saveEvent } from "./save-event.ts";

/** An act as it is written down: `at` is when its device says it happened, `receivedAt` when it took effect here. */
export type Act = {
  readonly command: Command;
  readonly actor: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
};

/**
 * Writes what an accepted command changed: the rows of each event, the events themselves with the state before,
 * the permanence's counters, and the notice that followers wait for. Returns the line after. Under the lock.
 */
export async function saveLine(tx: Tx, before: LineState, events: readonly QueueEvent[], act: Act): Promise<LineState> {
  if (events.length === 0) return before;
  let line = before;
  for (const event of events) {
    const stamped: Stamped = { event, at: act.receivedAt, command: act.command.id };
    const after = evolve(line, stamped);
    await saveEvent(tx, stamped, line, after);
    await appendEvent(tx, stamped, line, after, act);
    line = after;
  }
  await saveCounters(tx, line, act.receivedAt);
  await notifyFollowers(tx, line.permanence);
  return line;
}

const saveCounters = (tx: Tx, line: LineState, now: Instant): Promise<unknown> =>
  tx.permanence.update({
    where: { id: line.permanence },
    data: { version: line.version, nextNumber: line.nextNumber, calls: line.calls, updatedAt: toDate(now) },
    select: { id: true },
  });

/** Appends the event with what it was before, who held its desk and who was expected until then, so that it can be taken back and explained. It stays: what people wrote does not. */
function appendEvent(tx: Tx, { event }: Stamped, before: LineState, after: LineState, act: Act): Promise<unknown> {
  const { type, ...facts } = withoutFreeText(event);
  const visitId = "visit" in event ? event.visit : null;
  const was = visitId === null ? undefined : visitOf(before, visitId);
  return tx.queueEvent.create({
    data: {
      permanenceId: after.permanence,
      version: after.version,
      commandId: act.command.id,
      type,
      visitId,
      at: toDate(act.at),
      receivedAt: toDate(act.receivedAt),
      actor: act.actor,
      device: act.command.device,
      data: asJson({
        ...(visitId === null || type === "undone"
          ? {}
          : { before: was ?? null, ...holderFor(before, was), ...arrivalIn(event, before) }),
        ...(type === "visit-called" ? { call: after.calls } : {}),
        ...facts,
      }),
    },
  });
}

const withoutFreeText = (event: QueueEvent): QueueEvent =>
  event.type === "announced" ? { ...event, message: "" } : event;

const asJson = (value: object): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;

import type { Actor } from "../../access/actor.ts";
import { leaveElsewhere, type Arrival, type CommandRecord, type CommandResult } from "../../queue/reception.ts";
import { db, type Tx } from "../db.ts";
import { loadLines, lockPermanence, type LoadedLine } from "./load-line.ts";
import { notifyFollowers } from "./notify-followers.ts";
import { saveLine } from "./save-line.ts";

/** The line of another half-day at which some sit who sit down now, and what it is once they have left it. */
type FormerLine = { readonly line: LoadedLine; readonly left: ReturnType<typeof leaveElsewhere> };

type Seat = { readonly conseiller: string; readonly permanence: string };

/**
 * Locks a permanence, and with it those at which the conseillers sit who would sit down there: the locks of the conseillers
 * first, then the half-days in the order of their ids. Answers these other seats, or undefined when there is no such
 * permanence.
 */
export async function lockWithFormerSeats(
  tx: Tx,
  permanenceId: string,
  conseillers: readonly string[],
): Promise<readonly Seat[] | undefined> {
  const here = permanenceId.toLowerCase();
  const seats = conseillers.length > 0 ? await lockSeats(tx, here, conseillers) : [];
  let isThere = false;
  for (const id of [...new Set([here, ...seats.map(({ permanence }) => permanence)])].toSorted()) {
    const locked = await lockPermanence(tx, id);
    if (id === here) isThere = locked;
  }
  return isThere ? seats : undefined;
}

async function lockSeats(tx: Tx, here: string, conseillers: readonly string[]): Promise<readonly Seat[]> {
  const users = [...new Set(conseillers)].toSorted();
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended('seat:' || user_id, 0)))::int
    FROM (SELECT user_id FROM unnest(${users}::text[]) AS user_id ORDER BY user_id COLLATE "C") AS in_order`;
  return tx.$queryRaw<Seat[]>`
    SELECT conseiller_id::text AS conseiller, permanence_id::text AS permanence FROM desk
    WHERE conseiller_id = ANY (${users}::uuid[]) AND state <> 'left' AND permanence_id <> ${here}::uuid`;
}

/** Reads the lines of these seats, of which the locks are held, and leaves the seats by the rule of the line, without writing. */
export async function loadFormerLines(
  tx: Tx,
  seats: readonly Seat[],
  arrival: Pick<Arrival, "command" | "receivedAt">,
): Promise<readonly FormerLine[]> {
  if (seats.length === 0) return [];
  const ids = seats.map(({ permanence }) => permanence);
  const lines = await loadLines(tx, [...new Set(ids)], arrival.receivedAt);
  return [...lines].map(([id, line]) => {
    const theirs = seats.filter(({ permanence }) => permanence === id).map(({ conseiller }) => conseiller);
    return { line, left: leaveElsewhere(line.state, theirs, arrival) };
  });
}

/** Writes that the seats were left by the command, each in its own line, and notifies the followers of that line. */
export async function leaveFormerLines(
  tx: Tx,
  lines: readonly FormerLine[],
  act: CommandRecord & { readonly actor: Actor },
): Promise<void> {
  for (const { line, left } of lines) {
    if (left.events.length === 0) continue;
    const { state: before, localDate, bySms } = line;
    await saveLine(tx, before, left.after, left.events, { ...act, permanence: before.permanence, localDate, bySms });
    notifyFollowers(tx, { ...line, state: left.after }, "part");
  }
}

/** A result that is refused `seated-elsewhere` with where the actor sits, unless they have left there meanwhile. */
export async function withSeatElsewhere(result: CommandResult, actor: Actor): Promise<CommandResult> {
  if (result.outcome !== "refused" || result.refusal !== "seated-elsewhere" || actor.kind !== "staff") return result;
  const [elsewhere] = await db.$queryRaw<{ permanence: string; place: string; day: string; desk: number }[]>`
    SELECT desk.permanence_id::text AS permanence, place.short_name AS place, permanence.local_date::text AS day, desk.number AS desk
    FROM desk JOIN permanence ON permanence.id = desk.permanence_id JOIN place ON place.id = permanence.place_id
    WHERE desk.conseiller_id = ${actor.user}::uuid AND desk.state <> 'left'
      AND EXISTS (SELECT FROM visit WHERE visit.permanence_id = desk.permanence_id AND visit.desk = desk.number AND visit.state IN ('called', 'serving'))`;
  return elsewhere ? { ...result, elsewhere } : result;
}

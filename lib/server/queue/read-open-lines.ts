import { reachIn } from "#lib/access/where-may.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";
import { readBoards } from "./read-boards.ts";

/** A half-day that is open or begins soon. `board`: without names; missing before numbers are given. */
export type OpenLine = {
  readonly permanence: Permanence;
  readonly place: string;
  readonly board?: Pick<LiveBoard, "waiting" | "wait" | "suspended" | "tooLate" | "alive" | "asOf">;
};

/** More than any organisation has open at once. */
const MOST = 60;
/** Minutes: a half-day that begins so soon is told too; none that goes on began longer ago than a day. */
const SOON = 60;
const BACK = 24 * 60;

/**
 * The lines of an organisation at this moment, at the places where this person may book for others, by place, those
 * where numbers are given first. As many queries for sixty as for one.
 */
export async function readOpenLines(actor: StaffActor, organisation: string): Promise<readonly OpenLine[]> {
  const reach = reachIn(actor, "book-as-team", organisation);
  if (!reach) return [];
  const now = clock.now();
  const rows = await db.permanence.findMany({
    where: {
      organisationId: organisation,
      ...(reach.places !== "all" && { placeId: { in: [...reach.places] } }),
      startsAt: { gt: toDate(plusMinutes(now, -BACK)), lte: toDate(plusMinutes(now, SOON)) },
      OR: [{ status: "open" }, { status: "scheduled", closureId: null, endsAt: { gt: toDate(now) } }],
    },
    select: { ...permanenceColumns, place: { select: { name: true } } },
    orderBy: [{ place: { name: "asc" } }, { startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const boards = await readBoards(rows.map(({ id }) => id));
  const lines = rows.map(({ place, ...row }) => {
    const permanence = permanenceOfRow(row);
    const board = boards.get(permanence.id);
    const given = permanence.status === "open" || permanence.numbers !== "not-yet";
    return { permanence, place: place.name, ...(given && board && { board }) };
  });
  return [...lines.filter(({ board }) => board), ...lines.filter(({ board }) => !board)];
}

import { nextWalkInWindow } from "../../schedule/walk-in.ts";
import { instant } from "../../time/instant.ts";
import { isoInZone } from "../../time/zone.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { windowsOf } from "../schedule/permanence-of-row.ts";

/** When a permanence next takes people without an appointment, in its place's time; null when not any more today. */
export async function nextWindowOf(permanenceId: string): Promise<string | null> {
  const row = await db.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { startsAt: true, endsAt: true, windows: true, timeZone: true },
  });
  const span = { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) };
  const next = nextWalkInWindow({ span, windows: windowsOf(row.windows, span.start) }, clock.now());
  return next ? isoInZone(next.span.start, row.timeZone) : null;
}

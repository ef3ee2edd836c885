import { Prisma } from "#prisma/generated/client.ts";
import type { Stamped } from "../../queue/acts/acts.ts";
import { announcedRange, forecastTurns, nobodyWaits } from "../../queue/wait/estimate-wait.ts";
import { MINUTE } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { logUnexpected } from "../log.ts";
import type { LoadedLine } from "./load-line.ts";
import { readPaces } from "./read-paces.ts";

/**
 * Records what is announced to those who got a number by these events: the range, and the quantiles from which it was made, so
 * that by night it can be compared with what came. Not of who is called at once, and not of a number that was given without
 * network a while ago. Begun after the commit, outside the lock; what cannot be recorded is not learned from.
 */
export function recordForecasts(line: LoadedLine, events: readonly Stamped[]): void {
  const given = events.flatMap(({ event }) => (event.type === "visit-joined" ? event.visit : []));
  if (given.length === 0 || line.state.status !== "open") return;
  const others = line.state.visits.filter(({ id }) => !given.includes(id));
  if (nobodyWaits({ ...line.state, visits: others }, clock.now())) return;
  setImmediate(() => void record(line, given).catch(logUnexpected));
}

async function record(line: LoadedLine, given: readonly string[]): Promise<void> {
  const now = clock.now();
  const paceOf = await readPaces([line]);
  const forecasts = forecastTurns(line.state, now, paceOf(line));
  const rows = line.state.visits.flatMap(({ id, joinedAt }) => {
    const forecast = given.includes(id) && now - joinedAt < MINUTE ? forecasts.get(id) : undefined;
    if (!forecast) return [];
    const { tenth, middle, ninetieth } = forecast;
    const { low, high } = announcedRange(forecast);
    return [
      Prisma.sql`(${id}::uuid, ${low}::smallint, ${high}::smallint, ${tenth}::real, ${middle}::real, ${ninetieth}::real)`,
    ];
  });
  if (rows.length === 0) return;
  await db.$executeRaw`
    UPDATE visit SET told_low = low, told_high = high, forecast_tenth = tenth, forecast_middle = middle, forecast_ninetieth = ninetieth
    FROM (VALUES ${Prisma.join(rows)}) AS told (id, low, high, tenth, middle, ninetieth) WHERE visit.id = told.id`;
}

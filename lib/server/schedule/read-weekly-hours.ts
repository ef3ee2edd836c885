import { accessOf, type Window } from "../../schedule/permanence.ts";
import { weeklyHours, type WeeklyHours } from "../../schedule/weekly-hours.ts";
import { localDateOf } from "../../time/zone.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { ruleOfRow } from "./rule-of-row.ts";

/** The regular hours of a place, as its poster shows them today. */
export async function readWeeklyHours(place: {
  readonly id: string;
  readonly timeZone: string;
}): Promise<readonly WeeklyHours[]> {
  const rows = await db.series.findMany({ where: { placeId: place.id } });
  const rules = rows.map(({ windows, ...row }) => ({
    ...ruleOfRow(row, place.timeZone),
    walkIn: accessOf(windows as unknown as readonly Pick<Window, "mode">[]) !== "appointment",
  }));
  return weeklyHours(rules, localDateOf(clock.now(), place.timeZone));
}

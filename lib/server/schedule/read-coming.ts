import type { Prisma } from "#prisma/generated/client.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import type { Point } from "../../place/distance.ts";
import { nearestPlaces } from "../place/nearest-places.ts";
import { readPlacesByLanguage } from "../place/read-places.ts";
import { notOver } from "./dated.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";
import { takingTopic } from "./takes-topic.ts";

/** What the list is narrowed to: a place's id, a topic's key, a language's code; `cancelledToo` includes cancelled half-days; `near`: the two hundred places nearest to a point. */
export type Choice = {
  readonly place?: string | undefined;
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly cancelledToo?: boolean;
  readonly near?: Point | undefined;
};

/** Half-days on one page at most: what begins after the last of as many is not known. */
export const MOST_COMING = 200;

/**
 * The half-days that are not over and begin within that many days, each with its place: the earliest first, then by the
 * place's name; at most 200, the earliest. Names are sorted here: in SQL all half-days that begin with the last of the page
 * would be read for it. The number of queries is constant.
 */
export async function readComing(
  days: number,
  { place, topic, language, cancelledToo, near }: Choice = {},
): Promise<readonly HalfDayAtPlace[]> {
  const rows = await db.permanence.findMany({
    where: {
      ...notOver(clock.now(), days),
      status: { in: ["scheduled", "open", ...(cancelledToo ? ["cancelled"] : [])] },
      AND: [
        ...(place === undefined ? [] : [{ placeId: place }]),
        ...(near === undefined ? [] : [{ placeId: { in: [...(await nearestPlaces(near))] } }]),
        ...(await spokenAt(language)),
      ],
      ...(topic !== undefined && takingTopic(topic)),
    },
    select: halfDayAtPlaceColumns,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST_COMING,
  });
  return rows.map(halfDayAtPlaceOfRow).sort(byStartThenName);
}

/** Half-days of up to so many places are read place by place. */
const FEW_PLACES = 100;

/** A condition that no half-day meets. Beside it Postgres reads half-days in the order of time, not place by place. */
const NEVER = { status: "" };

/** Where a language is spoken, if one is asked for. */
async function spokenAt(language: string | undefined): Promise<readonly Prisma.PermanenceWhereInput[]> {
  if (language === undefined) return [];
  const places = (await readPlacesByLanguage()).get(language) ?? [];
  if (places === "many") return [{ place: { languages: { has: language } } }];
  const there = { placeId: { in: [...places] } };
  return [places.length <= FEW_PLACES ? there : { OR: [there, NEVER] }];
}

const byStartThenName = (a: HalfDayAtPlace, b: HalfDayAtPlace): number =>
  a.span.start - b.span.start || a.at.name.localeCompare(b.at.name, "fr");

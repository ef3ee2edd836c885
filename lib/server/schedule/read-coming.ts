import type { Prisma } from "#prisma/generated/client.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { isNear, type Point } from "../../place/distance.ts";
import { nearestPlaces } from "../place/nearest-places.ts";
import { readPlacesByLanguage } from "../place/read-places.ts";
import { notOver } from "./dated.ts";
import { readMovedTo } from "./moved-to.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";
import { takingTopic } from "./takes-topic.ts";

/** What the list is narrowed to: the id of the operator that holds them; a place's id, a topic's key, a language's code; `cancelledToo` includes half-days that are cancelled, or shut for now; `near`: the two hundred places nearest to a point. */
export type Choice = {
  readonly operator?: string | undefined;
  readonly place?: string | undefined;
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly cancelledToo?: boolean;
  readonly near?: Point | undefined;
};

/** Half-days of one reading at most: what begins after the last of as many is not known. */
export const MOST_COMING = 200;

/**
 * The half-days that are not over and begin within that many days, each with its place: the earliest first, then by the
 * place's name; at most 200, the earliest. Near a point, where the 200 do not reach a half-day that is near (`NEAR`), up to 200
 * that are near come in addition: they begin later, and a reader would be told that there are none. The number of queries
 * depends on neither places nor half-days.
 */
export async function readComing(days: number, choice: Choice = {}): Promise<readonly HalfDayAtPlace[]> {
  const { near } = choice;
  const held = await readAt(near && (await nearestPlaces(near)), days, choice);
  const isCut = held.length === MOST_COMING;
  if (near === undefined || !isCut || held.some(({ at }) => isNear(near, at))) return held;
  return [...held, ...(await readAt(await nearestPlaces(near, { near: true }), days, choice))];
}

/** The same, with `places` only at the places of these ids. */
async function readAt(
  places: readonly string[] | undefined,
  days: number,
  { operator, place, topic, language, cancelledToo }: Choice,
): Promise<readonly HalfDayAtPlace[]> {
  const rows = await db.permanence.findMany({
    where: {
      ...notOver(clock.now(), days),
      status: { in: ["scheduled", "open", ...(cancelledToo ? ["cancelled"] : [])] },
      ...(operator !== undefined && { organisationId: operator }),
      AND: [
        { place: { hidden: false } },
        // One that the team opened all the same is open.
        ...(cancelledToo ? [] : [{ OR: [{ closureId: null }, { status: "open" }] }]),
        ...(place === undefined ? [] : [{ placeId: place }]),
        ...(places === undefined ? [] : [{ placeId: { in: [...places] } }]),
        ...(await spokenAt(language)),
      ],
      ...(topic !== undefined && (await takingTopic(topic))),
    },
    select: halfDayAtPlaceColumns,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST_COMING,
  });
  const movedTo = await readMovedTo(db, rows);
  return rows.map((row) => ({ ...halfDayAtPlaceOfRow(row), ...movedTo(row) })).sort(byStartThenName);
}

/** Half-days of up to so many places are read place by place. */
const FEW_PLACES = 100;

/** A condition that no half-day meets. Beside it Postgres reads half-days in the order of time, not place by place. */
const NEVER = { status: "" };

/**
 * Half-days at which a language is spoken, if one is asked for: those that have it among their own languages, and those without any, at
 * places that have it. They are looked for at the places where there may be some.
 */
async function spokenAt(language: string | undefined): Promise<readonly Prisma.PermanenceWhereInput[]> {
  if (language === undefined) return [];
  const places = (await readPlacesByLanguage()).get(language) ?? [];
  const spoken = {
    OR: [{ languages: { has: language } }, { languages: { isEmpty: true }, place: { languages: { has: language } } }],
  };
  if (places === "many") return [spoken];
  const there = { placeId: { in: [...places] } };
  return [places.length <= FEW_PLACES ? there : { OR: [there, NEVER] }, spoken];
}

const byStartThenName = (a: HalfDayAtPlace, b: HalfDayAtPlace): number =>
  a.span.start - b.span.start || a.at.name.localeCompare(b.at.name, "fr");

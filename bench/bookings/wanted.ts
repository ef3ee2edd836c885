import { randomUUID } from "node:crypto";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { makeHalfDays, makeOwnPlace, type Queryable, type HeldPlace } from "#tests/rig/rows.ts";

/** A round books every half hour of ten half-days of three hours, in two lanes. */
const HALF_DAYS = 10;
const LANES = 2;
const LENGTH = 30;
const MINUTES = 180;

/** The moment of the bookings (APP_NOW), and the morning they are for. */
export const NOW = "2026-11-20T10:00:00+01:00";
const MORNING = instantOf("2026-11-23T09:00:00+01:00");
export const TOPIC = "bench";

/**
 * One booking of a round: its half-day with place and organisation, hour, the lane it will get, and its telephone
 * number.
 */
export type BookingToMake = HeldPlace & {
  readonly permanence: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly lane: number;
  readonly phone: string;
};

/**
 * New half-days, and every booking that they can take, alternating between the half-days. They are at a place of their
 * own: codes are unique at a place, and thousands would collide.
 */
export async function freshRound(db: Queryable): Promise<readonly BookingToMake[]> {
  const held = await makeOwnPlace(db);
  await db.query("INSERT INTO topic (id, key, rank, minutes) VALUES ($1, $2, 1000, $3) ON CONFLICT DO NOTHING", [
    randomUUID(),
    TOPIC,
    LENGTH,
  ]);
  const ids = Array.from({ length: HALF_DAYS }, () => randomUUID());
  await makeHalfDays(db, {
    ...held,
    ids,
    start: MORNING,
    end: plusMinutes(MORNING, MINUTES),
    desks: LANES,
    lanes: LANES,
    mode: "mixed",
    made: instantOf(NOW),
  });
  const starts = Array.from({ length: MINUTES / LENGTH }, (_, index) => plusMinutes(MORNING, index * LENGTH));
  const lanes = Array.from({ length: LANES }, (_, index) => index + 1);
  return starts.flatMap((start) =>
    lanes.flatMap((lane) =>
      ids.map((permanence) => ({
        ...held,
        permanence,
        start,
        end: plusMinutes(start, LENGTH),
        lane,
        phone: freshPhone(),
      })),
    ),
  );
}

/** Live appointments are limited by contact, so each booking has a telephone number of its own. */
let people = 0;
const freshPhone = (): string => `+336${String((people += 1)).padStart(8, "0")}`;

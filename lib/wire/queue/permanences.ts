import { z } from "zod";
import type { Load } from "#lib/queue/board/board.ts";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";
import { instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { plusDays } from "#lib/time/zone.ts";
import { wireBoard } from "./board.ts";
import { topicKey } from "#lib/wire/schedule/topics.ts";
import { placeNamed } from "#lib/wire/place/places.ts";
import { namedOrganisation } from "#lib/wire/organisation-name.ts";
import { spanToWire, writtenMoment } from "#lib/wire/moment.ts";
import { day, isDay, ours } from "#lib/wire/bounds.ts";

const DAY = 24 * 60;
/** Days of a list without `to`, and the most days of a list (docs/api.md#times). */
const USUAL_DAYS = 14;
const MOST_DAYS = 92;

/**
 * A day of the place (YYYY-MM-DD) or a moment. Its year begins with 1 or 2, so that adding days still gives a valid
 * date.
 */
const edge = z.union([day, writtenMoment]).refine((text) => /^[12]/.test(text));

/** One end of the asked span: a day, or a moment. The end of the span is not included. */
export type Edge = { readonly day: string } | { readonly moment: Instant };

/** The query of GET …/permanences. */
export const permanencesQuery = {
  from: edge.optional(),
  to: edge.optional(),
  place: placeNamed.optional(),
  topic: topicKey.optional(),
};

/** The parsed query of GET …/permanences. */
export type PermanencesQuery = {
  readonly from: Edge;
  readonly to: Edge;
  readonly place?: string;
  readonly topic?: string;
};

/**
 * Parses the query. Without `from` the span begins now; without `to` it lasts 14 days. Undefined when a value is
 * invalid or the span is longer than 92 days.
 */
export function readPermanencesQuery(
  query: Readonly<Record<string, string>>,
  now: Instant,
): PermanencesQuery | undefined {
  const read = z.object(permanencesQuery).safeParse(query);
  if (!read.success) return undefined;
  const { from, to, place, topic } = read.data;
  const first = edgeOf(from) ?? { moment: now };
  const last = edgeOf(to) ?? later(first);
  // One hour of tolerance: the day on which summer time ends has 25 hours.
  if (approximateMoment(last) - approximateMoment(first) > (MOST_DAYS * DAY + 60) * MINUTE) return undefined;
  return { from: first, to: last, ...(place !== undefined && { place }), ...(topic !== undefined && { topic }) };
}

const edgeOf = (text: string | undefined): Edge | undefined =>
  text === undefined ? undefined : isDay(text) ? { day: text } : { moment: instantOf(text) };

const later = (edge: Edge): Edge =>
  "day" in edge ? { day: plusDays(edge.day, USUAL_DAYS) } : { moment: plusMinutes(edge.moment, USUAL_DAYS * DAY) };

/**
 * The approximate moment of an end: a day is taken in UTC, since the places of a list may have different time zones.
 */
const approximateMoment = (edge: Edge): number => ("day" in edge ? instantOf(`${edge.day}T00:00:00Z`) : edge.moment);

/**
 * A half-day in a list. `place`: the id of the place; `confirmed`: the team has opened it; `organisation`: who holds
 * it; `shut`: a closure without a known end stands over it, so nobody has decided yet whether it is held: the sentence
 * of who closed it.
 */
export const wirePermanence = z.object({
  id: z.uuid(),
  place: z.uuid(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  access: z.enum(["walk-in", "appointment", "mixed"]),
  status: z.enum(["scheduled", "open", "closed", "cancelled"]),
  confirmed: z.boolean(),
  numbers: z.enum(["not-yet", "given", "stopped"]),
  desks: z.int(),
  waiting: z.int(),
  wait: wireBoard.shape.wait,
  organisation: namedOrganisation.exactOptional(),
  shut: ours.exactOptional(),
});

/** Encodes a half-day for GET …/permanences. */
export const permanenceToWire = (
  { id, place, span, timeZone, windows, status, numbers, desks, shut }: Permanence,
  { waiting, wait }: Load,
  organisation?: z.infer<typeof namedOrganisation>,
): z.infer<typeof wirePermanence> => ({
  id,
  place,
  ...spanToWire(span, timeZone),
  access: accessOf(windows),
  status,
  confirmed: status === "open",
  numbers,
  desks,
  waiting,
  wait,
  ...(organisation && { organisation }),
  ...(shut !== undefined && { shut }),
});

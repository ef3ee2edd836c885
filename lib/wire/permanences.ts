import { z } from "zod";
import type { Wait } from "../queue/board/board.ts";
import { accessOf, type Permanence } from "../schedule/permanence.ts";
import { instantOf, MINUTE, plusMinutes, type Instant } from "../time/instant.ts";
import { plusDays } from "../time/zone.ts";
import { wireBoard } from "./board.ts";
import { topicKey } from "./booking.ts";
import { writtenMoment } from "./moment.ts";
import { spanToWire } from "./span.ts";

const DAY = 24 * 60;
/** Without `to`, and at most (CONTRACT, Time). */
const USUAL_DAYS = 14;
const MOST_DAYS = 92;

/** A day of the place (YYYY-MM-DD) or a moment. Years of four digits that begin with 1 or 2: the sum of days stays a date. */
const edge = z.union([z.iso.date(), writtenMoment]).refine((text) => /^[12]/.test(text));

/** From when and until when, half-open: from the first to the day or moment before the last. */
export type Edge = { readonly day: string } | { readonly moment: Instant };

/** The query of GET …/permanences as it is sent. `place`: its id, or the name in its address. */
export const permanencesQuery = {
  from: edge.optional(),
  to: edge.optional(),
  place: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .optional(),
  topic: topicKey.optional(),
};

/** What is asked, once read. */
export type PermanencesAsked = {
  readonly from: Edge;
  readonly to: Edge;
  readonly place?: string;
  readonly topic?: string;
};

/** Reads the query; undefined when it is none, or asks for more than 92 days. Without `from` it begins now, without `to` it reaches 14 days. */
export function readPermanencesQuery(
  query: Readonly<Record<string, string>>,
  now: Instant,
): PermanencesAsked | undefined {
  const read = z.object(permanencesQuery).safeParse(query);
  if (!read.success) return undefined;
  const { from, to, place, topic } = read.data;
  const first = edgeOf(from) ?? { moment: now };
  const last = edgeOf(to) ?? later(first);
  // An hour more: in autumn one comes twice.
  if (roughly(last) - roughly(first) > (MOST_DAYS * DAY + 60) * MINUTE) return undefined;
  return { from: first, to: last, ...(place !== undefined && { place }), ...(topic !== undefined && { topic }) };
}

const edgeOf = (text: string | undefined): Edge | undefined =>
  text === undefined ? undefined : z.iso.date().safeParse(text).success ? { day: text } : { moment: instantOf(text) };

const later = (edge: Edge): Edge =>
  "day" in edge ? { day: plusDays(edge.day, USUAL_DAYS) } : { moment: plusMinutes(edge.moment, USUAL_DAYS * DAY) };

/** A day is not placed to the hour: its zone is the place's, and there may be several. */
const roughly = (edge: Edge): number => ("day" in edge ? instantOf(`${edge.day}T00:00:00Z`) : edge.moment);

/** A half-day in a list. `place` is the place's id; `confirmed`: a person has said that it is open. */
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
});

/** How many wait there, and how long one would; none and unknown where numbers are not given. */
export type Load = { readonly waiting: number; readonly wait: Wait };

/** The same, as GET …/permanences answers it. */
export const permanenceToWire = (
  { id, place, span, timeZone, windows, status, numbers, desks }: Permanence,
  { waiting, wait }: Load,
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
});

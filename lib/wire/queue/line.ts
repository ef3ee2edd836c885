import { z } from "zod";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { keysOfTopicsTaken, topicsTakenOfKeys, type TopicsTaken } from "#lib/schedule/topic.ts";
import { moment } from "#lib/wire/moment.ts";
import { ours } from "#lib/wire/bounds.ts";

const id = ours.min(1);
const count = z.int().min(0);

const origin = (zone: string) =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("walk-in") }),
    z.object({
      kind: z.literal("appointment"),
      appointment: id,
      hour: moment(zone),
      bookedAt: moment(zone),
      late: z.boolean(),
      passedBy: z.array(id).exactOptional(),
      wanted: id.exactOptional(),
    }),
  ]);

const issued = (zone: string) => ({
  id,
  number: z.int().min(1),
  origin: origin(zone),
  joinedAt: moment(zone),
  priority: z.boolean(),
  topic: ours.exactOptional(),
  language: ours.exactOptional(),
  card: z.int().exactOptional(),
  missedCalls: count,
  awayTimes: count,
  passedTurns: z.array(id).exactOptional(),
  toFetch: z.literal(true).exactOptional(),
  toVerify: z.literal(true).exactOptional(),
  helped: z
    .object({ desk: z.int(), conseiller: id.exactOptional(), calledAt: moment(zone), startedAt: moment(zone) })
    .exactOptional(),
  receivedAt: moment(zone).exactOptional(),
});

/** A visit as the tablet has it: one shape for each state (docs/line.md#visit-states). No name, no telephone number. */
const visit = (zone: string) => {
  const kept = issued(zone);
  const called = { ...kept, desk: z.int(), calledAt: moment(zone) };
  const begun = { ...called, startedAt: moment(zone) };
  const ended = { ...kept, endedAt: moment(zone) };
  return z.discriminatedUnion("state", [
    z.object({ ...kept, state: z.literal("waiting"), back: z.boolean(), awayUntil: moment(zone).exactOptional() }),
    z.object({ ...kept, state: z.literal("absent"), missedAtCall: count }),
    z.object({ ...called, state: z.literal("called") }),
    z.object({ ...begun, state: z.literal("serving") }),
    z.object({ ...begun, state: z.literal("paused"), for: z.enum(["errand", "other-desk"]) }),
    z.object({
      ...begun,
      state: z.literal("done"),
      endedAt: moment(zone),
      conseiller: id.exactOptional(),
      endedAbout: z.literal(true).exactOptional(),
    }),
    z.object({
      ...ended,
      state: z.literal("left"),
      startedAt: moment(zone).exactOptional(),
      why: z.enum(["resident", "staff", "missed-calls", "given-by-mistake"]),
    }),
    z.object({ ...ended, state: z.literal("redirected"), startedAt: moment(zone).exactOptional() }),
    z.object({ ...ended, state: z.literal("unserved") }),
  ]);
};

const span = (zone: string) => z.object({ start: moment(zone), end: moment(zone) });

/** The topics a desk serves. On the wire an empty list is every topic. */
const topicsTaken = z.codec(
  z.array(ours),
  z.custom<TopicsTaken>((value) => value === "every" || (Array.isArray(value) && value.length > 0)),
  {
    decode: topicsTakenOfKeys,
    encode: keysOfTopicsTaken,
  },
);

const desk = (zone: string) =>
  z.object({
    number: z.int(),
    conseiller: id.exactOptional(),
    state: z.enum(["present", "break", "left"]),
    since: moment(zone),
    breakUntil: moment(zone).exactOptional(),
    topics: topicsTaken,
    formerly: z
      .array(
        z.object({
          conseiller: id,
          leftAt: moment(zone),
          freedBy: z.enum(["coordination", "reception"]).exactOptional(),
        }),
      )
      .exactOptional(),
  });

const expected = (zone: string) =>
  z.object({
    id,
    hour: moment(zone),
    bookedAt: moment(zone),
    minutes: count,
    topic: ours.exactOptional(),
    passedBy: z.array(id),
    expectedAt: moment(zone).exactOptional(),
    wanted: id.exactOptional(),
    toFetch: z.literal(true).exactOptional(),
  });

/** The line of a half-day on the wire (GET …/state). `zone`: the time zone of the place, for encoding times. */
export const line = (zone: string) =>
  z.object({
    permanence: id,
    version: count,
    status: z.enum(["scheduled", "open", "closed", "cancelled"]),
    numbers: z.enum(["not-yet", "given", "stopped"]),
    suspended: z.boolean(),
    numbersByTeam: z.literal(true).exactOptional(),
    span: span(zone),
    windows: z.array(z.object({ span: span(zone), mode: z.enum(["walk-in", "appointment", "mixed"]) })),
    plannedDesks: count,
    desks: z.array(desk(zone)),
    nextNumber: z.int().min(1),
    leases: z.array(z.object({ device: id, first: z.int().min(1), last: z.int().min(1) })),
    calls: count,
    visits: z.array(visit(zone)),
    expected: z.array(expected(zone)),
    overtakes: z.array(
      z.object({ command: id, visit: id, overtaken: z.array(id), returned: z.literal(true).exactOptional() }),
    ),
    undoable: z.array(
      z.object({
        command: id,
        at: moment(zone),
        receivedAt: moment(zone).exactOptional(),
        visit: id,
        before: visit(zone).nullable(),
        call: count.exactOptional(),
        heldBy: id.exactOptional(),
        arrived: expected(zone).exactOptional(),
        closing: z.literal(true).exactOptional(),
        referred: z.literal(true).exactOptional(),
        referredTo: ours.exactOptional(),
      }),
    ),
    message: ours.exactOptional(),
    closedAt: moment(zone).exactOptional(),
    endedAutomaticallyAt: moment(zone).exactOptional(),
  });

export type WireLine = z.input<ReturnType<typeof line>>;

/** Encodes the line for a tablet. */
export const lineToWire = (state: LineState, zone: string): WireLine =>
  line(zone).encode(state as z.output<ReturnType<typeof line>>);

/** Decodes the line on the tablet. Throws a ZodError for any other value. */
export const lineFromWire = (json: unknown): LineState => line("UTC").parse(json);

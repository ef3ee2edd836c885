import { z } from "zod";
import type { Ahead, Board, Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { instant, instantOf, MINUTE, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { moment, writtenMoment } from "#lib/wire/moment.ts";
import { ours } from "#lib/wire/bounds.ts";

const wait = z.discriminatedUnion("state", [
  z.object({ state: z.literal("nobody") }),
  z.object({ state: z.literal("unknown") }),
  z.object({ state: z.literal("range"), low: z.int(), high: z.int() }),
]);

/** Who may pass before a number (docs/line.md#the-promise); hours of the clock of the place, "10:30". */
const ahead = z.object({ people: z.int(), appointments: z.array(z.string().regex(/^\d\d:\d\d$/)) });

/** What the holder of one number reads. */
export const wireFollow = z.object({
  number: z.int(),
  picture: z.int(),
  state: z.enum(["waiting", "called", "absent", "serving", "paused", "done", "left", "redirected", "unserved"]),
  desk: z.int().exactOptional(),
  ahead,
  wait,
  beforeClosing: z.enum(["yes", "maybe", "no"]),
  inRoomBy: writtenMoment.exactOptional(),
  letPast: z.boolean(),
  cameBack: z.literal(true).exactOptional(),
  withoutNetwork: z.literal(true).exactOptional(),
  awayUntil: writtenMoment.exactOptional(),
  dueBack: z.literal(true).exactOptional(),
  minutesAway: z.array(z.int()).readonly().exactOptional(),
  toFetch: z.literal(true).exactOptional(),
  lastCall: z.literal(true).exactOptional(),
  missing: z.literal(true).exactOptional(),
  handedOver: z.literal(true).exactOptional(),
  unanswered: z.literal(true).exactOptional(),
  notRecorded: z.literal(true).exactOptional(),
});

/** What the screen of the room reads (GET …/board): no name, no topic (docs/line.md#board). */
export const wireBoard = z.object({
  version: z.int(),
  called: z.array(
    z.object({
      number: z.int(),
      picture: z.int(),
      desk: z.int(),
      calledAt: writtenMoment,
      toFetch: z.literal(true).exactOptional(),
    }),
  ),
  waiting: z.int(),
  withTeam: z.int().exactOptional(),
  wait,
  message: ours.exactOptional(),
  suspended: z.literal(true).exactOptional(),
  numbersByTeam: z.literal(true).exactOptional(),
  tooLate: z.literal(true).exactOptional(),
  alive: z.boolean(),
  asOf: writtenMoment,
});

/** The board with every number that is still in the line (events of GET …/live). */
export const wireLiveBoard = wireBoard.extend({ follows: z.array(wireFollow) });

export type WireFollow = z.infer<typeof wireFollow>;
export type WireBoard = z.infer<typeof wireBoard>;
export type WireLiveBoard = z.infer<typeof wireLiveBoard>;

/** Encodes the board for the screen of the room, without the places of single numbers. */
export function boardToWire(board: Board, zone: string): WireBoard {
  const { version, called, waiting, withTeam, wait, message, suspended, numbersByTeam, tooLate, alive, asOf } = board;
  return {
    version,
    called: called.map((call) => ({ ...call, calledAt: moment(zone).encode(call.calledAt) })),
    waiting,
    ...(withTeam !== undefined && { withTeam }),
    wait,
    ...(message === undefined ? {} : { message }),
    ...(suspended && { suspended }),
    ...(numbersByTeam && { numbersByTeam }),
    ...(tooLate && { tooLate }),
    alive,
    asOf: moment(zone).encode(asOf),
  };
}

/** Encodes the board with every number in the line, so that the page of a number needs no further request on a call. */
export const liveBoardToWire = (board: LiveBoard, zone: string): WireLiveBoard => ({
  ...boardToWire(board, zone),
  follows: board.follows.map((follow) => followToWire(follow, zone)),
});

/** Encodes the place of one number in the line. */
export const followToWire = ({ awayUntil, inRoomBy, ...follow }: Follow, zone: string): WireFollow => ({
  ...follow,
  ...(inRoomBy !== undefined && { inRoomBy: moment(zone).encode(inRoomBy) }),
  ahead: aheadToWire(follow.ahead, zone),
  ...(awayUntil !== undefined && { awayUntil: moment(zone).encode(awayUntil) }),
});

const aheadToWire = ({ people, appointments }: Ahead, zone: string) => ({
  people,
  appointments: appointments.map((hour) => isoInZone(hour, zone).slice(11, 16)),
});

/** Decodes a board with its numbers. Throws a ZodError for any other value. */
export function liveBoardFromWire(json: unknown): LiveBoard {
  const board = wireLiveBoard.parse(json);
  return {
    ...board,
    called: board.called.map((call) => ({ ...call, calledAt: instantOf(call.calledAt) })),
    asOf: instantOf(board.asOf),
    follows: board.follows.map(({ awayUntil, inRoomBy, ...follow }) => ({
      ...follow,
      ...(inRoomBy !== undefined && { inRoomBy: instantOf(inRoomBy) }),
      ahead: {
        people: follow.ahead.people,
        appointments: follow.ahead.appointments.map((hour) => hourNear(hour, board.asOf)),
      },
      ...(awayUntil !== undefined && { awayUntil: instantOf(awayUntil) }),
    })),
  };
}

/**
 * A half-day lasts at most 14 hours, so an hour of the closed list is less than 12 hours from now: when it seems
 * farther away, it belongs to the day before or after.
 */
const HALF_A_DAY = 12 * 60 * MINUTE;

function hourNear(hour: string, asOf: string): Instant {
  const now = instantOf(asOf);
  const today = instantOf(asOf.replace(/T\d\d:\d\d(:\d\d(\.\d+)?)?/, `T${hour}:00`));
  if (today - now > HALF_A_DAY) return instant(today - 2 * HALF_A_DAY);
  return now - today > HALF_A_DAY ? instant(today + 2 * HALF_A_DAY) : today;
}

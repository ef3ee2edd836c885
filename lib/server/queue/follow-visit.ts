import type { Follow } from "#lib/queue/board/board.ts";
import { pictureOf, type VisitState } from "#lib/queue/line/visit.ts";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { db } from "#lib/server/db.ts";
import { readBoard } from "./read-boards.ts";
import { visitOfSecret } from "./visit-secret.ts";

/** What the holder of a number reads: their place in the line, and at which permanence. */
export type FollowedVisit = {
  readonly visit: string;
  readonly permanence: {
    readonly id: string;
    readonly span: Interval;
    readonly timeZone: string;
    readonly status: PermanenceStatus;
  };
  /** The id of the organisation that holds the half-day. */
  readonly organisation: string;
  readonly place: {
    readonly id: string;
    readonly name: string;
    readonly shortName: string;
    readonly slug: string;
    readonly phone?: string;
  };
  readonly topic?: string;
  readonly follow: Follow;
  /** How many are called to a desk or helped there. */
  readonly withTeam: number;
  readonly alive: boolean;
  readonly version: number;
  readonly asOf: Instant;
};

/** The place in line of the visit that a secret opens, also after the visit ended; undefined when it opens none. */
export async function followVisit(secret: string): Promise<FollowedVisit | undefined> {
  const opened = await visitOfSecret(secret, "follow-visit");
  if (!opened) return undefined;
  const board = await readBoard(opened.permanenceId);
  const row = await db.visit.findUniqueOrThrow({ where: { id: opened.id }, select: followedColumns });
  if (!board) return undefined;
  const { permanence } = row;
  const { phone, ...place } = permanence.place;
  return {
    visit: opened.id,
    permanence: {
      id: opened.permanenceId,
      span: { start: instant(permanence.startsAt.getTime()), end: instant(permanence.endsAt.getTime()) },
      timeZone: permanence.timeZone,
      status: permanence.status as PermanenceStatus,
    },
    organisation: permanence.organisationId,
    place: phone === null ? place : { ...place, phone },
    ...(row.topicKey === null ? {} : { topic: row.topicKey }),
    follow: board.follows.find(({ number }) => number === row.number) ?? ended(row),
    withTeam: board.withTeam ?? 0,
    alive: board.alive,
    version: board.version,
    asOf: board.asOf,
  };
}

const followedColumns = {
  number: true,
  state: true,
  calledAt: true,
  leftWhy: true,
  topicKey: true,
  permanence: {
    select: {
      startsAt: true,
      endsAt: true,
      timeZone: true,
      status: true,
      outcome: true,
      organisationId: true,
      place: { select: { id: true, name: true, shortName: true, slug: true, phone: true } },
    },
  },
} as const;

/** What the holder of a visit reads that ended so long ago that the board does not follow it any more. */
const ended = (row: {
  readonly number: number;
  readonly state: string;
  readonly calledAt: Date | null;
  readonly leftWhy: string | null;
  readonly permanence: { readonly outcome: string | null };
}): Follow => ({
  number: row.number,
  picture: pictureOf(row.number),
  state: row.state as VisitState,
  ahead: { people: 0, appointments: [] },
  wait: { state: "unknown" },
  beforeClosing: row.calledAt ? "yes" : "no",
  letPast: false,
  ...(row.leftWhy === "missed-calls" && { unanswered: true }),
  ...(row.state === "unserved" && row.permanence.outcome === "not-recorded" && { notRecorded: true }),
});

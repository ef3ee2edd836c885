import type { WhatIsTold } from "#lib/message/facts.ts";
import { REMINDERS } from "#lib/message/sending-times.ts";
import type { Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { turnIsNear } from "#lib/queue/board/live-board.ts";
import { isLastCall } from "#lib/queue/line/visit.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { contactWay } from "#lib/server/message/contact-way.ts";
import { FACTS_OF_PLACE, factsOfPlace, type FactsOfPlaceColumns } from "#lib/server/message/facts-of-place.ts";
import type { MessageToResident } from "#lib/server/message/message-to-send.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import { readBoards } from "./read-boards.ts";
import { isOutInSilence } from "./tell-numbers.ts";

/**
 * What taken messages about numbers in a line tell, as it is true now: one statement, and those of the boards where an
 * estimate is told. One whose number is gone has no entry.
 */
export async function loadVisitMessages(
  messages: readonly TakenMessage[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageToResident>> {
  const about = messages.flatMap((message) => ("visit" in message.about ? [message.about.visit] : []));
  if (about.length === 0) return new Map();
  const rows = await db.$queryRaw<readonly VisitRow[]>`
    SELECT v.id::text, v.number, v.state, v.missed_calls AS "missedCalls", v.language, v.told_by_sms AS "toldBySms", i.phone,
      p.id::text AS permanence, p.status, p.starts_at AS "startsAt", p.ends_at AS "endsAt", ${FACTS_OF_PLACE}
    FROM visit v JOIN permanence p ON p.id = v.permanence_id JOIN place l ON l.id = p.place_id JOIN organisation o ON o.id = p.organisation_id
      LEFT JOIN visit_identity i ON i.visit_id = v.id AND i.day = p.local_date
      LEFT JOIN organisation_settings s ON s.organisation_id = p.organisation_id
    WHERE v.id = ANY (${about}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const boards = await readBoards(
    messages.flatMap(({ kind, about: of }) =>
      "visit" in of && (kind === "soon" || kind === "come-back") ? (byId.get(of.visit)?.permanence ?? []) : [],
    ),
  );
  return new Map(
    messages.flatMap((message) => {
      const row = "visit" in message.about ? byId.get(message.about.visit) : undefined;
      return row ? [[message.id, messageOf(message, row, boards.get(row.permanence), now)] as const] : [];
    }),
  );
}

type VisitRow = FactsOfPlaceColumns & {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly missedCalls: number;
  readonly language: string | null;
  readonly toldBySms: boolean;
  readonly phone: string | null;
  readonly permanence: string;
  readonly status: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

function messageOf(
  message: TakenMessage,
  row: VisitRow,
  board: LiveBoard | undefined,
  now: Instant,
): MessageToResident {
  const { id, language, phone, toldBySms, endsAt } = row;
  const what = RUNS.includes(row.status) ? whatOf(message, row, board, now) : undefined;
  // A telephone that was given to be called is not written to.
  const way = contactWay({ phone, email: null, prefersCall: !toldBySms, refusesSms: false, refusesMail: false });
  return {
    of: "resident",
    message,
    ...(what && { what }),
    ...factsOfPlace(row),
    reminders: REMINDERS,
    link: { to: { visit: id }, hour: instant(endsAt.getTime()) },
    way: { ...way, ...(language !== null && { language }) },
    ...(phone !== null && { phone }),
  };
}

/** A half-day in whose line people may stand. */
const RUNS: readonly string[] = ["scheduled", "open"];

/** What is true of it, if that is what the message was put in to tell. */
function whatOf(
  { kind }: TakenMessage,
  row: VisitRow,
  board: LiveBoard | undefined,
  now: Instant,
): WhatIsTold | undefined {
  const { number, state } = row;
  const follow = board?.follows.find((one) => one.number === number);
  switch (kind) {
    case "called":
      return state === "absent" || (state === "called" && !isLastCall(row)) ? { kind, number } : undefined;
    case "soon": {
      const around = board && follow && turnIsNear(follow, board.asOf);
      return around === undefined ? undefined : { kind, number, around };
    }
    case "come-back":
      return isStillOut(board, follow) ? { kind, number } : undefined;
    case "closing-earlier": {
      const opens = instant(row.startsAt.getTime());
      const closes = instant(row.endsAt.getTime());
      return IN_LINE.includes(state) && closes > now ? { kind, opens, closes } : undefined;
    }
    default:
      return undefined;
  }
}

const IN_LINE: readonly string[] = ["waiting", "absent", "paused"];

const isStillOut = (board: LiveBoard | undefined, follow: Follow | undefined): boolean =>
  board !== undefined && follow !== undefined && isOutInSilence(board, follow);

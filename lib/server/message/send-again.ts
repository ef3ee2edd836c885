import { channelOf } from "#lib/message/channel.ts";
import { FOUND_AGAIN_A_DAY, type MessageKind } from "#lib/message/kinds.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { putMessage } from "#lib/server/outbox/outbox.ts";
import { CONTACT_OF } from "#lib/server/schedule/who-is-to-be-told.ts";
import { CONTACT_WAY, contactWay, type ContactWayColumns } from "./contact-way.ts";
import { channelsSetUp } from "./channels-set-up.ts";

/** Milliseconds. */
const DAY = 24 * 60 * MINUTE;
const KIND = "found-again" satisfies MessageKind;

/**
 * Has the link of these appointments sent again, one message each, to the contact that was given when booking and to no
 * other (docs/messages.md#sent-again). Left out: who is not booked any more, whose hour has come, who is here already,
 * whom no message can reach (`isReached`), whose link was sent three times since midnight (UTC), and who has a message
 * of this kind that has not left yet. In the transaction of who asks for it. Answers the ids of those whose message was
 * put in.
 */
export async function sendAgain(
  tx: Queryable,
  appointments: readonly string[],
  now: Instant,
): Promise<readonly string[]> {
  const day = Math.floor(now / DAY);
  const booked = await tx.$queryRaw<AppointmentRow[]>`
    SELECT a.id::text, p.organisation_id::text AS organisation, ${CONTACT_WAY},
      (SELECT count(*) FROM outbox o WHERE o.appointment_id = a.id AND starts_with(o.dedupe_key, ${KIND} || ':' || a.id || ':' || ${day}::text || ':'))::int AS today
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id
      JOIN ${CONTACT_OF}
    WHERE a.id = ANY (${[...appointments]}::uuid[]) AND a.state = 'booked' AND a.starts_at > ${toDate(now)}
      AND NOT EXISTS (SELECT FROM visit v WHERE v.appointment_id = a.id)
      AND NOT EXISTS (SELECT FROM outbox o WHERE o.appointment_id = a.id AND o.kind = ${KIND} AND o.sent_at IS NULL AND o.given_up_at IS NULL AND o.cancelled_at IS NULL AND o.held_at IS NULL)
    ORDER BY a.starts_at, a.id`;
  const put: string[] = [];
  for (const row of booked) {
    const { id, organisation, today } = row;
    if (today >= FOUND_AGAIN_A_DAY || !isReached(row)) continue;
    const message = { organisation, kind: KIND, cause: { kind: "appointment", id }, about: { appointment: id } };
    // Two who ask at once have one key, and put in one message.
    if (await putMessage(tx, message, { key: `${KIND}:${id}:${day}:${today + 1}`, dueAt: now }, now)) put.push(id);
  }
  return put;
}

type AppointmentRow = ContactWayColumns & {
  readonly id: string;
  readonly organisation: string;
  readonly today: number;
};

/**
 * Whether a message that somebody has just asked for reaches them: also whoever would rather be called, but no
 * landline, and no telephone that refuses SMS.
 */
function isReached(row: ContactWayColumns): boolean {
  const { by } = channelOf({ ...contactWay(row), prefersCall: false }, channelsSetUp());
  return by === "sms" || by === "mail";
}

import { Prisma } from "#prisma/generated/client.ts";
import type { PlaceToName, WhatIsTold } from "#lib/message/facts.ts";
import type { MessageKind } from "#lib/message/kinds.ts";
import type { AppointmentNews, AppointmentTruth } from "#lib/message/what-to-tell.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import { CONTACT_OF, TRUTH } from "#lib/server/schedule/who-is-to-be-told.ts";
import { FACTS_OF_PLACE, placeToName, factsOfPlace, type FactsOfPlaceColumns } from "./facts-of-place.ts";
import { CONTACT_WAY, contactWay, type ContactWayColumns } from "./contact-way.ts";
import type { MessageToResident } from "./message-to-send.ts";
import { remindersOfRow, type ReminderColumns } from "./reminders-of-row.ts";

/** Minutes. */
const DAY = 24 * 60;

/**
 * What taken messages about appointments tell, as it is true now, in one statement. One whose appointment is gone has
 * no entry.
 */
export async function loadAppointmentMessages(
  messages: readonly TakenMessage[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageToResident>> {
  const about = messages.flatMap((message) => ("appointment" in message.about ? [message.about.appointment] : []));
  if (about.length === 0) return new Map();
  const rows = await db.$queryRaw<readonly AppointmentRow[]>`
    SELECT a.id::text, a.starts_at AS hour, a.code, a.language, ${TRUTH} AS truth, a.origin = 'online' AND a.proven IS DISTINCT FROM 'phone' AS unproven, coalesce(day.sent, '{}') AS sent, a.moved_from AS "movedFrom", ${CONTACT_WAY},
      offer.id AS offer, offer.starts_at AS "offerStart", offer.until AS "offerUntil", t.hour AS "toldHour",
      ${FACTS_OF_PLACE},
      instead.starts_at AS "insteadStart", CASE WHEN instead.id IS NOT NULL THEN ${placeToName(Prisma.sql`there`, Prisma.sql`instead`)} END AS "insteadPlace",
      s.first_reminder AS "firstReminder", s.last_reminder AS "lastReminder", s.organisation_id IS NULL AS "notSet"
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id JOIN place l ON l.id = a.place_id JOIN organisation o ON o.id = p.organisation_id
      LEFT JOIN ${CONTACT_OF}
      LEFT JOIN told t ON t.appointment_id = a.id
      LEFT JOIN LATERAL (
        SELECT array_agg(m.kind) AS sent FROM appointment_contact other JOIN outbox m ON m.appointment_id = other.appointment_id
        WHERE a.origin = 'online' AND other.phone = c.phone AND m.channel = 'sms' AND m.sent_at > ${toDate(plusMinutes(now, -DAY))}
      ) AS day ON true
      LEFT JOIN organisation_settings s ON s.organisation_id = p.organisation_id
      LEFT JOIN LATERAL (
        SELECT f.id::text, f.starts_at, f.until FROM appointment_offer f WHERE f.appointment_id = a.id AND f.answer IS NULL AND f.hold_id IS NOT NULL
      ) AS offer ON true
      LEFT JOIN permanence instead ON instead.id = p.moved_to_id AND instead.status = 'scheduled' AND instead.ends_at > ${toDate(now)}
      LEFT JOIN place there ON there.id = instead.place_id
    WHERE a.id = ANY (${about}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    messages.flatMap((message) => {
      const row = "appointment" in message.about ? byId.get(message.about.appointment) : undefined;
      return row ? [[message.id, messageOf(message, row, now)] as const] : [];
    }),
  );
}

type AppointmentRow = ReminderColumns &
  ContactWayColumns &
  FactsOfPlaceColumns & {
    readonly id: string;
    readonly hour: Date;
    readonly code: string | null;
    readonly language: string | null;
    readonly truth: AppointmentTruth["is"];
    readonly unproven: boolean;
    readonly sent: readonly string[];
    readonly movedFrom: Date | null;
    readonly offer: string | null;
    readonly offerStart: Date | null;
    readonly offerUntil: Date | null;
    readonly toldHour: Date | null;
    readonly insteadStart: Date | null;
    readonly insteadPlace: PlaceToName | null;
  };

function messageOf(message: TakenMessage, row: AppointmentRow, now: Instant): MessageToResident {
  const known = currentNewsOf(row);
  const what = known && isSaid(message, known) ? whatOf(message.kind as MessageKind, known, row) : undefined;
  const hour = momentOf(row.hour);
  return {
    of: "resident",
    message,
    // An offer is true as long as it is held, also once the hour has begun that is not kept.
    ...(what && (what.kind === "offer" || hour > now) && { what }),
    knows: { appointment: row.id, known: known ?? { is: "booked", hour: { start: hour, place: row.placeId } } },
    ...factsOfPlace(row, row.code === null ? {} : { code: row.code }),
    reminders: remindersOfRow(row),
    link: { to: { appointment: row.id }, hour },
    // Whoever would rather be called has asked for this message all the same.
    way: {
      ...contactWay(row),
      ...(message.kind === "found-again" && { prefersCall: false }),
      ...(row.language !== null && { language: row.language }),
    },
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    ...(row.unproven && { unproven: { sent: row.sent } }),
  };
}

function currentNewsOf(row: AppointmentRow): AppointmentNews | undefined {
  const hour = { start: momentOf(row.hour), place: row.placeId };
  if (row.truth === "over") return undefined;
  if (row.truth !== "offered") return { is: row.truth, hour };
  return row.offer === null ? undefined : { is: "offered", hour, offer: row.offer };
}

/** Whether what is true is what the message was put in to tell. One that says no hour tells whatever hour is booked. */
function isSaid({ kind, says }: TakenMessage, known: AppointmentNews): boolean {
  const tells: AppointmentNews["is"] = kind === "offer" ? "offered" : kind === "cancelled" ? "cancelled" : "booked";
  if (known.is !== tells) return false;
  if (!says) return true;
  return (
    says.hour === known.hour.start &&
    says.place === known.hour.place &&
    (known.is !== "offered" || says.offer === known.offer)
  );
}

function whatOf(kind: MessageKind, known: AppointmentNews, row: AppointmentRow): WhatIsTold | undefined {
  const { start } = known.hour;
  switch (kind) {
    case "confirmation":
    case "first-reminder":
    case "last-reminder":
    case "kept":
    case "found-again":
      return { kind, start };
    case "changed":
      return { kind, from: momentOf(row.toldHour ?? row.movedFrom ?? row.hour), start };
    case "offer":
      return row.offerStart && row.offerUntil
        ? { kind, from: start, start: momentOf(row.offerStart), until: momentOf(row.offerUntil) }
        : undefined;
    case "cancelled":
      return {
        kind,
        start,
        ...(row.insteadStart &&
          row.insteadPlace && { instead: { start: momentOf(row.insteadStart), place: row.insteadPlace } }),
      };
    default:
      return undefined;
  }
}

const momentOf = (date: Date): Instant => instant(date.getTime());

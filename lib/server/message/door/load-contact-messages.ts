import { messageToDoor } from "#lib/message/door-changes.ts";
import { namedIn } from "#lib/message/staff-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { MessageToStaff } from "#lib/server/message/message-to-send.ts";
import { halfDaysOfDoor } from "./half-days-of-door.ts";
import { noteDoorTold } from "./tell-doors.ts";

/**
 * What taken messages to contacts on site tell, as it is true now, in two statements. One whose e-mail was taken away,
 * or whose place is on no public page, has no entry.
 */
export async function loadContactMessages(
  messages: readonly TakenMessage[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageToStaff>> {
  const about = messages.flatMap((message) =>
    "contact" in message.about && message.organisation !== undefined
      ? [{ message, contact: message.about.contact, organisation: message.organisation }]
      : [],
  );
  if (about.length === 0) return new Map();
  const rows = await db.$queryRaw<readonly ContactRow[]>`
    SELECT m.id::text, k.email, l.id::text AS place, l.time_zone AS zone, coalesce(s.service_name, o.name) AS service, o.phone, s.own_host AS "ownHost"
    FROM outbox m JOIN place_contact k ON k.id = m.contact_id JOIN place l ON l.id = k.place_id JOIN organisation o ON o.id = m.organisation_id
      LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE m.id = ANY (${about.map(({ message }) => message.id)}::uuid[]) AND k.email IS NOT NULL AND NOT l.hidden`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const halfDays = await halfDaysOfDoor(
    db,
    about.map(({ contact }) => contact),
    now,
  );
  return new Map(
    about.flatMap(({ message, contact, organisation }) => {
      const row = byId.get(message.id);
      if (!row) return [];
      const found = messageToDoor(halfDays.get(contact) ?? [], organisation);
      const told = found?.kind === message.kind ? found : undefined;
      const ends = told ? namedIn(told.what).map(({ span }) => span.end) : [];
      const ready: MessageToStaff = {
        of: "staff",
        message,
        ...(told && { what: { ...told.what, ...(row.phone !== null && { phone: row.phone }) } }),
        service: row.service,
        placeId: row.place,
        zone: row.zone,
        link: { to: { place: row.place }, hour: instant(Math.max(now, ...ends)) },
        host: row.ownHost ?? new URL(env.APP_URL).host,
        way: { email: true },
        email: row.email,
        left: (tx, at) => noteDoorTold(tx, { id: contact, organisation }, told?.tells ?? [], at),
      };
      return [[message.id, ready] as const];
    }),
  );
}

type ContactRow = {
  readonly id: string;
  readonly email: string;
  readonly place: string;
  readonly zone: string;
  readonly service: string;
  readonly phone: string | null;
  readonly ownHost: string | null;
};

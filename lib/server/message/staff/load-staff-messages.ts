import { messagesOfChanges } from "#lib/message/staff-changes.ts";
import type { Instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { MessageToStaff } from "#lib/server/message/message-to-send.ts";
import { noteStaffTold } from "./tell-staff.ts";
import { changedHalfDays, keyOfStaff } from "./changed-half-days.ts";

/**
 * What taken messages about who is planned tell, as it is true now, in two statements. One whose account is gone has no
 * entry.
 */
export async function loadStaffMessages(
  messages: readonly TakenMessage[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageToStaff>> {
  const about = messages.flatMap((message) =>
    "account" in message.about && message.cause.kind === "planning" && message.organisation !== undefined
      ? [{ message, account: message.about.account, organisation: message.organisation }]
      : [],
  );
  if (about.length === 0) return new Map();
  const rows = await db.$queryRaw<readonly AccountRow[]>`
    SELECT m.id::text, u.email, coalesce(s.service_name, o.name) AS service, o.phone, s.own_host AS "ownHost"
    FROM outbox m JOIN user_account u ON u.id = m.account_id AND u.anonymised_at IS NULL JOIN organisation o ON o.id = m.organisation_id
      LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE m.id = ANY (${about.map(({ message }) => message.id)}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changes = await changedHalfDays(db, about, now);
  return new Map(
    about.flatMap(({ message, account, organisation }) => {
      const row = byId.get(message.id);
      if (!row) return [];
      const told = messagesOfChanges(changes.get(keyOfStaff({ account, organisation })) ?? []).find(
        ({ kind }) => kind === message.kind,
      );
      const last = told?.names.at(-1);
      const ready: MessageToStaff = {
        of: "staff",
        message,
        ...(told && { what: { ...told.what, ...(row.phone !== null && { phone: row.phone }) } }),
        service: row.service,
        placeId: last?.placeId,
        zone: last?.place.zone ?? "UTC",
        link: { to: { account }, hour: last?.span.end ?? now },
        host: row.ownHost ?? new URL(env.APP_URL).host,
        way: { email: true },
        email: row.email,
        left: (tx, at) => noteStaffTold(tx, account, told?.tells ?? [], at),
      };
      return [[message.id, ready] as const];
    }),
  );
}

type AccountRow = {
  readonly id: string;
  readonly email: string;
  readonly service: string;
  readonly phone: string | null;
  readonly ownHost: string | null;
};

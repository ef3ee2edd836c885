import type { PlaceToName } from "#lib/message/facts.ts";
import { instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { MessageToStaff } from "#lib/server/message/message-to-send.ts";

/** The cause of the messages of a call for help. */
const OF_HELP_CALL = "help-call";

/**
 * What taken messages about calls for help tell, in one statement: nothing once somebody has answered, or it is not
 * needed any more.
 */
export async function loadHelpMessages(
  messages: readonly TakenMessage[],
): Promise<ReadonlyMap<string, MessageToStaff>> {
  const about = new Map(
    messages.filter(({ cause }) => cause.kind === OF_HELP_CALL).map((message) => [message.id, message]),
  );
  if (about.size === 0) return new Map();
  const rows = await db.$queryRaw<readonly HelpCallRow[]>`
    SELECT m.id::text, u.id::text AS account, u.email, coalesce(s.service_name, o.name) AS service, l.phone, s.own_host AS "ownHost",
      h.desk, h.asked_at AS "askedAt", h.answered_at IS NULL AND h.over_at IS NULL AS open, l.id::text AS "placeId",
      json_build_object('name', l.name, 'shortName', l.short_name, 'address', l.address, 'city', l.city, 'zone', p.time_zone) AS place
    FROM outbox m JOIN help_call h ON h.id = m.cause_id JOIN permanence p ON p.id = h.permanence_id JOIN place l ON l.id = p.place_id
      JOIN user_account u ON u.id = m.account_id AND u.anonymised_at IS NULL JOIN organisation o ON o.id = m.organisation_id
      LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE m.id = ANY (${[...about.keys()]}::uuid[])`;
  return new Map(
    rows.flatMap((row) => {
      const message = about.get(row.id);
      if (!message) return [];
      const { account, email, service, phone, ownHost, desk, open, place, placeId } = row;
      const since = instant(row.askedAt.getTime());
      const ready: MessageToStaff = {
        of: "staff",
        message,
        ...(open && {
          what: {
            kind: "help-needed",
            place,
            since,
            ...(desk !== null && { desk: String(desk) }),
            ...(phone !== null && { phone }),
          },
        }),
        service,
        placeId,
        zone: place.zone,
        link: { to: { account }, hour: since },
        host: ownHost ?? new URL(env.APP_URL).host,
        way: { email: true },
        email,
      };
      return [[row.id, ready] as const];
    }),
  );
}

type HelpCallRow = {
  readonly id: string;
  readonly account: string;
  readonly email: string;
  readonly service: string;
  readonly phone: string | null;
  readonly ownHost: string | null;
  readonly desk: number | null;
  readonly askedAt: Date;
  readonly open: boolean;
  readonly place: PlaceToName;
  readonly placeId: string;
};

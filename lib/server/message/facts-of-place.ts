import { Prisma } from "#prisma/generated/client.ts";
import type { PlaceToName } from "#lib/message/facts.ts";
import { env } from "#lib/server/env.ts";
import type { MessageToResident } from "./message-to-send.ts";

/** SQL: a place as a message names it (`PlaceToName`), with the time zone of a half-day there. */
export const placeToName = (place: Prisma.Sql, halfDay: Prisma.Sql): Prisma.Sql => Prisma.sql`json_build_object(
  'name', ${place}.name, 'shortName', ${place}.short_name, 'address', ${place}.address, 'city', ${place}.city, 'zone', ${halfDay}.time_zone)`;

/** SQL: what every message says of half-day `p` at place `l`, by its organisation `o` with settings `s`. */
export const FACTS_OF_PLACE = Prisma.sql`l.id::text AS "placeId", p.time_zone AS zone, ${placeToName(Prisma.sql`l`, Prisma.sql`p`)} AS place,
  coalesce(l.phone, o.phone) AS "phoneToCall", coalesce(s.service_name, o.name) AS organisation, s.own_host AS "ownHost", s.sms_cap AS cap`;

/** These columns. */
export type FactsOfPlaceColumns = {
  readonly placeId: string;
  readonly zone: string;
  readonly place: PlaceToName;
  readonly phoneToCall: string | null;
  readonly organisation: string;
  readonly ownHost: string | null;
  readonly cap: number | null;
};

/** What they say of a message that is ready; `code`: of an appointment. */
export const factsOfPlace = (
  { placeId, zone, place, phoneToCall, organisation, ownHost, cap }: FactsOfPlaceColumns,
  code: { readonly code?: string } = {},
): Pick<MessageToResident, "facts" | "placeId" | "zone" | "host" | "cap"> => ({
  facts: {
    service: organisation,
    place,
    // A telephone that shows a number as the sender does not say who writes.
    ...(/^\+?\d+$/u.test(env.SMS_SENDER ?? "") && { organisation }),
    ...(phoneToCall !== null && { phone: phoneToCall }),
    ...code,
  },
  placeId,
  zone,
  host: ownHost ?? new URL(env.APP_URL).host,
  ...(cap !== null && { cap }),
});

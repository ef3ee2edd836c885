import { Prisma } from "#prisma/generated/client.ts";
import type { Place } from "#lib/place/place.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { placeColumns, placeOfRow } from "#lib/server/place/place-of-row.ts";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import { movedToColumns } from "./moved-to.ts";
import { permanenceColumns, permanenceOfRow } from "./permanence-rows.ts";

/**
 * A half-day with its place, as the public reads it. `organisation`: the id of the one that holds it; `call`: the
 * telephone of the place, else of the organisation. `notHeld`: a person has closed it without opening it. `audience`:
 * for whom it mostly is; nobody is asked. Languages said of the half-day stand in those of its place.
 */
export type HalfDayAtPlace = Permanence & {
  readonly at: Place;
  readonly organisation: string;
  readonly call?: string;
  readonly message?: string;
  readonly cancelReason?: string;
  readonly notHeld?: true;
  readonly movedTo?: MovedTo;
  readonly audience?: string;
};

/** What to select so that `halfDayAtPlaceOfRow` can read it, and `readMovedTo`. */
export const halfDayAtPlaceColumns = {
  ...permanenceColumns,
  ...movedToColumns,
  message: true,
  cancelReason: true,
  outcome: true,
  languages: true,
  audience: true,
  place: { select: placeColumns },
  organisation: { select: { id: true, phone: true } },
} as const;

/** SQL: the same of half-days `p`, without their place and organisation. */
export const halfDayColumnsInSql = Prisma.sql`
  p.id, p.place_id AS "placeId", p.organisation_id AS "organisationId", p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.local_date AS "localDate", p.time_zone AS "timeZone",
  p.status, p.numbers, p.desks, p.bookable_lanes AS "bookableLanes", p.windows, p.topic_keys AS "topicKeys", p.opened_at AS "openedAt", p.moved_to_id AS "movedToId",
  p.message, p.cancel_reason AS "cancelReason", p.outcome, p.languages, p.audience,
  (SELECT json_build_object('reason', closure.reason) FROM closure WHERE closure.id = p.closure_id) AS closure`;

/** A row of these columns. */
export type HalfDayRow = Omit<HeldRow, "place" | "organisation"> & {
  readonly organisationId: string;
  readonly movedToId: string | null;
};

type HeldRow = Parameters<typeof permanenceOfRow>[0] & {
  readonly place: Parameters<typeof placeOfRow>[0];
  readonly organisation: { readonly id: string; readonly phone: string | null };
  readonly message: string | null;
  readonly cancelReason: string | null;
  readonly outcome: string | null;
  readonly languages: readonly string[];
  readonly audience: string | null;
};

/** A half-day with its place, from its row. */
export function halfDayAtPlaceOfRow(row: HeldRow): HalfDayAtPlace {
  const at = placeOfRow(row.place);
  const call = at.phone ?? row.organisation.phone ?? undefined;
  return {
    ...permanenceOfRow(row),
    at: row.languages.length > 0 ? { ...at, languages: row.languages } : at,
    organisation: row.organisation.id,
    ...(call !== undefined && { call }),
    ...(row.message !== null && { message: row.message }),
    ...(row.cancelReason !== null && { cancelReason: row.cancelReason }),
    ...(row.status === "closed" && row.outcome === "not-held" && { notHeld: true as const }),
    ...(row.audience !== null && { audience: row.audience }),
  };
}

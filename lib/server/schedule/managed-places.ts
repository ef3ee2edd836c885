import { Prisma } from "#prisma/generated/client.ts";
import { may } from "#lib/access/may.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { ON_A_PAGE } from "#lib/place/page-of-places.ts";
import { searchWords } from "#lib/place/search-words.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cursorOf, valuesOf } from "#lib/server/place/place-cursor.ts";
import { notOver } from "./permanence-rows.ts";
import { permanenceColumns, permanenceOfRow } from "./permanence-rows.ts";

/** A place in the list of those that somebody manages. */
export type ManagedPlace = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly postalCode: string;
  readonly city: string;
  readonly hidden: boolean;
};

/** Places by name. `after`: the cursor of the last of them, when the list goes on; `begins`: it begins with them. */
export type ManagedPlaces = {
  readonly places: readonly ManagedPlace[];
  readonly begins: boolean;
  readonly after?: string;
};

/**
 * The places that this person manages, hidden ones too, by name, thirty on a page. `text`: what was typed; each word
 * begins a word of the name, the commune or the postal code. One query.
 */
export async function listManagedPlaces(
  actor: StaffActor,
  { text, after }: { readonly text?: string | undefined; readonly after?: string | undefined },
): Promise<ManagedPlaces> {
  const reach = whereMay(actor, "manage-places");
  const everywhere = reach.filter(({ places }) => places === "all").map(({ organisation }) => organisation);
  const some = reach.flatMap(({ organisation, places }) =>
    places === "all" ? [] : places.map((id) => ({ organisation, id })),
  );
  const ids = some.map(({ id }) => id);
  const words = text === undefined ? [] : searchWords(text);
  if (reach.length === 0 || (text !== undefined && words.length === 0)) return { places: [], begins: true };
  const [name, id] = (after === undefined ? undefined : valuesOf(after, 2)) ?? [];
  const query = words.map((word) => `${word}:*`).join(" & ");
  const rows = await db.$queryRaw<ManagedPlace[]>`
    SELECT id, slug, name, postal_code AS "postalCode", city, hidden FROM place
    WHERE (organisation_id = ANY (${everywhere}::uuid[]) OR (id = ANY (${ids}::uuid[])
        AND (organisation_id, id) IN (SELECT * FROM unnest(${some.map(({ organisation }) => organisation)}::uuid[], ${ids}::uuid[]))))
      ${words.length === 0 ? Prisma.empty : Prisma.sql`AND place_words(name, city, postal_code) @@ ${query}::tsquery`}
      ${id === undefined ? Prisma.empty : Prisma.sql`AND (name, id) > (${name}::text, ${id}::uuid)`}
    ORDER BY name, id LIMIT ${ON_A_PAGE + 1}`;
  const places = rows.slice(0, ON_A_PAGE);
  const last = rows.length > places.length ? places.at(-1) : undefined;
  return { places, begins: id === undefined, ...(last && { after: cursorOf([last.name, last.id]) }) };
}

/** Half-days to come that are named on the page of a place. */
const NAMED = 5;

/**
 * A place as its page for the team shows it, with how many half-days are to come, the first of them, and how many
 * appointments are booked in all of them; undefined when there is none or this person does not manage it. Four queries.
 */
export async function readManagedPlace(actor: StaffActor, slug: string) {
  const place = await db.place.findUnique({
    where: { slug },
    include: { contacts: { orderBy: [{ roleName: "asc" }, { id: "asc" }] } },
  });
  if (!place || !may(actor, { act: "manage-places", place: place.id, organisation: place.organisationId }))
    return undefined;
  const now = clock.now();
  const where = { placeId: place.id, status: { in: ["scheduled", "open"] }, ...notOver(now) };
  const [coming, booked, rows] = await Promise.all([
    db.permanence.count({ where }),
    db.appointment.count({ where: { state: "booked", endsAt: { gt: toDate(now) }, permanence: where } }),
    db.permanence.findMany({
      where,
      select: permanenceColumns,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: NAMED,
    }),
  ]);
  return { place, coming, booked, next: rows.map(permanenceOfRow) };
}

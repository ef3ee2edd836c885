import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { organisationNames } from "#lib/server/place/organisation-names.ts";
import { listPlaces } from "#lib/server/place/read-places.ts";
import { createPlace } from "#lib/server/place/create-place.ts";
import { createPlaceBody } from "#lib/wire/place/place-body.ts";
import { placeToWire, readPlacesQuery } from "#lib/wire/place/places.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The places by name, all or those of a town, some hundreds in an answer. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = readPlacesQuery(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked) return problem("malformed");
    const list = await listPlaces(asked);
    if (!list.ok) return problem(list.refusal);
    const { places, next } = list.value;
    const organisations = await organisationNames(places.map(({ organisation }) => organisation));
    return answer({
      places: places.map((place) => placeToWire(place, organisations.get(place.organisation))),
      ...(next !== undefined && { next }),
    });
  });
}

/** Makes a place of an organisation, for its coordinators and administrators. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, createPlaceBody, async (actor, { organisation, ...typed }) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const made = await createPlace(actor, await organisationNamed(organisation), typed, key.value);
    return made.ok ? answer(made.value, 201) : problem(made.refusal);
  });
}

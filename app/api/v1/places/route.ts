import { answer, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { organisationNames } from "#lib/server/place/organisation-names.ts";
import { listPlaces } from "#lib/server/place/read-places.ts";
import { placesQuery, placeToWire, readPlacesQuery } from "#lib/wire/place/places.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The places by name, all or those of a town, some hundreds in an answer. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = readPlacesQuery(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked) return wrongQuery(request, placesQuery);
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

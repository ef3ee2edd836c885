import { answer, handle } from "#app/api/handle.ts";
import { listPlaces } from "#lib/server/place/read-places.ts";
import { placeToWire } from "#lib/wire/places.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every place. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => answer({ places: (await listPlaces()).map(placeToWire) }));
}

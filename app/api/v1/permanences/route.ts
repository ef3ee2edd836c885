import { answer, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { clock } from "#lib/server/clock.ts";
import { organisationNames } from "#lib/server/place/organisation-names.ts";
import { listPermanences } from "#lib/server/queue/list-permanences.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { permanencesQuery, permanenceToWire, readPermanencesQuery } from "#lib/wire/queue/permanences.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The half-days of some days, at one place or all, with how many people wait where a line is open. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = readPermanencesQuery(Object.fromEntries(new URL(request.url).searchParams), clock.now());
    if (!asked) return wrongQuery(request, permanencesQuery, "from, to: at most 92 days");
    const list = await listPermanences(asked);
    if (!list.ok) return problem(list.refusal);
    const { listed, next } = list.value;
    const organisations = await organisationNames(listed.map(({ organisation }) => organisation));
    return answer({
      permanences: listed.map(({ permanence, organisation, load }) =>
        permanenceToWire(permanence, load, organisations.get(organisation)),
      ),
      ...(next && { next: isoInZone(next.start, next.timeZone) }),
    });
  });
}

import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { refusedPlanning } from "#app/api/v1/refused-planning.ts";
import { clock } from "#lib/server/clock.ts";
import { organisationNames } from "#lib/server/place/organisation-names.ts";
import { changeHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { listPermanences } from "#lib/server/queue/list-permanences.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { permanenceToWire, readPermanencesQuery } from "#lib/wire/queue/permanences.ts";
import { problem } from "#lib/wire/problem.ts";
import { addHalfDayBody, halfDayEffectToWire } from "#lib/wire/schedule/series-answers.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The half-days of some days, at one place or all, with how many people wait where a line is open. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = readPermanencesQuery(Object.fromEntries(new URL(request.url).searchParams), clock.now());
    if (!asked) return problem("malformed");
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

/** Adds one half-day outside every rule, or says what that would be. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, addHalfDayBody, async (actor, { preview, seen, ...of }) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const wanted = { ...of, preview, ...(seen !== undefined && { seen }) };
    const added = await changeHalfDay(actor, wanted, preview ? undefined : key.value);
    if (added.ok) return answer(halfDayEffectToWire(added.value, preview), preview ? 200 : 201);
    return refusedPlanning(added.refusal, () => changeHalfDay(actor, { ...of, preview: true }), halfDayEffectToWire);
  });
}

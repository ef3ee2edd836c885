import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { refusedPlanning } from "#app/api/v1/refused-planning.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { readRules } from "#lib/server/planning/series/read-rules.ts";
import { saveSeries } from "#lib/server/planning/series/save-series.ts";
import { problem } from "#lib/wire/problem.ts";
import { makeSeriesBody, seriesEffectToWire, seriesToWire } from "#lib/wire/schedule/series-answers.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The rules of an organisation that go on or begin later. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = z.uuid().safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return problem("malformed");
    const rules = await readRules(asked.actor, organisation.data);
    return rules.ok ? answer({ series: rules.value.map(seriesToWire) }) : problem(rules.refusal);
  });
}

/** Makes a rule, or says what it would do. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, makeSeriesBody, async (actor, { preview, seen, ...of }) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const wanted = { ...of, ...(seen !== undefined && { seen }) };
    const saved = await saveSeries(actor, { ...wanted, preview }, preview ? undefined : key.value);
    if (saved.ok) return answer(seriesEffectToWire(saved.value, preview), preview ? 200 : 201);
    return refusedPlanning(saved.refusal, () => saveSeries(actor, { ...of, preview: true }), seriesEffectToWire);
  });
}

import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { readClosures } from "#lib/server/planning/closures/read-closures.ts";
import { saveClosure } from "#lib/server/planning/closures/save-closure.ts";
import { closeBody, closureEffectToWire, closureToWire, problemOfClosing } from "#lib/wire/schedule/closure.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The closures of an organisation that are not over. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = z.uuid().safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return problem("malformed");
    const closures = await readClosures(asked.actor, organisation.data);
    return closures.ok ? answer({ closures: closures.value.map(closureToWire) }) : problem(closures.refusal);
  });
}

/** Closes a place or every place, or says what that would do. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, closeBody, async (actor, { closure: body, ...asked }) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const { organisation, preview, seen } = asked;
    const wanted = { organisation, body, preview, ...(seen !== undefined && { seen }) };
    const saved = await saveClosure(actor, wanted, preview ? undefined : key.value);
    if (!saved.ok) return problem(problemOfClosing[saved.refusal]);
    return answer(closureEffectToWire(saved.value, preview), preview ? 200 : 201);
  });
}

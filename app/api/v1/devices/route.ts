import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-json.ts";
import { staffOf } from "#lib/server/auth/actor-of-headers.ts";
import { makeEnrolCode } from "#lib/server/auth/make-enrol-code.ts";
import { makeDeviceBody, toEnrolToWire } from "#lib/wire/device.ts";
import { problem } from "#lib/wire/problem.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** A code that makes a browser the kiosk or screen of a place: for its coordinators and administrators. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, async () => {
    const actor = await staffOf(request.headers);
    if (!actor) return problem("sign-in-needed");
    const body = await readJson(request, makeDeviceBody);
    if (!body.ok) return problem(body.refusal);
    const key = idempotencyKey.safeParse(request.headers.get("idempotency-key") ?? undefined);
    if (!key.success) return problem("malformed");
    const made = await makeEnrolCode(actor, body.value, key.data);
    return made.ok ? answer(toEnrolToWire(made.value), 201) : problem(made.refusal);
  });
}

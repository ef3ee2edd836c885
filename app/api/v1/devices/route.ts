import { answer, handleStaff } from "#app/api/handle.ts";
import { makeEnrolCode } from "#lib/server/auth/devices.ts";
import { makeDeviceBody, enrolmentToWire } from "#lib/wire/access/device.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Creates a code that enrols a browser as kiosk or screen of a place: for its coordinators and administrators. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, makeDeviceBody, async (actor, body) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return key.refusal;
    const made = await makeEnrolCode(actor, body, key.value);
    return made.ok ? answer(enrolmentToWire(made.value), 201) : problem(made.refusal);
  });
}

import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-request.ts";
import { enrolDevice } from "#lib/server/auth/devices.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { enrolBody } from "#lib/wire/access/device.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Enrols this browser as the device of a code and sets its cookie. Five tries a minute per address
 * (docs/api.md#devices).
 */
export async function POST(request: Request): Promise<Response> {
  return handle(request, async () => {
    const body = await readJson(request, enrolBody);
    if (!body.ok) return body.refusal;
    const enrolled = await enrolDevice(body.value.code, sharedAddressOf(request.headers));
    if (!enrolled.ok)
      return "seconds" in enrolled ? problem(enrolled.refusal, {}, enrolled.seconds) : problem(enrolled.refusal);
    const { cookie, slug: _, ...device } = enrolled.value;
    const response = answer(device);
    response.headers.append("set-cookie", cookie);
    return response;
  });
}

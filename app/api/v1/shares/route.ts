import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { addressesOfShare, listGivenShares } from "#lib/server/calendar/given-shares.ts";
import { makeShare } from "#lib/server/calendar/make-share.ts";
import { problem } from "#lib/wire/problem.ts";
import { problemOfShareRefusal, givenShareToWire, makeShareBody } from "#lib/wire/calendar/share.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The shares that an organisation gives. A token gets no secret address of a share that stands. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = z.uuid().safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return problem("malformed");
    const list = await listGivenShares(asked.actor, organisation.data);
    if (!list.ok) return problem(list.refusal);
    const giver = await readOrganisationOf(organisation.data);
    return answer({
      organisation: { slug: giver?.slug ?? "", name: giver?.service ?? "" },
      shares: list.value.map(givenShareToWire),
    });
  });
}

/** Shares a calendar, and answers its addresses. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, makeShareBody, async (actor, body) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const made = await makeShare(actor, body, key.value);
    if (!made.ok) return problem(problemOfShareRefusal(made.refusal));
    const { id, generation } = made.value;
    return answer({ id, generation, ...addressesOfShare(made.value) }, 201);
  });
}

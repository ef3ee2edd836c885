import { answer, handleStaff } from "#app/api/handle.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { lineLoginOf } from "#lib/server/auth/caller.ts";
import { findAtTablet } from "#lib/server/booking/reception/find-at-tablet.ts";
import { findByCodeBody, foundAtTabletToWire } from "#lib/wire/booking/found-at-tablet.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * What the code of an appointment leads to on the tablet. It changes nothing but the journal; a POST, since a code
 * stands in no address.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(
    request,
    findByCodeBody,
    async (actor, { code }) => {
      if (isForAnotherUser(request, actor)) return problem("sign-in-needed");
      const found = await findAtTablet(actor, (await params).id, code);
      if (found.ok) return answer(foundAtTabletToWire(found.value));
      return "seconds" in found ? problem(found.refusal, {}, found.seconds) : problem(found.refusal);
    },
    lineLoginOf,
  );
}

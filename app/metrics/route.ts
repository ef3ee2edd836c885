import { handleUnlimited } from "#app/api/handle.ts";
import { mayReadMeasures, measures } from "#lib/server/edge/measures.ts";
import { problem } from "#lib/wire/problem.ts";

/** The metrics of this process, for monitoring: from this machine, or with METRICS_TOKEN. */
export const GET = (request: Request): Promise<Response> =>
  handleUnlimited(request, async () => {
    if (!mayReadMeasures(request.headers)) return problem("not-allowed");
    const { registry } = measures();
    return new Response(await registry.metrics(), {
      headers: { "Content-Type": registry.contentType, "Cache-Control": "no-store" },
    });
  });

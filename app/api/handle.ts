import { comesFromElsewhere } from "#app/api/comes-from-elsewhere.ts";
import { isBusy } from "#lib/server/busy.ts";
import { logSurprise } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";

/**
 * Answers a request of the API. Refuses an unsafe one from a foreign page before anything else, says "not now" when the
 * database cannot answer in time, and never lets a surprise speak.
 */
export async function handle(request: Request, deed: () => Promise<Response>): Promise<Response> {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  try {
    return await deed();
  } catch (error) {
    if (isBusy(error)) return problem("busy");
    logSurprise(error);
    return problem("unexpected");
  }
}

/** An answer in JSON that no cache keeps. */
export const answer = (body: unknown, status = 200): Response => Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

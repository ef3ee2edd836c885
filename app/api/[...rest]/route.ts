import { handle } from "#app/api/handle.ts";
import { UNREADABLE } from "#lib/server/edge/make-readable.ts";
import { problem, type ProblemCode } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const CODES: Readonly<Record<string, ProblemCode>> = { [UNREADABLE.malformed]: "malformed", [UNREADABLE.method]: "method-not-allowed" };

/** An address that no call has is answered to programs as they can read it, not with the page for people. */
const nowhere = (request: Request): Promise<Response> => handle(request, async () => problem(CODES[new URL(request.url).pathname] ?? "not-found"));

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };

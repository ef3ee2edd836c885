import type { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-json.ts";
import type { Actor } from "#lib/access/actor.ts";
import { staffOf } from "#lib/server/auth/actor-of-headers.ts";
import { problem } from "#lib/wire/problem.ts";

/**
 * Answers a call that the team sends with a body: refused `sign-in-needed` before the body is read, then as `readJson`
 * does. Whether this person may do it is the deed's to ask.
 */
export const handleStaff = <Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  deed: (actor: Extract<Actor, { kind: "staff" }>, body: z.output<Schema>) => Promise<Response>,
): Promise<Response> =>
  handle(request, async () => {
    const actor = await staffOf(request.headers);
    if (!actor) return problem("sign-in-needed");
    const body = await readJson(request, schema);
    return body.ok ? deed(actor, body.value) : problem(body.refusal);
  });

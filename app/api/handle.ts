import { isForeignRequest, secondsToWait } from "#app/api/guard.ts";
import { isBusy } from "#lib/server/busy.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";
import type { z } from "zod";
import { readJson } from "#app/api/read-request.ts";
import type { Actor } from "#lib/access/actor.ts";
import { staffOf } from "#lib/server/auth/caller.ts";

/**
 * Answers a request of the API. Refuses an unsafe one from a foreign page before anything else, and one too many of an
 * address; says "not now" when the database cannot answer in time, and never lets a surprise speak.
 */
export const handle = (request: Request, deed: () => Promise<Response>): Promise<Response> =>
  handleUnlimited(request, async () => {
    const seconds = await secondsToWait(request);
    return seconds === undefined ? deed() : problem("too-many-requests", {}, seconds);
  });

/** The same without limits: for feeds, which whole cities ask by one address, and for who watches over this server. */
export const handleUnlimited = (request: Request, deed: () => Promise<Response>): Promise<Response> =>
  measureAnswer(request)(answered(request, deed));

async function answered(request: Request, deed: () => Promise<Response>): Promise<Response> {
  if (isForeignRequest(request)) return problem("foreign-origin");
  try {
    return await deed();
  } catch (error) {
    if (isBusy(error)) return problem("busy");
    logUnexpected(error);
    return problem("unexpected");
  }
}

/** An answer in JSON that no cache keeps. */
export const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/** It is done, and there is nothing more to say: 204, which no cache keeps. */
export const noContent = (): Response => new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });

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

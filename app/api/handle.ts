import { admitted } from "./admitted.ts";
import { isForeignRequest, secondsToWait } from "./guard.ts";
import { isBusy } from "#lib/server/busy.ts";
import { unlessLost } from "#lib/server/database-watch.ts";
import { measureAnswer } from "#lib/server/edge/measure-answer.ts";
import { noteFull } from "#lib/server/full-disk.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { problem } from "#lib/wire/problem.ts";
import type { z } from "zod";
import { readJson } from "./read-request.ts";
import type { Actor } from "#lib/access/actor.ts";
import { staffOf } from "#lib/server/auth/caller.ts";

/**
 * Answers a request of the API. Refuses unsafe requests from other sites, then requests over the limits; answers `busy`
 * when the database is overloaded or lost, and `unexpected` after any other exception, which is logged.
 */
export const handle = (request: Request, respond: () => Promise<Response>): Promise<Response> =>
  handleFeed(request, async () => {
    const seconds = await secondsToWait(request);
    return seconds === undefined ? respond() : problem("too-many-requests", {}, seconds);
  });

/** The same without limits: for calendar feeds, which whole cities request from one address. */
export const handleFeed = (request: Request, respond: () => Promise<Response>): Promise<Response> =>
  handleUnlimited(request, () => unlessLost(respond));

/** The same for monitoring, which is answered without database too. */
export const handleUnlimited = (request: Request, respond: () => Promise<Response>): Promise<Response> =>
  measureAnswer(request)(answered(request, respond));

async function answered(request: Request, respond: () => Promise<Response>): Promise<Response> {
  if (isForeignRequest(request)) return problem("foreign-origin");
  try {
    return await respond();
  } catch (error) {
    noteFull(error);
    if (isBusy(error)) return problem("busy");
    logUnexpected(error);
    return problem("unexpected");
  }
}

/** A JSON answer that no cache stores. */
export const answer = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/** A table (lib/csv.ts) to save under that name, which no cache stores. */
export const answerTable = (table: string, name: string): Response =>
  new Response(table, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });

/** 204 without a body, which no cache stores. */
export const noContent = (): Response => new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });

/**
 * Answers a staff request with a JSON body: refused as `admitted` says before the body is read, then as in
 * `readJson`. Whether this person may do it is decided by the use case. `senderOf`: who sends it, by its headers.
 */
export const handleStaff = <Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  respond: (actor: Extract<Actor, { kind: "staff" }>, body: z.output<Schema>) => Promise<Response>,
  senderOf = staffOf,
): Promise<Response> =>
  handle(request, async () => {
    const asked = await admitted(request, await senderOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const body = await readJson(request, schema);
    return body.ok ? respond(asked.actor, body.value) : body.refusal;
  });

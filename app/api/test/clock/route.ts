import { z } from "zod";
import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-request.ts";
import { env } from "#lib/server/env.ts";
import { setClock } from "#lib/server/live/follow-clock.ts";
import { moment } from "#lib/wire/moment.ts";
import { problem } from "#lib/wire/problem.ts";

const body = z.strictObject({ now: moment("UTC") });

/** Moves the clock of a test instance, in each of its processes. Not found on other instances. */
export async function POST(request: Request): Promise<Response> {
  if (env.APP_ENV !== "test") return problem("not-found");
  return handle(request, async () => {
    const read = await readJson(request, body);
    if (!read.ok) return read.refusal;
    await setClock(read.value.now);
    return answer({});
  });
}

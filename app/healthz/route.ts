import { answer, handle } from "#app/api/handle.ts";
import { databaseAnswers } from "#lib/server/database-answers.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Whether this process can serve: 200 when its database answers, 503 when not. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => ((await databaseAnswers()) ? answer({ status: "ok" }) : problem("busy")));
}

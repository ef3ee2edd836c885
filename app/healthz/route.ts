import { answer, handleUnlimited } from "#app/api/handle.ts";
import { databaseAnswers } from "#lib/server/database-answers.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Whether this process can serve: 200 when its database answers, otherwise 503. */
export const GET = (request: Request): Promise<Response> =>
  handleUnlimited(request, async () =>
    (await databaseAnswers()) ? answer({ status: "ok", database: "answers" }) : problem("busy", { database: "silent" }),
  );

import { answer, handleUnlimited } from "#app/api/handle.ts";
import { withBuild } from "#lib/server/build-id.ts";
import { databaseHealth } from "#lib/server/database-health.ts";
import { problem } from "#lib/wire/problem.ts";

/**
 * Whether this process can serve: 200 when its database answers and has room, otherwise 503 with the reason. Names its
 * build, which an update waits for.
 */
export const GET = (request: Request): Promise<Response> =>
  handleUnlimited(request, async () => {
    const database = await databaseHealth();
    return withBuild(database === "answers" ? answer({ status: "ok", database }) : problem("busy", { database }));
  });

import { admitted } from "#app/api/admitted.ts";
import { answerTable, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { exportSeries } from "#lib/server/planning/file/export-planning.ts";
import { seriesQuery } from "#lib/wire/planning/planning-query.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The series of an organisation as a table. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = seriesQuery.organisation.safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return wrongQuery(request, seriesQuery);
    const table = await exportSeries(asked.actor, organisation.data);
    return table.ok ? answerTable(table.value, "regles.csv") : problem(table.refusal);
  });
}

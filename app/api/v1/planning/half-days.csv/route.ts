import { admitted } from "#app/api/admitted.ts";
import { answerTable, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { exportHalfDays } from "#lib/server/planning/file/export-planning.ts";
import { halfDaysQuery, readHalfDaysQuery } from "#lib/wire/planning/planning-query.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The half-days of an organisation on some days as a table. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const query = readHalfDaysQuery(Object.fromEntries(new URL(request.url).searchParams));
    if (!query) return wrongQuery(request, halfDaysQuery, "from, to: 1 to 400 days");
    const table = await exportHalfDays(asked.actor, query);
    return table.ok ? answerTable(table.value, `permanences-${query.from}.csv`) : problem(table.refusal);
  });
}

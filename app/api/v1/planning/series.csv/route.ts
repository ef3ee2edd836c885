import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answerTable, handle } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { exportSeries } from "#lib/server/planning/file/export-planning.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The series of an organisation as a table. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = z.uuid().safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return problem("malformed");
    const table = await exportSeries(asked.actor, organisation.data);
    return table.ok ? answerTable(table.value, "regles.csv") : problem(table.refusal);
  });
}

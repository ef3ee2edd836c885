import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { refusedPlanning } from "#app/api/v1/refused-planning.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { readRule } from "#lib/server/planning/series/read-rules.ts";
import { saveSeries, type SavingSeries } from "#lib/server/planning/series/save-series.ts";
import { problem } from "#lib/wire/problem.ts";
import {
  changeSeriesBody,
  endSeriesBody,
  seriesEffectToWire,
  seriesToWire,
} from "#lib/wire/schedule/series-answers.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ id: string }> };

/** One rule. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const read = await readRule(asked.actor, (await params).id);
    return read.ok ? answer(seriesToWire(read.value.rule)) : problem(read.refusal);
  });
}

/** Says anew what a rule is from a day on. */
export async function PUT(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, changeSeriesBody, async (actor, { rule, ...asked }) =>
    save(actor, (await params).id, { rule, from: rule.fromDate, ...asked }),
  );
}

/** Ends a rule the day before another. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, endSeriesBody, async (actor, asked) => save(actor, (await params).id, asked));
}

async function save(
  actor: StaffActor,
  series: string,
  {
    seen,
    sentence,
    ...asked
  }: Pick<SavingSeries, "preview" | "rule"> & {
    readonly from: string;
    readonly seen?: string | undefined;
    readonly sentence?: string | undefined;
  },
): Promise<Response> {
  const read = await readRule(actor, series);
  if (!read.ok) return problem(read.refusal);
  const wanted = {
    ...asked,
    organisation: read.value.organisation.id,
    series,
    ...(sentence !== undefined && { sentence }),
  };
  const saved = await saveSeries(actor, { ...wanted, ...(seen !== undefined && { seen }) });
  if (saved.ok) return answer(seriesEffectToWire(saved.value, asked.preview));
  return refusedPlanning(saved.refusal, () => saveSeries(actor, { ...wanted, preview: true }), seriesEffectToWire);
}

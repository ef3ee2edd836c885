import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { refusedPlanning } from "#app/api/v1/refused-planning.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { changeHalfDay, type ChangingHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { problem } from "#lib/wire/problem.ts";
import {
  backToRuleBody,
  changeHalfDayBody,
  halfDayEffectToWire,
  planToWire,
} from "#lib/wire/schedule/series-answers.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ id: string }> };

/** A half-day as whoever plans reads it. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const read = await readPlannedHalfDay(asked.actor, (await params).id);
    return read.ok ? answer(planToWire(read.value)) : problem(read.refusal);
  });
}

/** Says anew what one half-day is. */
export async function PUT(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, changeHalfDayBody, async (actor, asked) => change(actor, (await params).id, asked));
}

/** Gives a date back to its rule. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, backToRuleBody, async (actor, asked) => change(actor, (await params).id, asked));
}

async function change(
  actor: StaffActor,
  permanence: string,
  { seen, ...asked }: Pick<ChangingHalfDay, "preview" | "halfDay"> & { readonly seen?: string | undefined },
): Promise<Response> {
  const read = await readPlannedHalfDay(actor, permanence);
  if (!read.ok) return problem(read.refusal);
  const wanted = { ...asked, organisation: read.value.organisation.id, permanence };
  const changed = await changeHalfDay(actor, { ...wanted, ...(seen !== undefined && { seen }) });
  if (changed.ok) return answer(halfDayEffectToWire(changed.value, asked.preview));
  return refusedPlanning(
    changed.refusal,
    () => changeHalfDay(actor, { ...wanted, preview: true }),
    halfDayEffectToWire,
  );
}

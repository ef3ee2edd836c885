import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff, noContent } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { noteAbsence, removeAbsence } from "#lib/server/planning/absences/note-absence.ts";
import { listAbsences } from "#lib/server/planning/absences/read-absences.ts";
import {
  absenceEffectToWire,
  absenceToWire,
  noteAbsenceBody,
  problemOfAbsence,
  removeAbsenceBody,
  wantedAbsence,
} from "#lib/wire/planning/absences.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The absences that an organisation entered and that are not over. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const organisation = z.uuid().safeParse(new URL(request.url).searchParams.get("organisation"));
    if (!organisation.success) return problem("malformed");
    const read = await listAbsences(asked.actor, organisation.data);
    if (!read.ok) return problem(read.refusal);
    const { absences, timeZone } = read.value;
    return answer({ absences: absences.map((one) => absenceToWire(one, timeZone)) });
  });
}

/** Notes when somebody is away, or says what that would touch. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, noteAbsenceBody, async (actor, body) => {
    const noted = await noteAbsence(actor, wantedAbsence(body));
    if (!noted.ok) return problem(problemOfAbsence[noted.refusal]);
    return answer(absenceEffectToWire(noted.value, body.preview), body.preview ? 200 : 201);
  });
}

/** Takes an absence back. */
export async function DELETE(request: Request): Promise<Response> {
  return handleStaff(request, removeAbsenceBody, async (actor, wanted) => {
    const gone = await removeAbsence(actor, { ...wanted, preview: false });
    return gone.ok ? noContent() : problem(problemOfAbsence[gone.refusal]);
  });
}

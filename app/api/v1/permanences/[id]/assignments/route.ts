import { admitted } from "#app/api/admitted.ts";
import { answer, handle, handleStaff, noContent } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { assign } from "#lib/server/planning/assignments/assign.ts";
import { readAssignments } from "#lib/server/planning/assignments/read-assignments.ts";
import type { AssignmentOutcome } from "#lib/server/planning/assignments/staff-half-day.ts";
import { unassign } from "#lib/server/planning/assignments/unassign.ts";
import {
  assignBody,
  assignmentToWire,
  elsewhereToWire,
  unassignBody,
  wantedSeat,
} from "#lib/wire/planning/assignments.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Props = { params: Promise<{ id: string }> };

/** Who is planned at a half-day. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const read = await readAssignments(asked.actor, (await params).id);
    if (!read.ok) return problem(read.refusal);
    const { seats, timeZone } = read.value;
    return answer({ assignments: seats.map((seat) => assignmentToWire(seat, timeZone)) });
  });
}

/** Plans somebody at a half-day. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, assignBody, async (actor, body) => {
    const permanence = (await params).id;
    const made = await assign(actor, { permanence, ...wantedSeat(body) });
    if (!made.ok) return refused(made);
    const read = await readAssignments(actor, permanence);
    return read.ok ? answer(assignmentToWire(made.value, read.value.timeZone), 201) : problem(read.refusal);
  });
}

/** Takes somebody off a half-day. */
export async function DELETE(request: Request, { params }: Props): Promise<Response> {
  return handleStaff(request, unassignBody, async (actor, { assignment }) => {
    const gone = await unassign(actor, { assignment, permanence: (await params).id });
    return gone.ok ? noContent() : refused(gone);
  });
}

function refused(outcome: Exclude<AssignmentOutcome<unknown>, { readonly ok: true }>): Response {
  if (outcome.refusal === "changed-meanwhile") return problem("state-changed");
  return "elsewhere" in outcome && outcome.elsewhere
    ? problem(outcome.refusal, elsewhereToWire(outcome.elsewhere))
    : problem(outcome.refusal);
}

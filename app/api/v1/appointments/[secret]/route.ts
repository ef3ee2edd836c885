import { answer, handle, noContent } from "#app/api/handle.ts";
import { readJson, readIdempotencyKey } from "#app/api/read-request.ts";
import { cancelAppointment } from "#lib/server/booking/cancel.ts";
import { moveAppointment } from "#lib/server/booking/move.ts";
import { readAlternativesToMove } from "#lib/server/booking/read-alternatives.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { env } from "#lib/server/env.ts";
import { alternativeToWire, appointmentToWire, moveBody } from "#lib/wire/booking/booking.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Context = { params: Promise<{ secret: string }> };

/** The appointment of whoever holds its secret, with its state, also once cancelled. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const held = await readAppointment((await params).secret);
    return held ? answer(appointmentToWire(held, env.APP_URL)) : problem("not-found");
  });
}

/** Moves the appointment. When the hour was taken or is withheld, the answer offers others. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const { secret } = await params;
    const body = await readJson(request, moveBody);
    if (!body.ok) return body.refusal;
    const key = readIdempotencyKey(request);
    if (!key.ok) return key.refusal;
    const moved = await moveAppointment(secret, body.value, key.value);
    if (moved.ok) return answer(appointmentToWire(moved.value, env.APP_URL));
    if (moved.refusal !== "slot-taken" && moved.refusal !== "too-many-wait") return problem(moved.refusal);
    const { hours, timeZone } = await readAlternativesToMove(secret, body.value);
    return problem(moved.refusal, { alternatives: hours.map((hour) => alternativeToWire(hour, timeZone)) });
  });
}

/** Cancels the appointment; sent again it answers the same. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const cancelled = await cancelAppointment((await params).secret);
    return cancelled.ok ? noContent() : problem(cancelled.refusal);
  });
}

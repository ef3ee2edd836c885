import { answer, handle } from "#app/api/handle.ts";
import { readAppointment } from "#lib/server/booking/read-appointment.ts";
import { env } from "#lib/server/env.ts";
import { appointmentToWire } from "#lib/wire/booking.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The appointment of whoever holds its secret, with its state, also once it is cancelled. */
export async function GET(request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  return handle(request, async () => {
    const held = await readAppointment((await params).secret);
    return held ? answer(appointmentToWire(held, env.APP_URL)) : problem("not-found");
  });
}

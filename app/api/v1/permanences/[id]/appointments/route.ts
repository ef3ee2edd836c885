import { admitted } from "#app/api/admitted.ts";
import { answer, handle } from "#app/api/handle.ts";
import { callerOf } from "#lib/server/auth/caller.ts";
import { readJson, readIdempotencyKey } from "#app/api/read-request.ts";
import { bookAppointment } from "#lib/server/booking/book.ts";
import { bookWithinNetworkLimit } from "#lib/server/booking/book-within-network-limit.ts";
import { readAlternatives } from "#lib/server/booking/read-alternatives.ts";
import { env } from "#lib/server/env.ts";
import { alternativeToWire, appointmentToWire, bookBody } from "#lib/wire/booking/booking.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Books an hour for oneself or, signed in, for somebody else: then also outside the lanes, or with a wanted conseiller.
 * When the hour was taken or is withheld, the answer offers others.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const permanence = (await params).id;
    const body = await readJson(request, bookBody);
    if (!body.ok) return body.refusal;
    const key = readIdempotencyKey(request);
    if (!key.ok) return key.refusal;
    const asked = await admitted(request, await callerOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const book = () => bookAppointment(asked.actor, { permanence, ...body.value }, key.value);
    const booked =
      asked.actor.kind === "anonymous" ? await bookWithinNetworkLimit(request.headers, book) : await book();
    if (booked.ok) return answer(appointmentToWire(booked.value, env.APP_URL), 201);
    if (booked.refusal === "not-allowed" && asked.actor.kind === "anonymous") return problem("sign-in-needed");
    if (booked.refusal !== "slot-taken" && booked.refusal !== "too-many-wait") return problem(booked.refusal);
    const { hours, timeZone } = await readAlternatives(permanence, body.value);
    return problem(booked.refusal, { alternatives: hours.map((hour) => alternativeToWire(hour, timeZone)) });
  });
}

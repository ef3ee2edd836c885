import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-request.ts";
import { answerOffer } from "#lib/server/booking/offers/answer-offer.ts";
import { env } from "#lib/server/env.ts";
import { answerOfferBody, appointmentToWire } from "#lib/wire/booking/booking.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Whoever holds the secret of an appointment answers another hour that is offered; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  return handle(request, async () => {
    const body = await readJson(request, answerOfferBody);
    if (!body.ok) return body.refusal;
    const answered = await answerOffer((await params).secret, body.value);
    return answered.ok ? answer(appointmentToWire(answered.value, env.APP_URL)) : problem(answered.refusal);
  });
}

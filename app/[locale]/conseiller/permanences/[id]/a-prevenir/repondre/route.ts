import { handleStaffForm } from "#app/staff-form.ts";
import { answerOfferFor } from "#lib/server/booking/offers/answer-offer.ts";
import { answerOfferForm } from "#lib/wire/booking.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** One of the team notes what a person has answered to an hour that is offered. `appointment`: whose answer it is. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { locale, id } = await params;
  const page = `/conseiller/permanences/${id}/a-prevenir`;
  // The page has one form for each person, named by their appointment.
  const form = `repondre-${new URL(request.url).searchParams.get("rendez-vous") ?? ""}`;
  return handleStaffForm(request, { locale, page, form }, async (actor, { appointment = "", ...answered }) => {
    const reply = answerOfferForm.safeParse(answered);
    if (!reply.success) return { ok: false, refusals: { form: "malformed" } };
    const done = await answerOfferFor(actor, appointment, reply.data);
    if (!done.ok) return { ok: false, refusals: { form: done.refusal } };
    return { ok: true, done: reply.data.answer === "yes" ? "offerYes" : "offerNo" };
  });
}

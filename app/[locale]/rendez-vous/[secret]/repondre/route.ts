import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { getPathname } from "#i18n/navigation.ts";
import { answerOffer } from "#lib/server/booking/offers/answer-offer.ts";
import { answerOfferForm } from "#lib/wire/booking/booking.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";

/**
 * Answers another hour that is offered, by a plain form, and redirects to the page of the appointment, which says what was decided; sent
 * again it does the same.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { secret, ...asked } = await params;
  const page = getPathname({ href: `/rendez-vous/${encodeURIComponent(secret)}`, locale: localeOf(asked.locale) });
  const back = (refusal: FormRefusal): Response => seeOther(`${page}?${new URLSearchParams({ refus: refusal })}`);
  const typed = formFieldsOf(request);
  return handleForm(request, back, async () => {
    const reply = answerOfferForm.safeParse(await typed());
    if (!reply.success) return back("malformed");
    const answered = await answerOffer(secret, reply.data);
    return answered.ok ? seeOther(page) : back(answered.refusal);
  });
}

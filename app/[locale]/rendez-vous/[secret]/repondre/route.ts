import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { keepLanguage } from "#lib/server/booking/keep-language.ts";
import { answerOffer } from "#lib/server/booking/offers/answer-offer.ts";
import { answerOfferForm } from "#lib/wire/booking/booking.ts";

/**
 * Answers another hour that is offered, by a plain form, and redirects to the page of the appointment, which says what
 * was decided; sent again it does the same.
 */
export const POST = plainForm(
  ({ part }) => `/rendez-vous/${encodeURIComponent(part("secret"))}`,
  async ({ part, fields, locale }) => {
    const reply = answerOfferForm.safeParse(await fields());
    if (!reply.success) return refuse("malformed");
    await keepLanguage(part("secret"), locale);
    const answered = await answerOffer(part("secret"), reply.data);
    return answered.ok ? { ok: true } : answered;
  },
);

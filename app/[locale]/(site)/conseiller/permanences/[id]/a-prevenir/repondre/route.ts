import { act, answerForm } from "#app/staff-form.ts";
import { answerOfferFor } from "#lib/server/booking/offers/answer-offer.ts";
import { answerOfferForm } from "#lib/wire/booking/booking.ts";
import { formOf } from "#lib/wire/staff-form.ts";

/**
 * One of the team notes what a person has answered to an hour that is offered. `appointment`: whose answer it is; the
 * page has one form for each.
 */
export const POST = answerForm(
  ({ part }) => `/conseiller/permanences/${part("id")}/a-prevenir`,
  ({ query }) => `repondre-${query("rendez-vous")}`,
  act({
    form: formOf(answerOfferForm, { fieldOf: () => "form" }),
    run: ({ actor, text }, reply) => answerOfferFor(actor, text("appointment"), reply),
    done: (_answered, { fields }) => (fields["answer"] === "yes" ? "offerYes" : "offerNo"),
  }),
);

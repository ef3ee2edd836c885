import { act, answerForms, ofSlug } from "#app/staff-form.ts";
import { makeReferrer, revokeReferrer } from "#lib/server/booking/referrers/manage-referrers.ts";
import { referrerForm } from "#lib/wire/booking/referrer.ts";

const PAGE = "/coordination/partages/orienteurs";

/** The forms of the page of structures that refer people. */
export const POST = answerForms(PAGE, {
  creer: act({
    form: referrerForm,
    run: ({ actor, key }, typed) => makeReferrer(actor, typed, key),
    done: "referrerMade",
    to: ofSlug(PAGE),
  }),
  arreter: act({
    run: ({ actor, text }) => revokeReferrer(actor, text("referrer")),
    done: "referrerRevoked",
    to: ofSlug(PAGE),
  }),
});

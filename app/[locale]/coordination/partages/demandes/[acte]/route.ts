import { act, answerForms, ofSlug } from "#app/staff-form.ts";
import { refuseShareRequest } from "#lib/server/calendar/share-requests.ts";

const PAGE = "/coordination/partages";

/** The answer no to a request for a share; the answer yes is the form of a new share. */
export const POST = answerForms(PAGE, {
  refuser: act({
    run: ({ actor, text }) => refuseShareRequest(actor, text("request")),
    done: "shareRequestRefused",
    to: ofSlug(PAGE),
  }),
});

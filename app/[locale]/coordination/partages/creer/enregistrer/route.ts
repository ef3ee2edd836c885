import { act, answerForm } from "#app/staff-form.ts";
import { makeShare } from "#lib/server/calendar/make-share.ts";
import { newShareForm } from "#lib/wire/calendar/share.ts";

/** Shares a calendar from the form, and leads to the page of the share with its address. */
export const POST = answerForm(
  "/coordination/partages/creer",
  "partage",
  act({
    form: newShareForm,
    run: ({ actor, key }, typed) => makeShare(actor, typed, key),
    done: "shareMade",
    to: (_sent, { id }) => `/coordination/partages/${id}`,
  }),
);

import { act, answerForm, ofSlug } from "#app/staff-form.ts";
import { refuse } from "#lib/result.ts";
import { takeBack } from "#lib/server/booking/many-at-once.ts";
import { isUuid } from "#lib/uuid.ts";

const PAGE = "/coordination";

/** The buttons that take back what was booked at once from one address. Each address has a form of its own. */
export const POST = answerForm(
  PAGE,
  ({ query }) => `origine-${query("origine")}`,
  act({
    run: async ({ actor, text }) => {
      const organisation = text("organisation");
      return isUuid(organisation) ? takeBack(actor, { organisation, origin: text("origin") }) : refuse("not-found");
    },
    done: "takenBack",
    to: ofSlug(PAGE),
  }),
);

import { act, answerForm } from "#app/staff-form.ts";
import { findResident } from "#lib/server/privacy/find-resident.ts";
import { residentCodeForm } from "#lib/wire/access/resident-data.ts";

const PAGE = "/conseiller/donnees";

/** Looks for what is kept under a code, and leads back to the page with it. */
export const POST = answerForm(
  PAGE,
  "code",
  act({
    form: residentCodeForm,
    run: ({ actor }, { code }) => findResident(actor, code),
    done: "residentFound",
    to: (_sent, ref) => `${PAGE}?trouve=${ref}`,
  }),
);

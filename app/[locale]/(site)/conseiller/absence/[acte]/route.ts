import { absenceActs, formOfAbsence } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { answerForms } from "#app/staff-form.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

/** The forms of one's own absence. */
export const POST = answerForms(
  "/conseiller/absence",
  absenceActs(async ({ actor, fields }) => {
    const held = await ownOrganisationOfPage(actor, fields["slug"]);
    return held && { organisation: held.chosen.id, account: actor.user };
  }),
  formOfAbsence,
);

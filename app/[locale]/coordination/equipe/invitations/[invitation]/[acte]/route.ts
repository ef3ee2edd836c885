import { act, answerForms } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { renewInvitation, withdrawInvitation } from "#lib/server/auth/people/invite.ts";

/** Renews an invitation or takes it back; each has a form of its own on the page. */
export const POST = answerForms(
  "/coordination/equipe",
  {
    renouveler: act({
      run: ({ actor, part, locale }) => renewInvitation(actor, part("invitation"), teamLocaleOf(locale)),
      done: "invitationRenewed",
    }),
    retirer: act({
      run: ({ actor, part }) => withdrawInvitation(actor, part("invitation")),
      done: "invitationWithdrawn",
    }),
  },
  (acte, { part }) => `${acte}-${part("invitation")}`,
);

import { act, answerForms, changing } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import {
  inviteOrganisation,
  renewOrganisationInvitation,
  withdrawOrganisationInvitation,
} from "#lib/server/organisation/invite-organisation.ts";
import { setOwnHost, storedHost } from "#lib/server/organisation/own-host.ts";
import { hostForm, organisationInviteForm } from "#lib/wire/organisation/new-organisation.ts";

/**
 * Invites an organisation to the installation, renews an invitation or takes it back, or says the host name of an
 * organisation.
 */
export const POST = answerForms("/coordination/collectivites", {
  inviter: act({
    form: organisationInviteForm,
    run: ({ actor, locale }, typed) => inviteOrganisation(actor, typed, teamLocaleOf(locale)),
    done: "invited",
  }),
  renouveler: act({
    run: ({ actor, text, locale }) => renewOrganisationInvitation(actor, text("invitation"), teamLocaleOf(locale)),
    done: "invitationRenewed",
  }),
  retirer: act({
    run: ({ actor, text }) => withdrawOrganisationInvitation(actor, text("invitation")),
    done: "invitationWithdrawn",
  }),
  adresse: changing(
    ({ actor, text }) => storedHost(actor, text("organisation")),
    act({ form: hostForm, run: ({ actor, seen }, typed) => setOwnHost(actor, { ...typed, seen }), done: "hostSaved" }),
  ),
});

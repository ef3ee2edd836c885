import { act, answerForms } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import {
  inviteOperator,
  renewOperatorInvitation,
  withdrawOperatorInvitation,
} from "#lib/server/organisation/invite-operator.ts";
import { setOwnHost } from "#lib/server/organisation/own-host.ts";
import { hostForm, operatorInviteForm } from "#lib/wire/organisation/new-operator.ts";

/** Invites an organisation to the installation, renews an invitation or takes it back, or says the host name of an operator. */
export const POST = answerForms("/coordination/collectivites", {
  inviter: act({
    form: operatorInviteForm,
    run: ({ actor, locale }, typed) => inviteOperator(actor, typed, teamLocaleOf(locale)),
    done: "invited",
  }),
  renouveler: act({
    run: ({ actor, text, locale }) => renewOperatorInvitation(actor, text("invitation"), teamLocaleOf(locale)),
    done: "invitationRenewed",
  }),
  retirer: act({
    run: ({ actor, text }) => withdrawOperatorInvitation(actor, text("invitation")),
    done: "invitationWithdrawn",
  }),
  adresse: act({ form: hostForm, run: ({ actor }, typed) => setOwnHost(actor, typed), done: "hostSaved" }),
});

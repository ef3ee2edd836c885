import { act, type Act, type SentForm } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { refuse } from "#lib/result.ts";
import { invitePerson } from "#lib/server/auth/people/invite.ts";
import { endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import { isUuid } from "#lib/uuid.ts";
import { inviteForm, placesOf } from "#lib/wire/access/people.ts";

/** Invites somebody with the fields of `InviteForm`; done, it leads to `to`. */
export const invites = (to: (sent: SentForm) => string): Act =>
  act({
    form: inviteForm,
    run: async ({ actor, text, locale }, typed) => {
      const organisation = text("organisation");
      if (!isUuid(organisation)) return refuse("malformed");
      const { email, role, endsOn, languages } = typed;
      const endsAt = endsOn === undefined ? undefined : await endOfDay(organisation, endsOn);
      const wanted = { email, role, places: placesOf(typed), endsAt, languages };
      return invitePerson(actor, organisation, wanted, teamLocaleOf(locale));
    },
    done: "invited",
    to,
  });

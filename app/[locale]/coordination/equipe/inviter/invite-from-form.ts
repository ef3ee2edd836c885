import type { StaffOutcome } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { invitePerson } from "#lib/server/auth/people/invite.ts";
import { endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldOfRoleRefusal, inviteForm, peopleFields, placesOf } from "#lib/wire/people.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

/** Invites somebody with the fields of `InviteForm`; done, it leads to `to`. */
export async function inviteFromForm(
  actor: StaffActor,
  fields: Readonly<Record<string, string>>,
  { locale, to }: { readonly locale: string; readonly to: string },
): Promise<StaffOutcome> {
  const typed = inviteForm.safeParse(peopleFields(fields));
  const organisation = fields["organisation"] ?? "";
  if (!isUuid(organisation)) return { ok: false, refusals: { form: "malformed" } };
  if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
  const { email, role, endsOn, languages } = typed.data;
  const endsAt = endsOn === undefined ? undefined : await endOfDay(organisation, endsOn);
  const wanted = { email, role, places: placesOf(typed.data), endsAt, languages };
  const made = await invitePerson(actor, organisation, wanted, teamLocaleOf(locale));
  return made.ok
    ? { ok: true, done: "invited", to }
    : { ok: false, refusals: { [fieldOfRoleRefusal(made.refusal)]: made.refusal } };
}

import { handleStaffForm } from "#app/staff-form.ts";
import { localeOf } from "#i18n/routing.ts";
import { invitePerson } from "#lib/server/auth/people/invite.ts";
import { endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import { fieldOfRoleRefusal } from "#lib/wire/people.ts";
import type { TextLocale } from "#lib/server/translate.ts";
import { isUuid } from "#lib/uuid.ts";
import { inviteForm, peopleFields, placesOf } from "#lib/wire/people.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Invites somebody, and leads to the list, where the address and the code of the invitation stand. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const page = "/coordination/equipe/inviter";
  return handleStaffForm(request, { locale, page, form: "invite" }, async (actor, fields) => {
    const typed = inviteForm.safeParse(peopleFields(fields));
    const organisation = fields["organisation"] ?? "";
    if (!isUuid(organisation)) return { ok: false, refusals: { form: "malformed" } };
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
    const { email, role, endsOn, languages } = typed.data;
    const endsAt = endsOn === undefined ? undefined : await endOfDay(organisation, endsOn);
    const wanted = { email, role, places: placesOf(typed.data), endsAt, languages };
    const made = await invitePerson(actor, organisation, wanted, localeOf(locale) satisfies TextLocale);
    return made.ok
      ? {
          ok: true,
          done: "invited",
          to: `/coordination/equipe?${new URLSearchParams({ organisation: fields["slug"] ?? "" })}`,
        }
      : { ok: false, refusals: { [fieldOfRoleRefusal(made.refusal)]: made.refusal } };
  });
}

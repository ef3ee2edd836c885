import { handleAcceptance } from "#app/[locale]/invitation/accept-by-secret.ts";
import { localeOf } from "#i18n/routing.ts";
import { acceptInvitation } from "#lib/server/auth/people/accept-invitation.ts";
import { personForm } from "#lib/wire/access/people.ts";
import { saidOf } from "#lib/wire/staff-form.ts";

/** Accepts an invitation, and leads to where its role works. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale, secret } = await params;
  const of = { locale: localeOf(locale), page: "/invitation", secret, form: "accept" };
  return handleAcceptance(request, of, async (fields, who) => {
    const person = personForm.read(fields);
    if (!person.ok) return { ok: false, refusals: saidOf(person.refusals) };
    const accepted = await acceptInvitation(secret, person.value, who);
    if (accepted.ok) return { ok: true, ...accepted.value };
    return accepted.refusal === "last-administrator"
      ? { ok: false, refusals: { form: accepted.refusal } }
      : { ok: false };
  });
}

import { answer, handleStaff } from "#app/api/handle.ts";
import { teamLocales } from "#i18n/team-pages.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { invitePerson } from "#lib/server/auth/people/invite.ts";
import { endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import { preferredLanguage } from "#lib/wire/api/accept-language.ts";
import { inviteBody } from "#lib/wire/access/managed-people.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Invites somebody to a role of an organisation, for its coordinators and administrators. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, inviteBody, async (actor, { organisation: name, endsOn, ...wanted }) => {
    const organisation = await organisationNamed(name);
    const endsAt = endsOn === undefined ? undefined : await endOfDay(organisation, endsOn);
    const language = preferredLanguage(request.headers.get("accept-language"), teamLocales);
    const made = await invitePerson(actor, organisation, { ...wanted, endsAt }, language);
    return made.ok ? answer({ id: made.value }, 201) : problem(made.refusal);
  });
}

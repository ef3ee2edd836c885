import { invites } from "#app/[locale]/coordination/equipe/inviter/invite-from-form.ts";
import { answerForm, ofSlug } from "#app/staff-form.ts";

/** Invites somebody, and leads to the list, where the address and the code of the invitation stand. */
export const POST = answerForm("/coordination/equipe/inviter", "invite", invites(ofSlug("/coordination/equipe")));

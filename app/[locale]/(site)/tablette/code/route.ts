import { namesPath, withPlace } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { choiceOfCode } from "#lib/server/auth/tablet/open-tablet.ts";

/** Leads from the six digits of a place to the names of those planned there. */
export const POST = plainForm(
  () => "/tablette",
  async ({ fields, headers }) => {
    const { lieu = "", code = "" } = (await fields()) ?? {};
    const choice = await choiceOfCode(lieu, code, headers);
    if (!choice.ok) return choice.refusal === "too-many-requests" ? refuse("wait") : choice;
    return { ok: true, to: namesPath(choice.value) };
  },
  { said: withPlace },
);

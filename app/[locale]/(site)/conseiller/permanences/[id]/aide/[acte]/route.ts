import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { plainForm, seeOther } from "#app/form.ts";
import { lineLoginOf } from "#lib/server/auth/caller.ts";
import { askForHelp, endHelp } from "#lib/server/queue/help-at-half-day.ts";
import { problem } from "#lib/wire/problem.ts";

const ACTS = { demander: askForHelp, finir: endHelp };

/**
 * « Besoin d’aide » (`demander`) and « Ce n’est plus la peine » (`finir`), also from a shared tablet; each leads back
 * to the page, which says who was told.
 */
export const POST = plainForm(
  ({ part }) => `/conseiller/permanences/${encodeURIComponent(part("id"))}/aide`,
  async ({ part, headers, locale, page }) => {
    const acte = part("acte");
    if (!Object.hasOwn(ACTS, acte)) return problem("not-found");
    const actor = await lineLoginOf(headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const done = await ACTS[acte as keyof typeof ACTS](actor, part("id"));
    return done.ok ? { ok: true } : done;
  },
);

import { secondFactorRefusals } from "#app/[locale]/connexion/second-facteur/second-factor-refusal.ts";
import { answerForms } from "#app/staff-form.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { removeFactor, renewRecoveryCodes, setUpSecondFactor } from "#lib/server/auth/second-factor/own-factor.ts";
import { sealRecoveryCodes } from "#lib/server/auth/second-factor/shown-codes.ts";
import { clock } from "#lib/server/clock.ts";

const PAGE = "/moi/second-facteur";

/** The page with the new recovery codes, which its address holds sealed. */
const showing = ({ user }: StaffActor, codes: readonly string[]): string =>
  `${PAGE}?${new URLSearchParams({ codes: sealRecoveryCodes(user, codes, clock.now()) })}`;

/**
 * The forms of the page of one's own second factor: set it up (`activer`), new recovery codes (`codes`), take it away
 * (`retirer`).
 */
export const POST = answerForms(PAGE, {
  activer: async ({ actor, headers, text, locale }) => {
    const login = cookieIn(headers, sessionCookie.name) ?? "";
    const made = await setUpSecondFactor({ actor, login }, text("code"));
    if (!made.ok) return { ok: false, refusals: secondFactorRefusals(made, locale) };
    return { ok: true, done: "factorSetUp", to: showing(actor, made.value.codes), cookies: [made.value.cookie] };
  },
  codes: async ({ actor, text, locale }) => {
    const made = await renewRecoveryCodes(actor, text("code"));
    if (!made.ok) return { ok: false, refusals: secondFactorRefusals(made, locale) };
    return { ok: true, done: "codesRenewed", to: showing(actor, made.value) };
  },
  retirer: async ({ actor, text, locale }) => {
    const removed = await removeFactor(actor, text("code"));
    return removed.ok
      ? { ok: true, done: "factorRemoved" }
      : { ok: false, refusals: secondFactorRefusals(removed, locale) };
  },
});

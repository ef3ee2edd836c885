import { addressAfterSignIn, secondFactorAddress, signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { secondFactorRefusals } from "#app/[locale]/connexion/second-facteur/second-factor-refusal.ts";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { actorOfCookie } from "#lib/server/auth/login.ts";
import { halfLoginOf } from "#lib/server/auth/second-factor/half-login.ts";
import { knownDeviceCookie } from "#lib/server/auth/second-factor/known-device.ts";
import { giveFactor, setUpSecondFactor } from "#lib/server/auth/second-factor/own-factor.ts";
import { sealRecoveryCodes } from "#lib/server/auth/second-factor/shown-codes.ts";
import { clock } from "#lib/server/clock.ts";
import { sealTyped } from "#lib/server/typed-form.ts";
import { saidOf, type FieldRefusals } from "#lib/wire/staff-form.ts";

/**
 * What whoever is half signed in does: gives the second factor (`donner`; `appareil`: the device is theirs) or sets one
 * up (`activer`), and is then wholly signed in. Everybody else is led to the sign-in page. A code that was refused is
 * not kept, since the next one is another.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale: asked, acte } = await params;
  const locale = localeOf(asked);
  const typed = formFieldsOf(request);
  const wayBack = async (): Promise<string | undefined> =>
    safeReturn((await typed().catch(() => undefined))?.["retour"]);
  const back = async (refusals: FieldRefusals): Promise<Response> => {
    const saisie = sealTyped({ form: acte, fields: {}, refusals: saidOf(refusals) }, clock.now(), undefined);
    const page = secondFactorAddress(locale, await wayBack());
    return seeOther(`${page}${page.includes("?") ? "&" : "?"}${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const half = await halfLoginOf(request.headers);
      const retour = await wayBack();
      if (!half) return seeOther(signInAddress(locale, { retour }));
      const code = (await typed())?.["code"] ?? "";
      if (acte === "donner" && half.missing === "give") {
        const given = await giveFactor(half, code);
        if (!given.ok) return back(secondFactorRefusals(given, locale));
        const actor = await actorOfCookie(given.value.cookie);
        const isOwnDevice = (await typed())?.["appareil"] === "on";
        return seeOther(await addressAfterSignIn(locale, { actor }, retour), [
          given.value.cookie,
          ...(isOwnDevice ? [knownDeviceCookie(request.headers, half.actor.user, given.value.since)] : []),
        ]);
      }
      if (acte === "activer" && half.missing === "set-up") {
        const done = await setUpSecondFactor(half, code);
        if (!done.ok) return back(secondFactorRefusals(done, locale));
        const codes = sealRecoveryCodes(half.actor.user, done.value.codes, clock.now());
        const shown = getPathname({ href: "/moi/second-facteur", locale });
        const query = new URLSearchParams({ codes, fait: "factorSetUp" });
        return seeOther(`${shown}?${query}`, [done.value.cookie]);
      }
      return back({ form: "state-changed" });
    },
  );
}

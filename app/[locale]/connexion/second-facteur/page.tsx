import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { serviceOfAuthenticator } from "./service-of-authenticator.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { FactorField, SetUpFactor } from "#components/staff/second-factor/second-factor-forms.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { DAYS_OF_KNOWN_DEVICE } from "#lib/access/second-factor.ts";
import { safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { readFactorToSetUp } from "#lib/server/auth/second-factor/own-factor.ts";
import { halfLogin } from "#lib/server/auth/staff-of-page.ts";
import { clock } from "#lib/server/clock.ts";
import { openTyped } from "#lib/server/typed-form.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const HREF = "/connexion/second-facteur";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.factor"))("title"), robots: { index: false } };
}

/**
 * The one page that is open to whoever is half signed in: they give their second factor, or set one up. Everybody else
 * is led to the sign-in page.
 */
export default async function SecondFactorPage({ params, searchParams }: Props) {
  const locale = localeOf((await params).locale);
  const query = await searchParams;
  const [t, site, half] = await Promise.all([getTranslations("auth.factor"), getTranslations("site"), halfLogin()]);
  const retour = safeReturn(singleValue(query["retour"]));
  if (!half) redirect(signInAddress(locale, { retour }));
  const typed = openTyped(singleValue(query["saisie"]), clock.now(), undefined);
  const toSetUp = half.missing === "set-up" && (await readFactorToSetUp(half, await serviceOfAuthenticator()));
  const wayBack = retour && <input type="hidden" name="retour" value={retour} />;
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p>{t(toSetUp ? "mustSetUp" : "lead")}</p>
      </header>
      {toSetUp ? (
        <SetUpFactor action={`${HREF}/activer`} toSetUp={toSetUp} typed={typed}>
          {wayBack}
        </SetUpFactor>
      ) : (
        <StaffForm form="donner" action={`${HREF}/donner`} typed={typed} submit={t("give")}>
          {(field) => (
            <>
              {wayBack}
              <FactorField {...field("code")} autoFocus={!typed} label={t("code")} hint={t("codeHint")} />
              <TickBox name="appareil">{t("ownDevice", { days: DAYS_OF_KNOWN_DEVICE })}</TickBox>
            </>
          )}
        </StaffForm>
      )}
      {!toSetUp && (
        <div className="grid gap-2 border-t-2 border-hair pt-4">
          <h2>{t("lost")}</h2>
          <p>{t("lostRecovery")}</p>
          <p>{t("lostAll")}</p>
        </div>
      )}
      <PostButton to={getPathname({ href: "/connexion/quitter", locale })}>{site("signOut")}</PostButton>
    </div>
  );
}

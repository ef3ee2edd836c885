import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { serviceOfAuthenticator } from "#app/[locale]/connexion/second-facteur/service-of-authenticator.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { FactorField, RecoveryCodes, SetUpFactor } from "#components/staff/second-factor/second-factor-forms.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { readFactorToSetUp, readOwnFactor } from "#lib/server/auth/second-factor/own-factor.ts";
import { openRecoveryCodes } from "#lib/server/auth/second-factor/shown-codes.ts";
import { clock } from "#lib/server/clock.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

const HREF = "/moi/second-facteur";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.factor"))("title"), robots: { index: false } };
}

/** One's own second factor: set it up, or read since when it stands, make recovery codes anew, take it away. */
export default async function OwnSecondFactorPage(props: StaffPageProps) {
  const { actor, locale, query, typed, done } = await openStaffPage(props, HREF);
  const [t, own, factor, requested] = await Promise.all([
    getTranslations("auth.factor"),
    getTranslations("staff.own"),
    readOwnFactor(actor),
    headers(),
  ]);
  const login = cookieIn(requested, sessionCookie.name) ?? "";
  const toSetUp = factor ? undefined : await readFactorToSetUp({ actor, login }, await serviceOfAuthenticator());
  const codes = factor && openRecoveryCodes(actor.user, singleValue(query["codes"]), clock.now());
  return (
    <div className="grid max-w-3xl gap-7">
      <header className="grid gap-2">
        <PageLink href="/moi" className="inline-flex min-h-target items-center font-bold print:hidden">
          {own("title")}
        </PageLink>
        <h1>{t("title")}</h1>
        <p>{t(factor ? "lead" : "why")}</p>
      </header>
      <StaffDone done={done} />
      {codes && <RecoveryCodes codes={codes} />}
      {toSetUp && <SetUpFactor action={`${HREF}/activer`} toSetUp={toSetUp} typed={typed} />}
      {factor && (
        <>
          <section aria-labelledby="state" className="grid gap-1 print:hidden">
            <h2 id="state">{t("state")}</h2>
            <p className="font-bold">
              {t("since", { day: sayDay(localDateOf(factor.since, "Europe/Paris"), locale) })}
            </p>
            <p>{t("codesLeft", { count: factor.codesLeft })}</p>
          </section>
          <section aria-labelledby="renew" className="grid gap-3 print:hidden">
            <h2 id="renew">{t("renew")}</h2>
            <p>{t("renewWhat")}</p>
            <StaffForm form="codes" action={`${HREF}/codes`} typed={typed} submit={t("renewSubmit")} look="quiet">
              {(field) => <FactorField {...field("code")} label={t("code")} hint={t("codeHint")} />}
            </StaffForm>
          </section>
          <section aria-labelledby="remove" className="grid gap-3 print:hidden">
            <h2 id="remove">{t("remove")}</h2>
            <p>{t("removeWhat")}</p>
            <StaffForm form="retirer" action={`${HREF}/retirer`} typed={typed} submit={t("removeSubmit")} look="quiet">
              {(field) => <FactorField {...field("code")} label={t("code")} hint={t("codeHint")} />}
            </StaffForm>
          </section>
        </>
      )}
    </div>
  );
}

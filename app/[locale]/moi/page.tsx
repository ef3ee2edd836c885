import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { FactorDue } from "#components/staff/second-factor/factor-due.tsx";
import { OwnLogins } from "#components/staff/people/own-logins.tsx";
import { OwnTokens } from "#components/staff/people/own-tokens.tsx";
import { PersonFields } from "#components/staff/people/person-fields.tsx";
import { SECTIONS } from "#components/staff/sections.ts";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { getPathname } from "#i18n/routing.ts";
import { organisationsWhere, whereMay } from "#lib/access/where-may.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { landingOf } from "#lib/server/auth/after-sign-in.ts";
import { listOwnLogins, readOwnAccount } from "#lib/server/auth/own-account.ts";
import { listOwnTokens } from "#lib/server/auth/own-tokens.ts";
import { readOwnFactor, secondFactorToSetUp } from "#lib/server/auth/second-factor/own-factor.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { fieldsOfOwnPhone, fieldsOfPerson } from "#lib/wire/access/people.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.own"))("title"), robots: { index: false } };
}

/** One's own page: name, languages, telephone, second factor, logins and tokens. */
export default async function OwnPage(props: StaffPageProps) {
  const { actor, locale, typed, done } = await openStaffPage(props, "/moi");
  const login = cookieIn(await headers(), sessionCookie.name);
  const [t, site, secondFactor, staff, account, logins, tokens, factor, due] = await Promise.all([
    getTranslations("staff.own"),
    getTranslations("site"),
    getTranslations("auth.factor"),
    getTranslations("staff"),
    readOwnAccount(actor),
    listOwnLogins(actor, login),
    listOwnTokens(actor),
    readOwnFactor(actor),
    secondFactorToSetUp(actor),
  ]);
  const coordinates = SECTIONS.some(({ act, at }) => organisationsWhere(actor, act, at).length > 0);
  const stored = fieldsOfPerson(account ?? { languages: [] });
  return (
    <div className="grid max-w-3xl gap-7">
      <header className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1>{t("title")}</h1>
          <PostButton to={getPathname({ href: "/connexion/quitter", locale })}>{site("signOut")}</PostButton>
        </div>
        <p className="break-words text-soft">
          <bdi>{account?.email}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-5">
          <PageLink href={landingOf(actor)} className="inline-flex min-h-target items-center">
            {t("back")}
          </PageLink>
          {whereMay(actor, "book-as-team").length > 0 && (
            <PageLink href="/accueil" className="inline-flex min-h-target items-center">
              {site("reception")}
            </PageLink>
          )}
          {coordinates && (
            <PageLink href="/coordination" className="inline-flex min-h-target items-center">
              {staff("title")}
            </PageLink>
          )}
        </p>
      </header>
      <StaffDone done={done} />
      <section aria-labelledby="person" className="grid gap-3">
        <h2 id="person">{t("person")}</h2>
        <StaffForm form="nom" action="/moi/nom" typed={typed} stored={stored} submit={t("save")}>
          {(field) => <PersonFields field={field} />}
        </StaffForm>
      </section>
      <section aria-labelledby="phone" className="grid gap-3">
        <h2 id="phone">{t("phone")}</h2>
        <StaffForm
          form="telephone"
          action="/moi/telephone"
          typed={typed}
          stored={fieldsOfOwnPhone(account?.phone)}
          submit={t("save")}
        >
          {(field) => (
            <Field
              {...field("phone")}
              type="tel"
              autoComplete="tel"
              dir="ltr"
              maxLength={40}
              label={t("phoneLabel")}
              hint={t("phoneHint")}
            />
          )}
        </StaffForm>
      </section>
      <section aria-labelledby="factor" className="grid gap-2">
        <h2 id="factor">{secondFactor("title")}</h2>
        <FactorDue due={due} />
        {factor ? (
          <>
            <p>{secondFactor("since", { day: sayDay(localDateOf(factor.since, "Europe/Paris"), locale) })}</p>
            <p>{secondFactor("codesLeft", { count: factor.codesLeft })}</p>
          </>
        ) : (
          <p>{secondFactor("none")}</p>
        )}
        <p>
          <PageLink href="/moi/second-facteur" className="inline-flex min-h-target items-center font-bold">
            {secondFactor(factor ? "manage" : "toSetUp")}
          </PageLink>
        </p>
      </section>
      <OwnLogins logins={logins.ok ? logins.value : []} typed={typed} />
      <OwnTokens tokens={tokens.ok ? tokens.value : []} typed={typed} />
    </div>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { installable } from "#app/[locale]/tablette/installable.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { SECTIONS } from "#components/staff/sections.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { OwnWeek } from "#components/staff/planning/own-week.tsx";
import { HalfDaysToRecord } from "#components/staff/figures/half-days-to-record.tsx";
import { LateActs } from "#components/queue/late-acts.tsx";
import { LearnedWaits } from "#components/queue/learned-waits.tsx";
import { PermanenceToRun } from "#components/queue/permanence-to-run.tsx";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { organisationsWhere, whereMay } from "#lib/access/where-may.ts";
import { requireStaff } from "#lib/server/auth/staff-of-page.ts";
import { InstallHint } from "#components/tablet/offline/install-hint.tsx";
import { KeepHalfDays } from "#components/tablet/offline/keep-half-days.tsx";
import { ColleaguesActs } from "#components/tablet/offline/colleagues-acts.tsx";
import { UnsentActs } from "#components/tablet/unsent-acts.tsx";
import { clock } from "#lib/server/clock.ts";
import { readLateActs } from "#lib/server/queue/read-late-acts.ts";
import { learnedPaces } from "#lib/server/queue/paces.ts";
import { countReportsToDo } from "#lib/server/report/own-reports.ts";
import { readOwnWeek } from "#lib/server/planning/assignments/read-own-week.ts";
import { readStaffPermanences } from "#lib/server/schedule/read-staff-permanences.ts";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const title = (await getTranslations("tablet.list"))("title");
  return { title, robots: { index: false }, ...installable((await params).locale) };
}

export default async function MyPermanencesPage({ params }: Props) {
  const { locale } = await params;
  const actor = await requireStaff(signInAddress(locale, { retour: getPathname({ href: "/conseiller", locale }) }));
  const [t, list, own, absences, site, staff, residentData, { today, later, unclosed, toRecord }, late, ownWeek] =
    await Promise.all([
      getTranslations("halfDays"),
      getTranslations("tablet.list"),
      getTranslations("figures.own"),
      getTranslations("staff.absences"),
      getTranslations("site"),
      getTranslations("staff"),
      getTranslations("staff.residentData"),
      readStaffPermanences(actor),
      readLateActs(actor),
      readOwnWeek(actor),
    ]);
  const install = await getTranslations("halfDays.install");
  const [reports, toWrite] = await Promise.all([getTranslations("staff.reports"), countReportsToDo(actor)]);
  const coordinates = SECTIONS.some(({ act, at }) => organisationsWhere(actor, act, at).length > 0);
  const now = clock.now();
  const places = new Map([...today, ...later].map(({ at }) => [at.id, at.name]));
  const learnedAt = await learnedPaces([...places.keys()]);
  return (
    <div className="grid gap-7 lg:max-w-3xl">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{list("title")}</h1>
        <PostButton to={getPathname({ href: "/connexion/quitter", locale })}>{site("signOut")}</PostButton>
      </div>
      <p className="-my-4 flex flex-wrap gap-x-5">
        <PageLink href="/moi" className="inline-flex min-h-target items-center">
          {staff("own.title")}
        </PageLink>
        {whereMay(actor, "book-as-team").length > 0 && (
          <PageLink href="/accueil" className="inline-flex min-h-target items-center">
            {site("reception")}
          </PageLink>
        )}
        {whereMay(actor, "read-contacts").length > 0 && (
          <PageLink href="/conseiller/a-rappeler" className="inline-flex min-h-target items-center">
            {staff("calls.title")}
          </PageLink>
        )}
        {whereMay(actor, "write-report").length > 0 && (
          <PageLink href="/conseiller/comptes-rendus" className="inline-flex min-h-target items-center">
            {toWrite > 0 ? reports("link", { count: toWrite }) : reports("title")}
          </PageLink>
        )}
        <PageLink href="/conseiller/mes-chiffres" className="inline-flex min-h-target items-center">
          {own("title")}
        </PageLink>
        {whereMay(actor, "run-line").length > 0 && (
          <PageLink href="/conseiller/entrainement" className="inline-flex min-h-target items-center">
            {list("practice")}
          </PageLink>
        )}
        {coordinates && (
          <PageLink href="/coordination" className="inline-flex min-h-target items-center">
            {staff("title")}
          </PageLink>
        )}
      </p>
      <KeepHalfDays me={actor.user} list={getPathname({ href: "/conseiller", locale })} />
      <UnsentActs me={actor.user} />
      <ColleaguesActs me={actor.user} serverTime={now} />
      <section aria-labelledby="today" className="grid gap-3">
        <h2 id="today">{t("today")}</h2>
        {today.length === 0 && <p>{t("nothingToday")}</p>}
        {today.map((held) => (
          <PermanenceToRun
            key={held.id}
            permanence={held}
            place={held.at.name}
            desk={held.desk}
            toTell={held.toTell}
            away={held.away}
            reopenable={held.reopenable}
            now={now}
          />
        ))}
      </section>
      {unclosed.length > 0 && (
        <section aria-labelledby="unclosed" className="grid gap-3">
          <h2 id="unclosed">{t("unclosed")}</h2>
          <p>{t("unclosedWhat")}</p>
          {unclosed.map((held) => (
            <PermanenceToRun
              key={held.id}
              permanence={held}
              place={held.at.name}
              desk={held.desk}
              leftWaiting={held.unserved}
              now={now}
            />
          ))}
        </section>
      )}
      <HalfDaysToRecord halfDays={toRecord} />
      <LateActs halfDays={late} />
      {actor.roles.some(({ role }) => PLANNED_ROLES.some((one) => one === role)) && (
        <p>
          <PageLink href="/conseiller/absence" className={buttonClass("ghost")}>
            {absences("mine")}
          </PageLink>
        </p>
      )}
      {/* It appears once the browser offers it: what is tapped above does not move. */}
      <InstallHint
        labels={{
          title: install("title"),
          what: install("what"),
          install: install("install"),
          share: install("share"),
          no: install("no"),
        }}
      />
      <OwnWeek halfDays={ownWeek} />
      <section aria-labelledby="later" className="grid gap-3">
        <h2 id="later">{t("later")}</h2>
        {later.length === 0 && (
          <p>
            {t("nothing")} {t("nothingDo")}
          </p>
        )}
        {later.map((held) => (
          <PermanenceToRun
            key={held.id}
            permanence={held}
            place={held.at.name}
            desk={held.desk}
            toTell={held.toTell}
            away={held.away}
            now={now}
          />
        ))}
      </section>
      {whereMay(actor, "erase-resident").length > 0 && (
        <p>
          <PageLink href="/conseiller/donnees" className={buttonClass("ghost")}>
            {residentData("title")}
          </PageLink>
        </p>
      )}
      <LearnedWaits places={[...places].map(([id, name]) => ({ name, learned: learnedAt(id) }))} />
    </div>
  );
}

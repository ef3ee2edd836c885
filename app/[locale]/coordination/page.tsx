import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ContinueCard } from "#components/staff/first-hour/continue-card.tsx";
import { MessageTroublesLine } from "#components/staff/messages/message-troubles.tsx";
import { FactorDue } from "#components/staff/second-factor/factor-due.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { ManyBookedAtOnce } from "#components/staff/today/many-booked-at-once.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { WhatToDoBlock } from "#components/staff/today/what-to-do.tsx";
import { UnsentActsOfTablets } from "#components/staff/today/unsent-acts.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { offeredToReader } from "./offered-first-hour.ts";
import { organisationsWhere, whereMay } from "#lib/access/where-may.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { secondFactorToSetUp } from "#lib/server/auth/second-factor/own-factor.ts";
import { readManyAtOnce } from "#lib/server/booking/many-at-once.ts";
import { readMessageTroubles } from "#lib/server/organisation/messages/message-settings.ts";
import { readWhatToDo } from "#lib/server/planning/today/read-what-to-do.ts";
import { readUnsentActs } from "#lib/server/queue/unsent-acts.ts";
import { openStaffPage, type StaffPageProps } from "./open-staff-page.ts";
import { sectionsOf } from "./sections-of.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("title"), robots: { index: false } };
}

/**
 * The first page for coordination: what is to be done these days by who plans, and its sections with a sentence each,
 * those alone that this person may use.
 */
export default async function CoordinationPage(props: StaffPageProps) {
  const [t, site, { actor, query, done, typed }] = await Promise.all([
    getTranslations("staff"),
    getTranslations("site"),
    openStaffPage(props, "/coordination"),
  ]);
  const held = await organisationOfPage(
    actor,
    "plan-half-days",
    singleValue(query["organisation"]) ?? typed?.fields["slug"],
    "some-place",
  );
  const [offered, sections, todo, troubles, many, unsent] = await Promise.all([
    offeredToReader(),
    sectionsOf(actor),
    held && readWhatToDo(actor, held.chosen.id),
    held && readMessageTroubles(actor, held.chosen.id),
    held && readManyAtOnce(actor, held.chosen.id),
    readUnsentActs(actor),
  ]);
  const notesAbsences = organisationsWhere(actor, "note-absence", "some-place").length > 0;
  return (
    <div className="grid gap-5">
      <h1>{t("title")}</h1>
      <StaffDone done={done} />
      {offered && <ContinueCard firstHour={offered} />}
      {held && todo?.ok && (
        <>
          <OtherOrganisations href="/coordination" {...held} />
          <WhatToDoBlock todo={todo.value} organisation={held.chosen.slug} />
          {many && (
            <ManyBookedAtOnce
              many={many}
              action="/coordination/annuler-reservations"
              typed={typed}
              organisation={held.chosen}
            />
          )}
          {troubles && <MessageTroublesLine troubles={troubles} organisation={held.chosen.slug} />}
          {todo.value.toCall.people > 0 && (
            <p>
              <PageLink
                href={`/conseiller/a-rappeler?organisation=${held.chosen.slug}`}
                className="inline-flex min-h-target items-center font-bold"
              >
                {t("calls.all")}
              </PageLink>
            </p>
          )}
        </>
      )}
      <UnsentActsOfTablets unsent={unsent} />
      <FactorDue due={await secondFactorToSetUp(actor)} link />
      {sections.length === 0 && <p>{t("nothingHere")}</p>}
      <ul className="grid gap-3 md:grid-cols-2">
        {whereMay(actor, "book-as-team").length > 0 && (
          <Card as="li">
            <h2>
              <PageLink href="/accueil" className="inline-flex min-h-target items-center">
                {site("reception")}
              </PageLink>
            </h2>
            <p className="text-soft">{t("reception.what")}</p>
          </Card>
        )}
        {sections.map(({ key, href }) => (
          <Card as="li" key={key}>
            <h2>
              <PageLink href={href} className="inline-flex min-h-target items-center">
                {t(`sections.${key}.name`)}
              </PageLink>
            </h2>
            <p className="text-soft">{t(`sections.${key}.what`)}</p>
            {key === "people" && notesAbsences && (
              <p>
                <PageLink
                  href="/coordination/equipe/semaine"
                  className="inline-flex min-h-target items-center font-bold"
                >
                  {t("planning.noteAbsence")}
                </PageLink>
              </p>
            )}
          </Card>
        ))}
      </ul>
    </div>
  );
}

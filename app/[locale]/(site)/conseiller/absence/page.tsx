import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { effectOfAbsenceForm } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { notHeldAddress } from "#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { AbsenceTouches } from "#components/staff/absences/absence-touches.tsx";
import { AbsencePanel } from "#components/staff/absences/absence-panel.tsx";
import { WhomToCall } from "#components/staff/absences/whom-to-call.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TouchedHalfDay } from "#lib/schedule/absence.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { reachIn, reaches } from "#lib/access/where-may.ts";
import { readAbsences, readWhatAbsencesTouch } from "#lib/server/planning/absences/read-absences.ts";

const HREF = "/conseiller/absence";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.absences"))("mine"), robots: { index: false } };
}

/** One's own absence, on whatever day and from a phone: what it touches, and whom to call. */
export default async function OwnAbsencePage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, list, held] = await Promise.all([
    getTranslations("staff.absences"),
    getTranslations("tablet.list"),
    ownOrganisationOfPage(actor, singleValue(query["organisation"]) ?? typed?.fields["slug"]),
  ]);
  if (!held) return <NotFound />;
  const { id: organisation, slug } = held.chosen;
  const whose = { organisation, account: actor.user };
  const [read, looked, touched] = await Promise.all([
    readAbsences(actor, whose),
    effectOfAbsenceForm(actor, typed, whose),
    readWhatAbsencesTouch(actor, whose),
  ]);
  if (!read.ok || !touched.ok) return <NotFound />;
  const settles = reachIn(actor, "settle-own-half-day", organisation);
  const notHeld = ({ permanence, place }: TouchedHalfDay): string | undefined =>
    settles && reaches(settles, place.id) ? notHeldAddress(permanence) : undefined;
  const { halfDays } = looked.effect?.effect ?? touched.value;
  const [next] = halfDays.flatMap((halfDay) => {
    const href = halfDay.nobody ? notHeld(halfDay) : undefined;
    return href === undefined ? [] : [{ halfDay, href }];
  });
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <p>
        <PageLink href="/conseiller" className="inline-flex min-h-target items-center font-bold">
          ‹ {list("title")}
        </PageLink>
      </p>
      <h1>{t("mine")}</h1>
      <StaffDone done={done} />
      <OtherOrganisations href={HREF} {...held} />
      {!looked.effect && <AbsenceTouches touched={touched.value} notHeld={notHeld} />}
      {done === "absenceNoted" && <WhomToCall person={read.value} notHeld={next} />}
      <AbsencePanel
        person={read.value}
        looked={looked}
        typed={typed}
        slug={slug}
        actions={(acte) => `${HREF}/${acte}`}
        page={`${HREF}?organisation=${slug}`}
        changes={singleValue(query["changer"])}
        notHeld={notHeld}
      />
      {done !== "absenceNoted" && <WhomToCall person={read.value} notHeld={next} />}
    </div>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { notHeldAddress } from "#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { AnswerForPerson } from "#components/staff/answer-for-person.tsx";
import { MarkAsTold } from "#components/staff/mark-as-told.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PersonToTell } from "#lib/booking/person-to-tell.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { readPeopleToTell } from "#lib/server/booking/to-tell/read-people-to-tell.ts";
import { sayHour } from "#lib/time/say.ts";
import { whatToSay } from "./what-to-say.ts";

type Props = StaffPageProps & { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("toTell"))("title"), robots: { index: false } };
}

/**
 * Whom the team of a half-day tells that they are not received or that another hour is offered, and what they answer.
 */
export default async function PeopleToTellPage(props: Props) {
  const { locale, id } = await props.params;
  const href = `/conseiller/permanences/${id}/a-prevenir`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const told = await readPeopleToTell(actor, id);
  if (!told.ok) return <NotFound />;
  const [t, over, sentences, own] = await Promise.all([
    getTranslations("toTell"),
    getTranslations("tablet.over"),
    whatToSay(told.value, told.value.people, locale),
    told.value.standing > 0 ? readOwnDisruption(actor, id) : undefined,
  ]);
  const { people, place, span, timeZone } = told.value;
  const cards = (listed: readonly PersonToTell[]) => (
    <ul className="grid gap-4">
      {listed.map((person) => (
        <PersonToCall
          key={person.appointment}
          person={person}
          place={place}
          hour={sayHour(person.hour, timeZone, locale)}
          timeZone={timeZone}
          sentences={sentences.get(person.appointment) ?? []}
        >
          {person.offer && (
            <AnswerForPerson action={`${href}/repondre`} person={person} offer={person.offer} typed={typed} />
          )}
          <MarkAsTold action={`${href}/dire`} person={person} typed={typed} />
        </PersonToCall>
      ))}
    </ul>
  );
  const toTell = people.filter((person) => person.told === undefined);
  const alreadyTold = people.filter((person) => person.told !== undefined);
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <h1>{t("title")}</h1>
      <p>
        <FrenchText text={place} />
        <br />
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      <StaffDone done={done} />
      {toTell.length === 0 ? (
        <>
          <p className="font-bold">{t("nobody")}</p>
          {told.value.standing > 0 && (
            <p>
              {t("standing", { count: told.value.standing })} {t("undecided")}
            </p>
          )}
          {own?.ok && own.value.open && (
            <p>
              <PageLink
                href={own.value.nobody ? notHeldAddress(id) : `/conseiller/permanences/${id}/imprevu`}
                className={buttonClass()}
              >
                {t(own.value.nobody ? "notHeld" : "settle")}
              </PageLink>
            </p>
          )}
        </>
      ) : (
        <>
          <p className="font-bold">{t("lead")}</p>
          {cards(toTell)}
        </>
      )}
      {alreadyTold.length > 0 && (
        <section aria-labelledby="dit" className="grid gap-4">
          <h2 id="dit">{t("told")}</h2>
          {cards(alreadyTold)}
        </section>
      )}
      <p>
        <PageLink href="/conseiller" className={buttonClass("ghost")}>
          {over("back")}
        </PageLink>
      </p>
    </div>
  );
}

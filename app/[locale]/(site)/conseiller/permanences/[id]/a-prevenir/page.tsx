import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { routing, type Locale } from "#i18n/routing.ts";
import { notHeldAddress } from "#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { PersonToCall } from "#components/booking/person-to-call.tsx";
import { AnswerForPerson } from "#components/staff/answer-for-person.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { canReceive } from "#lib/booking/cancelled-half-day.ts";
import { isOwnHourAgain, type PersonToTell } from "#lib/booking/person-to-tell.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { readPeopleToTell, type PeopleToTell } from "#lib/server/planning/read-people-to-tell.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Props = StaffPageProps & { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tablet.toTell"))("title"), robots: { index: false } };
}

/** Whom the team of a half-day tells that they are not received or that another hour is offered, and what they answer. */
export default async function PeopleToTellPage(props: Props) {
  const { locale, id } = await props.params;
  const href = `/conseiller/permanences/${id}/a-prevenir`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const told = await readPeopleToTell(actor, id);
  if (!told.ok) return <NotFound />;
  const [t, over, sentencesIn, own] = await Promise.all([
    getTranslations("tablet.toTell"),
    getTranslations("tablet.over"),
    sentencesOf(told.value),
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
          sentences={
            person.told === undefined
              ? languagesFor(person, locale).map((said) => ({ locale: said, text: sentencesIn(person, said) }))
              : []
          }
        >
          {person.offer && (
            <AnswerForPerson action={`${href}/repondre`} person={person} offer={person.offer} typed={typed} />
          )}
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

/** The language of the page, then the person's, where it is another one that the site has. */
const languagesFor = ({ language }: PersonToTell, locale: Locale): readonly Locale[] =>
  routing.locales.filter((one) => one === locale || one === language).sort((a) => (a === locale ? -1 : 1));

/** Between dates that have commas in them. */
const SEPARATORS: Readonly<Record<Locale, string>> = { fr: "\u00a0; ", ar: "؛ ", tr: "; ", en: "; " };

const textsIn = cache((locale: Locale) => getTranslations({ locale, namespace: "tablet.toTell" }));

/** What to say to a person, in a language: why, and to which dates they may come instead. */
async function sentencesOf({ place, timeZone, others }: PeopleToTell) {
  const texts = new Map(
    await Promise.all(routing.locales.map(async (locale) => [locale, await textsIn(locale)] as const)),
  );
  const day = (moment: PersonToTell["hour"], zone: string, locale: Locale) => sayDay(localDateOf(moment, zone), locale);
  return (person: PersonToTell, locale: Locale): string => {
    const { hour, kept, offer } = person;
    const t = texts.get(locale);
    if (!t) return "";
    if (offer) {
      const other = {
        day: day(offer.start, offer.timeZone, locale),
        hour: sayHour(offer.start, offer.timeZone, locale),
        place: offer.place,
        untilDay: day(offer.until, offer.timeZone, locale),
        untilHour: sayHour(offer.until, offer.timeZone, locale),
      };
      const former = { place, day: day(hour, timeZone, locale), hour: sayHour(hour, timeZone, locale) };
      if (isOwnHourAgain(person, place)) return t("sayAgain", { ...other, ...former });
      return `${t("sayCannot", former)} ${t("sayOffer", other)}`;
    }
    const about = { place, day: day(hour, timeZone, locale), hour: sayHour(hour, timeZone, locale) };
    const dates = others.filter(canReceive).map(({ span, timeZone: zone, place: there }) =>
      t("date", {
        day: day(span.start, zone, locale),
        from: sayHour(span.start, zone, locale),
        to: sayHour(span.end, zone, locale),
        place: there.name,
      }),
    );
    const why = kept ? t("sayKept", about) : t("sayCancelled", about);
    return dates.length > 0 ? `${why} ${t("sayOthers", { dates: dates.join(SEPARATORS[locale]) })}` : why;
  };
}
